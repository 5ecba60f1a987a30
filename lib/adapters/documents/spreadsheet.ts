import writeExcel, { type Cell, type Sheet } from 'write-excel-file/node'
import type { Report, ReportTable } from '#lib/contracts/reports.ts'

/** What a sheet may hold (Excel 2007 and later), the head left out. */
const mostRows = 1_048_575
const widest = 42

const heading = (value: string): Cell => ({ value, type: String, fontWeight: 'bold' })

/** Names of sheets have at most 31 signs, none of `: \ / ? * [ ]`, and no two are alike. */
export function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>()
  return wanted.map((name) => {
    const clean = name.replace(/[:\\/?*[\]]/g, ' ').trim() || 'Sheet'
    let candidate = clean.slice(0, 31)
    for (let n = 2; taken.has(candidate.toLowerCase()); n++) candidate = `${clean.slice(0, 27)} ${n}`
    taken.add(candidate.toLowerCase())
    return candidate
  })
}

function sheetOf(table: ReportTable, name: string): Sheet<Buffer> {
  const { columns, rows } = table
  const data = rows.slice(0, mostRows).map((row) =>
    row.map(({ value, text }, i): Cell => {
      if (value === null || value === '') return null
      if (typeof value === 'number') {
        const format = columns[i]?.format ?? (text.endsWith('%') ? '0.00%' : undefined)
        return { value, type: Number, ...(format && { format }) }
      }
      return { value: String(value), type: String }
    }),
  )
  const width = (i: number) =>
    Math.min(widest, 2 + Math.max(columns[i].head.length, ...rows.slice(0, 200).map((row) => row[i]?.text.length ?? 0)))
  return {
    sheet: name,
    data: [columns.map(({ head }) => heading(head)), ...data],
    columns: columns.map((_, i) => ({ width: width(i) })),
    stickyRowsCount: 1,
  }
}

/** A workbook: what the report says on the first sheet, then a sheet a table and a sheet a series, numbers as numbers. */
export async function reportSpreadsheet(report: Report): Promise<Uint8Array> {
  const tables = report.sections.flatMap(({ blocks }) =>
    blocks.map((block) => (block.kind === 'table' ? block : block.data)),
  )
  const text = (value: string): Cell => ({ value, type: String, wrap: true })
  const first: Sheet<Buffer> = {
    sheet: 'Report',
    columns: [{ width: 30 }, { width: 90 }],
    data: [
      [heading(report.title), text(report.madeAt)],
      [heading('Verdict'), text(report.verdict)],
      ...report.facts.map((fact): Cell[] => [null, text(fact)]),
      ...report.sections.filter(({ say }) => say).map(({ title, say }): Cell[] => [heading(title), text(say)]),
      ...Object.entries(report.manifest ?? {}).map(([key, value]): Cell[] => [
        text(key),
        text(typeof value === 'string' ? value : JSON.stringify(value)),
      ]),
    ],
  }
  const names = sheetNames(['Report', ...tables.map(({ name }) => name)])
  const book = writeExcel([first, ...tables.map((table, i) => sheetOf(table, names[i + 1]))])
  return new Uint8Array(await book.toBuffer())
}
