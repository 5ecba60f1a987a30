import { basename } from 'node:path'
import { type BulkWriter, bulkWriter } from '#db/bulk.ts'
import type { Sql } from '#db/client.ts'
import { newId } from '#db/ids.ts'
import { ensureSeries, refineTick, setTerms } from '#db/queries/series.ts'
import { type Bar, bar, type Quarantined } from '#lib/contracts/bars.ts'
import { type Adjustment, symbol as symbolContract, type Timeframe, timeframeMs } from '#lib/contracts/common.ts'
import type { InstrumentKind } from '#lib/contracts/instruments.ts'
import { Fault } from '#lib/fault.ts'
import { faultOf } from '../faults.ts'
import { cells, type Layout, layoutOf } from './format.ts'
import { type Line, lines } from './lines.ts'
import { type EpochUnit, timeReader } from './times.ts'

export interface ImportOptions {
  readonly timeframe: Timeframe
  readonly venue: string
  readonly calendar: string
  readonly adjustment: Adjustment
  readonly source: string
  readonly kind: InstrumentKind
  readonly currency: string
  readonly tick: string
  readonly lot: string
  /** What somebody said of the instruments, to be true of those that are known already too. The tick that nobody said follows the prices. */
  readonly said?: Partial<Pick<ImportOptions, 'kind' | 'currency' | 'tick' | 'lot' | 'calendar'>>
  readonly epoch?: EpochUnit
  readonly ownerId: string
  /** For the rule that no bar lies in the future. */
  readonly nowMs: number
  readonly signal?: AbortSignal
  readonly onProgress?: (state: { file: string; rows: number; refused: number }) => void
}

export interface FileResult {
  readonly file: string
  readonly rows: number
  readonly changed: number
  readonly refused: number
  /** Lines that came before an earlier one: stored all the same, in order of time. */
  readonly unsorted: number
  /** Why the file as a whole could not be read (to its end), or null. */
  readonly error: { code: string; message: string; hint: string | null; path: string } | null
}

export interface ImportResult {
  readonly importId: string
  readonly files: FileResult[]
  readonly rows: number
  readonly changed: number
  readonly refused: number
}

const batchRows = 30_000

/**
 * Files into bars: constant memory, each row validated by the `bar` contract, good rows stored in batches of their own
 * transactions, bad rows in quarantine with file, line, field and rule. A bad file does not stop the others.
 */
export async function importFiles(
  sql: Sql,
  url: string,
  paths: readonly string[],
  options: ImportOptions,
): Promise<ImportResult> {
  const importId = newId()
  await sql`insert into imports (id, owner_id, files) values (${importId}, ${options.ownerId}, ${paths.map((path) => basename(path))})`
  const writer = await bulkWriter(url)
  const files: FileResult[] = []
  try {
    for (const path of paths) files.push(await importFile(sql, writer, importId, path, options))
  } finally {
    await writer.close()
    const sum = totals(files)
    await sql`update imports set rows = ${sum.rows}, changed = ${sum.changed}, refused = ${sum.refused}, finished_at = now() where id = ${importId}`
  }
  return { importId, files, ...totals(files) }
}

const totals = (files: readonly FileResult[]) => ({
  rows: files.reduce((sum, file) => sum + file.rows, 0),
  changed: files.reduce((sum, file) => sum + file.changed, 0),
  refused: files.reduce((sum, file) => sum + file.refused, 0),
})

async function importFile(
  sql: Sql,
  writer: BulkWriter,
  importId: string,
  path: string,
  options: ImportOptions,
): Promise<FileResult> {
  const file = basename(path)
  const count = { rows: 0, changed: 0, refused: 0, unsorted: 0 }
  let bad: Quarantined[] = []
  let flushing: Promise<void> = Promise.resolve()
  let failure: unknown = null
  let repeats = false

  const refuse = (line: Line, field: string, rule: string, message: string) => {
    count.refused += 1
    bad.push({
      file,
      line: line.number,
      field,
      rule,
      message: storable(message),
      raw: storable(line.text.slice(0, 500)),
    })
  }
  const flush = async () => {
    await flushing
    if (failure) throw failure
    const refused = bad
    bad = []
    const mayRepeat = repeats
    repeats = false
    // One batch is on its way while the next is read.
    flushing = (async () => {
      const { changed, duplicates } = await writer.flush({ mayRepeat })
      count.changed += changed
      count.rows -= duplicates.length
      count.refused += duplicates.length
      const twice = duplicates.map(({ line, ts }) => ({
        file,
        line,
        field: 'timestamp',
        rule: 'duplicate',
        message: `${new Date(ts).toISOString()} stands in the file twice, with other values`,
        raw: '',
      }))
      await writer.quarantine(importId, [...refused, ...twice])
    })().catch((error) => {
      failure = error
    })
  }

  let error: FileResult['error'] = null
  const lowest = new Map<string, number>()
  let symbols: Iterable<string> = []
  try {
    let layout: Layout | null = null
    let read: ReturnType<typeof rowReader> | null = null
    let broken: Error | null = null
    // Half a bar, so that clocks may be put forward and sessions begin earlier: closer ones are bars of another length.
    const tooClose = timeframeMs[options.timeframe] / 2
    for await (const batch of lines(path, (cause) => (broken = cause))) {
      options.signal?.throwIfAborted()
      for (const line of batch) {
        if (!layout || !read) {
          if (line.text.trim() === '') continue
          if (line.cut) throw new Fault('input', `${file} is no table: its first line is longer than 1 MiB`)
          layout = layoutOf(line.text, path)
          read = rowReader(layout, options, refuse)
          symbols = read.symbols()
          await read.prepare(sql)
          continue
        }
        if (line.text === '') continue
        if (line.cut) {
          refuse(line, 'line', 'too-long', 'the line is longer than 1 MiB')
          continue
        }
        for (const found of read.rows(line)) {
          const series = found.seriesId ?? (await read.seriesOf(sql, found.symbol))
          const order = read.inOrder(found.symbol, found.bar.ts)
          if (order > 0 && order < tooClose) {
            const { timeframe } = options
            refuse(line, 'timestamp', 'spacing', `${order / 1_000} s after the bar before it, for bars of ${timeframe}`)
            continue
          }
          if (order <= 0) repeats = true
          if (order < 0) count.unsorted += 1
          writer.add({ seriesId: series, line: line.number, ...found.bar })
          const { close } = found.bar
          if (close < fineBelow && close < (lowest.get(found.symbol) ?? fineBelow)) lowest.set(found.symbol, close)
          count.rows += 1
          if (writer.size >= batchRows) await flush()
        }
      }
      if (bad.length >= 5_000) await flush()
      options.onProgress?.({ file, rows: count.rows, refused: count.refused })
    }
    if (broken) {
      const { message } = broken as Error
      if (!layout) throw faultOf(broken) ?? new Fault('input', `${file} cannot be read: ${message}`)
      error = {
        code: 'BAD_USER_INPUT',
        message: `${file} breaks off: ${message}. What came before is stored.`,
        hint: 'Fetch the file again; importing it twice changes nothing',
        path: file,
      }
    }
    if (!layout && !broken) throw new Fault('input', `${file} is empty`)
  } catch (cause) {
    if (!(cause instanceof Fault) && (cause as NodeJS.ErrnoException).code === undefined) throw cause
    const fault = faultOf(cause) ?? (cause as Fault)
    error = {
      code: 'BAD_USER_INPUT',
      message: fault.message,
      hint: fault.hint ?? null,
      path: fault.issues?.[0]?.path ?? file,
    }
  }
  await flush()
  await flushing
  if (failure) throw failure
  const { venue, said } = options
  if (said && Object.values(said).some((one) => one !== undefined))
    await setTerms(sql, { venue, symbols: [...symbols] }, said)
  if (said && said.tick === undefined)
    for (const [symbol, close] of lowest) await refineTick(sql, { venue, symbol }, fineTick(close))
  options.onProgress?.({ file, rows: count.rows, refused: count.refused })
  return { file, ...count, error }
}

/** Prices from here on have a tick of 0.01 unless somebody says otherwise; below it five digits are a price. */
const fineBelow = 1
const fineTick = (price: number): string => {
  const decimals = Math.min(18, 4 - Math.floor(Math.log10(price)))
  return `0.${'1'.padStart(decimals, '0')}`
}

/** Text that a database takes: no zero character, and no half of one that a cut left behind. */
const storable = (text: string): string => text.replaceAll('\0', '\uFFFD').toWellFormed()

interface Found {
  readonly symbol: string
  readonly seriesId: number | undefined
  readonly bar: Bar
}

/** Turns lines of one layout into bars; what breaks a rule goes to `refuse`. */
function rowReader(
  layout: Layout,
  options: ImportOptions,
  refuse: (line: Line, field: string, rule: string, message: string) => void,
) {
  const readTime = timeReader(options.epoch)
  const ids = new Map<string, number>()
  const newest = new Map<string, number>()
  const latest = options.nowMs + timeframeMs['1d']
  const useAdjusted = options.adjustment === 'total' && layout.adjusted !== -1

  const number = (line: Line, cell: string | undefined, field: string): number | null | undefined => {
    if (cell === undefined || cell === '') return null
    const value = Number(cell)
    // Number() also takes '0x10', ' ' and 'Infinity'.
    if (!Number.isFinite(value) || !/^\s*[-+.\d]/.test(cell) || /x/i.test(cell)) {
      refuse(line, field, 'number', `"${cell.slice(0, 40)}" is no number`)
      return undefined
    }
    return value
  }
  const check = (line: Line, candidate: Bar, field?: string): Bar | null => {
    const parsed = bar.safeParse(candidate)
    if (parsed.success) return candidate
    const issue = parsed.error.issues[0]
    const rule =
      issue.code === 'custom'
        ? String((issue.params as { rule?: string } | undefined)?.rule ?? 'shape')
        : issue.code === 'too_small'
          ? 'positive'
          : issue.code
    refuse(line, field ?? String(issue.path[0] ?? 'row'), rule, issue.message)
    return null
  }

  function* rows(line: Line): Generator<Found> {
    let row: string[]
    try {
      row = cells(line.text)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      refuse(line, 'row', 'quotes', error.message)
      return
    }
    if (row.length !== layout.columns) {
      refuse(line, 'row', 'columns', `${row.length} cells where the header has ${layout.columns}`)
      return
    }
    const time = readTime(row[layout.time])
    if ('rule' in time) {
      refuse(line, 'timestamp', time.rule, time.message)
      return
    }
    if (time.ts > latest) {
      refuse(line, 'timestamp', 'future', `${new Date(time.ts).toISOString()} lies in the future`)
      return
    }
    if (layout.kind === 'wide') {
      for (const { symbol, column } of layout.wide) {
        const close = number(line, row[column], symbol)
        if (close === null || close === undefined) continue
        const good = check(line, { ts: time.ts, open: null, high: null, low: null, close, volume: null }, symbol)
        if (good) yield { symbol, seriesId: ids.get(symbol), bar: good }
      }
      return
    }
    const symbol = layout.kind === 'long' ? row[layout.symbol].trim() : layout.fileSymbol
    if (layout.kind === 'long' && !ids.has(symbol)) {
      const known = symbolContract.safeParse(symbol)
      if (!known.success) {
        refuse(line, 'symbol', 'symbol', known.error.issues[0].message)
        return
      }
    }
    const at = (column: number, field: string) => (column === -1 ? null : number(line, row[column], field))
    const open = at(layout.open, 'open')
    const high = at(layout.high, 'high')
    const low = at(layout.low, 'low')
    const close = at(layout.close, 'close')
    const volume = at(layout.volume, 'volume')
    if (open === undefined || high === undefined || low === undefined || close === undefined || volume === undefined)
      return
    if (close === null) {
      refuse(line, 'close', 'missing', 'there is no close')
      return
    }
    let scale = 1
    if (useAdjusted) {
      const adjusted = at(layout.adjusted, 'adj_close')
      if (adjusted === undefined) return
      if (adjusted === null) {
        refuse(line, 'adj_close', 'missing', 'there is no adjusted close')
        return
      }
      scale = adjusted / close
    }
    const scaled = (value: number | null) => (value === null || scale === 1 ? value : value * scale)
    const good = check(line, {
      ts: time.ts,
      open: scaled(open),
      high: scaled(high),
      low: scaled(low),
      close: useAdjusted ? close * scale : close,
      volume,
    })
    if (good) yield { symbol, seriesId: ids.get(symbol), bar: good }
  }

  const seriesOf = async (sql: Sql, symbol: string): Promise<number> => {
    const { venue, kind, tick, lot, currency, calendar, timeframe, source, adjustment } = options
    const { id } = await ensureSeries(
      sql,
      { venue, symbol, kind, tick, lot, currency, calendar },
      { timeframe, source, adjustment },
    )
    ids.set(symbol, id)
    return id
  }

  return {
    rows,
    seriesOf,
    symbols: (): Iterable<string> => ({ [Symbol.iterator]: () => ids.keys() }),
    /** Symbols the header already names are made before the first row, and refused as a whole when they are no symbols. */
    async prepare(sql: Sql) {
      const named =
        layout.kind === 'wide'
          ? layout.wide.map(({ symbol }) => symbol)
          : layout.kind === 'symbol-file'
            ? [layout.fileSymbol]
            : []
      for (const symbol of named) {
        const known = symbolContract.safeParse(symbol)
        if (!known.success)
          throw new Fault('input', `"${symbol.slice(0, 40)}" is no symbol: ${known.error.issues[0].message}`, {
            hint: 'A per-symbol file is named after its symbol',
          })
      }
      for (const symbol of named) await seriesOf(sql, symbol)
    },
    /** Positive: later than all before; zero: the same time again; negative: earlier. */
    inOrder(symbol: string, ts: number): number {
      const before = newest.get(symbol)
      if (before === undefined || ts > before) newest.set(symbol, ts)
      return before === undefined ? Number.POSITIVE_INFINITY : ts - before
    },
  }
}
