import { basename } from 'node:path'
import { Fault } from '#lib/fault.ts'
import { cells, layoutOf } from '../import/format.ts'
import { lines } from '../import/lines.ts'
import { offsetOf, timeReader } from '../import/times.ts'

export interface PanelSeries {
  readonly symbol: string
  readonly ts: Float64Array
  readonly close: Float64Array
}

/** Cells of a line; what is wrong with it is told with its place. */
export function cellsOf(text: string, file: string, line: number): string[] {
  try {
    return cells(text)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw new Fault('input', `${file}, line ${line}: ${error.message}`, { cause: error })
  }
}

/** A row of another width is a file that was cut off, or a comma in a number: which cell is whose nobody can say. */
export const ragged = (file: string, line: number, cells: number, columns: number): Fault =>
  new Fault('input', `${file}, line ${line}: ${cells} cells where the header has ${columns}`, {
    issues: [{ path: `${file}:${line}`, message: `${cells} cells where the header has ${columns}` }],
  })

/**
 * Closes of a wide panel (`timestamp` and one column a symbol), columns in the order of the file. Empty cells are
 * missing bars of that symbol; any other cell that is no number stays NaN, so that its series is refused with a reason.
 * @param within whether a bar is wanted, by its instant and by how far its written time is ahead of UTC.
 */
export async function readPanel(
  path: string,
  within?: (ts: number, offsetMs: number) => boolean,
): Promise<PanelSeries[]> {
  const file = basename(path)
  const readTime = timeReader()
  const columns: { symbol: string; column: number; ts: number[]; close: number[] }[] = []
  let time = -1
  let width = 0
  let broken: Error | null = null
  for await (const batch of lines(path, (error) => (broken = error))) {
    for (const { number, text, cut } of batch) {
      if (text === '') continue
      if (cut) throw new Fault('input', `${file}, line ${number}: it is longer than 1 MiB`)
      if (time === -1) {
        const layout = layoutOf(text, path)
        if (layout.kind !== 'wide')
          throw new Fault('input', `${file} is no wide panel: it has a close column`, {
            hint: 'A panel has a timestamp and one column a symbol',
          })
        time = layout.time
        width = layout.columns
        for (const { symbol, column } of layout.wide) columns.push({ symbol, column, ts: [], close: [] })
        continue
      }
      const row = cellsOf(text, file, number)
      if (row.length !== width) throw ragged(file, number, row.length, width)
      const at = readTime(row[time] ?? '')
      if ('rule' in at)
        throw new Fault('input', `${file}, line ${number}: ${at.message}`, {
          issues: [{ path: `${file}:${number}`, message: at.message }],
        })
      if (within && !within(at.ts, offsetOf(row[time]))) continue
      for (const one of columns) {
        const cell = row[one.column]
        if (cell === '') continue
        one.ts.push(at.ts)
        one.close.push(Number(cell))
      }
    }
  }
  if (broken) throw new Fault('input', `${file} cannot be read: ${(broken as Error).message}`)
  if (time === -1) throw new Fault('input', `${file} is empty`)
  return columns.map(({ symbol, ts, close }) => ({
    symbol,
    ts: Float64Array.from(ts),
    close: Float64Array.from(close),
  }))
}
