import type { Report, ReportTable } from '#lib/contracts/reports.ts'

const tableOf = ({ name, columns, rows }: ReportTable) => ({
  name,
  columns: columns.map(({ head }) => head),
  rows: rows.map((row) => row.map(({ value }) => value)),
})

/** The report for machines: sentences, and every table and series with its values. */
export function reportJson(report: Report): string {
  const sections = report.sections.map(({ title, say, blocks }) => ({
    title,
    say,
    tables: blocks.map((block) => tableOf(block.kind === 'table' ? block : block.data)),
  }))
  return `${JSON.stringify({ ...report, sections }, null, 2)}\n`
}
