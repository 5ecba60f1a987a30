import type { Report, ReportFile } from '#lib/contracts/reports.ts'

export const binaryFormats = ['xlsx', 'pdf'] as const
export type BinaryFormat = (typeof binaryFormats)[number]

const types: Record<BinaryFormat, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
}

/** A report as a workbook or on paper. The libraries are large: they are loaded when the first one is asked for. */
export async function reportBinary(report: Report, format: BinaryFormat, name: string): Promise<ReportFile> {
  const bytes =
    format === 'pdf'
      ? await (await import('./pdf.ts')).reportPdf(report)
      : await (await import('./spreadsheet.ts')).reportSpreadsheet(report)
  return { name: `${name}.${format}`, type: types[format], bytes }
}
