/** How numbers and times are written in reports: true minus, thousands by comma, an en dash for what is not there. */
import type { ReportCell, ReportColumn } from '#lib/contracts/reports.ts'

export const none = '–'
type Maybe = number | null | undefined
const known = (v: Maybe): v is number => v !== null && v !== undefined && Number.isFinite(v)

export function number(v: Maybe, digits = 0): string {
  if (!known(v)) return none
  const [whole, part] = Math.abs(v).toFixed(digits).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  const shown = part === undefined ? grouped : `${grouped}.${part}`
  return v < 0 && /[1-9]/.test(shown) ? `−${shown}` : shown
}

export const percent = (v: Maybe, digits = 1): string => (known(v) ? `${number(v * 100, digits)} %` : none)
export const interval = (low: Maybe, high: Maybe, digits = 2): string =>
  known(low) && known(high) ? `${number(low, digits)} to ${number(high, digits)}` : none

/** `2014-06-24`, with the time where bars are shorter than a day. */
export function time(ms: Maybe, barMs: number): string {
  if (!known(ms)) return none
  const iso = new Date(ms).toISOString()
  return barMs >= 86_400_000 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, barMs < 60_000 ? 19 : 16)}`
}

type Value = number | string | null | undefined

/** A column of one kind, and how its cells are made. */
export interface Kind {
  readonly column: (head: string) => ReportColumn
  readonly cell: (value: Value) => ReportCell
}

const numeric = (format: string, write: (v: Maybe) => string): Kind => ({
  column: (head) => ({ head, numeric: true, format }),
  // Empty, not zero and not a dash, where there is nothing.
  cell: (value) =>
    known(value as Maybe) ? { text: write(value as Maybe), value: value as number } : { text: '', value: null },
})

export const words: Kind = {
  column: (head) => ({ head, numeric: false }),
  cell: (value) => ({ text: value === null || value === undefined ? '' : String(value), value: value ?? null }),
}
export const whole = numeric('#,##0', (v) => number(v))
export const decimals = (digits: number): Kind => numeric(`#,##0.${'0'.repeat(digits)}`, (v) => number(v, digits))
export const fraction = (digits = 1): Kind => numeric(`0.${'0'.repeat(digits)}%`, (v) => percent(v, digits))
export const instant = (barMs: number): Kind => ({
  column: (head) => ({ head, numeric: false }),
  cell: (value) => ({
    text: time(value as Maybe, barMs),
    value: known(value as Maybe) ? new Date(value as number).toISOString() : null,
  }),
})

/** A table of columns of one kind each. */
export function table(
  name: string,
  columns: readonly (readonly [head: string, kind: Kind])[],
  rows: readonly (readonly Value[])[],
  shown?: number,
) {
  return {
    kind: 'table' as const,
    name,
    columns: columns.map(([head, kind]) => kind.column(head)),
    rows: rows.map((row) => columns.map(([, kind], i) => kind.cell(row[i]))),
    ...(shown !== undefined && { shown }),
  }
}

/** Two columns: what, and its value with a kind of its own a row. */
export function facts(
  name: string,
  rows: readonly (readonly [what: string, kind: Kind, value: Value, note?: string])[],
) {
  return {
    kind: 'table' as const,
    name,
    columns: [words.column(''), { head: 'Value', numeric: true }, words.column('')],
    rows: rows.map(([what, kind, value, note]) => [words.cell(what), kind.cell(value), words.cell(note ?? '')]),
  }
}
