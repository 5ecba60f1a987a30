import { file, missing, reader, refused, stranger, unknownFormat } from '#app/_data/export.ts'
import { problemOf } from '#app/_data/problem.ts'
import { reportFormats } from '#lib/contracts/reports.ts'
import { WalkForwardReportFile } from './documents.ts'

export const dynamic = 'force-dynamic'

/** A walk-forward to take away as a report, in any of its formats. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const read = await reader()
  if (!read) return stranger()
  const { id } = await params
  const asked = new URL(request.url).searchParams.get('format') ?? 'json'
  const format = reportFormats.find((one) => one === asked)
  if (!format) return unknownFormat(reportFormats)
  const { data, errors } = await read(WalkForwardReportFile, { id, format })
  const problem = problemOf(errors)
  if (problem) return refused(problem)
  return data?.walkForward ? file(data.walkForward.report) : missing('walk-forward')
}
