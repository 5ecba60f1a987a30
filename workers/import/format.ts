import { basename } from 'node:path'
import { parse } from 'csv-parse/sync'
import { Fault } from '#lib/fault.ts'

/**
 * Cells of one line. Plain lines are split; quotes are left to a CSV library.
 * @throws Fault `input` for a quote that is not closed.
 */
export function cells(line: string): string[] {
  if (!line.includes('"')) return line.split(',')
  try {
    return (parse(line, { relax_column_count: true, relax_quotes: true }) as string[][])[0] ?? []
  } catch (cause) {
    throw new Fault('input', 'a quote is opened and not closed', { cause })
  }
}

export interface Layout {
  readonly kind: 'symbol-file' | 'long' | 'wide'
  readonly columns: number
  readonly time: number
  /** Long panels only. */
  readonly symbol: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly adjusted: number
  readonly volume: number
  /** Wide panels only: symbol and column of each close. */
  readonly wide: readonly { symbol: string; column: number }[]
  /** Symbol of a per-symbol file: its name. */
  readonly fileSymbol: string
}

const timeNames = ['timestamp', 'time', 'date', 'datetime', 'ts', 'open_time', 'opentime']

/** What a file's header says about its columns; an error names what is missing. */
export function layoutOf(header: string, path: string): Layout {
  const names = cells(header.replace(/^\uFEFF/, '')).map((name) => name.trim())
  const lower = names.map((name) => name.toLowerCase())
  const find = (...wanted: string[]) => lower.findIndex((name) => wanted.includes(name))
  const time = find(...timeNames)
  const file = basename(path)
  if (time === -1) {
    throw new Fault('input', `${file} has no time column. Its header is: ${names.join(', ').slice(0, 200)}`, {
      hint: `Name it one of ${timeNames.join(', ')}`,
      issues: [{ path: `${file}:1`, message: 'no time column' }],
    })
  }
  const repeated = lower.find((name, i) => lower.indexOf(name) !== i)
  if (repeated !== undefined)
    throw new Fault('input', `${file} has two columns named "${repeated}"`, {
      issues: [{ path: `${file}:1`, message: `two columns named ${repeated}` }],
    })
  const columns = {
    columns: names.length,
    time,
    symbol: find('symbol', 'ticker'),
    open: find('open'),
    high: find('high'),
    low: find('low'),
    close: find('close'),
    adjusted: find('adj_close', 'adjclose', 'adj close'),
    volume: find('volume', 'vol'),
  }
  const fileSymbol = file.replace(/\.gz$/i, '').replace(/\.(csv|txt)$/i, '')
  if (columns.close !== -1) {
    const partly = [columns.open, columns.high, columns.low].filter((at) => at === -1).length
    if (partly === 1 || partly === 2)
      throw new Fault('input', `${file} has only some of open, high and low`, {
        hint: 'Give all three, or none for a close-only series',
        issues: [{ path: `${file}:1`, message: 'open, high and low belong together' }],
      })
    return { ...columns, kind: columns.symbol === -1 ? 'symbol-file' : 'long', wide: [], fileSymbol }
  }
  if (columns.symbol !== -1 || columns.open !== -1)
    throw new Fault('input', `${file} has no close column. Its header is: ${names.join(', ').slice(0, 200)}`, {
      issues: [{ path: `${file}:1`, message: 'no close column' }],
    })
  const wide = names.map((symbol, column) => ({ symbol, column })).filter(({ column }) => column !== time)
  if (wide.length === 0)
    throw new Fault('input', `${file} has a time column and nothing else`, {
      issues: [{ path: `${file}:1`, message: 'no values' }],
    })
  return { ...columns, kind: 'wide', wide, fileSymbol }
}
