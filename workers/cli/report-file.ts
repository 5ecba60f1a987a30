import { writeFile } from 'node:fs/promises'
import { reportBinary } from '#lib/adapters/documents/all.ts'
import type { Report, ReportFormat } from '#lib/contracts/reports.ts'
import { reportText } from '#lib/reports/index.ts'
import { note } from './output.ts'

/** Writes a report to a file, or to standard output where none is named. */
export async function writeReport(report: Report, format: ReportFormat, name: string, out?: string): Promise<void> {
  const file =
    format === 'xlsx' || format === 'pdf' ? await reportBinary(report, format, name) : reportText(report, format, name)
  if (!out) return void process.stdout.write(file.bytes)
  await writeFile(out, file.bytes)
  note(`written to ${out}: ${report.verdict}`)
}
