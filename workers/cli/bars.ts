import { basename } from 'node:path'
import { Fault } from '#lib/fault.ts'
import { layoutOf } from '../import/format.ts'
import { lines } from '../import/lines.ts'
import { timeReader } from '../import/times.ts'
import { cellsOf, ragged } from './panel.ts'

export interface FileBars {
  readonly symbol: string
  readonly ts: Float64Array
  readonly open: Float64Array | null
  readonly high: Float64Array | null
  readonly low: Float64Array | null
  readonly close: Float64Array
  readonly volume: Float64Array | null
}

/** Bars of a per-symbol file as columns, without a database. `from` and `to` are inclusive, in UTC milliseconds. */
export async function readBars(path: string, range: { from?: number; to?: number } = {}): Promise<FileBars> {
  const file = basename(path)
  const readTime = timeReader()
  const ts: number[] = []
  const columns: Record<'open' | 'high' | 'low' | 'close' | 'volume', number[]> = {
    open: [],
    high: [],
    low: [],
    close: [],
    volume: [],
  }
  const names = ['open', 'high', 'low', 'close', 'volume'] as const
  let layout: ReturnType<typeof layoutOf> | null = null
  let broken: Error | null = null
  for await (const batch of lines(path, (error) => (broken = error))) {
    for (const { number, text, cut } of batch) {
      if (text === '') continue
      if (cut) throw new Fault('input', `${file}, line ${number}: it is longer than 1 MiB`)
      if (!layout) {
        layout = layoutOf(text, path)
        if (layout.kind !== 'symbol-file')
          throw new Fault('input', `${file} is no file of one symbol's bars`, {
            hint: 'It needs a time and a close column, and no symbol column',
          })
        continue
      }
      const row = cellsOf(text, file, number)
      if (row.length !== layout.columns) throw ragged(file, number, row.length, layout.columns)
      const at = readTime(row[layout.time] ?? '')
      if ('rule' in at) throw new Fault('input', `${file}, line ${number}: ${at.message}`)
      if ((range.from !== undefined && at.ts < range.from) || (range.to !== undefined && at.ts > range.to)) continue
      ts.push(at.ts)
      for (const name of names) if (layout[name] !== -1) columns[name].push(Number(row[layout[name]] || Number.NaN))
    }
  }
  if (broken) throw new Fault('input', `${file} cannot be read: ${(broken as Error).message}`)
  if (!layout) throw new Fault('input', `${file} is empty`)
  const column = (name: (typeof names)[number]) => (columns[name].length > 0 ? Float64Array.from(columns[name]) : null)
  return {
    symbol: layout.fileSymbol,
    ts: Float64Array.from(ts),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: Float64Array.from(columns.close),
    volume: column('volume'),
  }
}
