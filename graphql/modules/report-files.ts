import { reportBinary } from '#lib/adapters/documents/all.ts'
import { type Report, type ReportFile, type ReportFormat, reportFormats } from '#lib/contracts/reports.ts'
import { reportText } from '#lib/reports/index.ts'
import { builder } from '../builder.ts'

export const ReportFormatEnum = builder.enumType('ReportFormat', { values: reportFormats })

export const ReportFileType = builder.objectRef<ReportFile>('ReportFile').implement({
  description: 'A report to take away.',
  fields: (t) => ({
    name: t.exposeString('name'),
    type: t.exposeString('type', { description: 'Media type.' }),
    base64: t.string({ resolve: ({ bytes }) => Buffer.from(bytes).toString('base64') }),
  }),
})

export const reportWords =
  'The run as one document: HTML that needs nothing from anywhere, Markdown, JSON, an Excel workbook, or PDF.'

/** Bars of the equity that a report carries over the wire; the command line writes all of them. */
export const reportBars = 20_000

/** @param name of the file, without its ending. */
export const reportFile = async (report: Report, format: ReportFormat, name: string): Promise<ReportFile> =>
  format === 'xlsx' || format === 'pdf' ? reportBinary(report, format, name) : reportText(report, format, name)
