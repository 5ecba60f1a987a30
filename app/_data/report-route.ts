import type { TadaDocumentNode } from 'gql.tada'
import { type ReportFormat, reportFormats } from '#lib/contracts/reports.ts'
import { file, missing, reader, refused, stranger, unknownFormat } from './export.ts'
import { problemOf } from './problem.ts'

interface Reported {
  readonly run: { readonly report: Parameters<typeof file>[0] } | null
}

/** Gives a run away as a report, in any format, to whoever may see it. @param what it is called when it is not there. */
export function reportRoute(document: TadaDocumentNode<Reported, { id: string; format: ReportFormat }>, what: string) {
  return async (request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> => {
    const read = await reader()
    if (!read) return stranger()
    const { id } = await params
    const asked = new URL(request.url).searchParams.get('format') ?? 'json'
    const format = reportFormats.find((one) => one === asked)
    if (!format) return unknownFormat(reportFormats)
    const { data, errors } = await read(document, { id, format })
    const problem = problemOf(errors)
    if (problem) return refused(problem)
    return data?.run ? file(data.run.report) : missing(what)
  }
}
