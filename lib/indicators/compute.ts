import type { Bars } from '#lib/contracts/bars.ts'
import { Fault } from '#lib/fault.ts'
import type { BatchColumns, Indicator, IndicatorBar, IndicatorInput } from './indicator.ts'

/** Columns an indicator may read; those that are missing or null are NaN to it. */
export type IndicatorColumns = Pick<Bars, 'close'> &
  Partial<Pick<Bars, 'ts'> & { [K in Exclude<IndicatorInput, 'close'>]: Float64Array | null }>

/**
 * A bar to be filled again and again. The order of its fields is its own: objects of columns (`ts, open, high …`) begin
 * another way, and if the two shared a beginning the engine would keep these numbers boxed, a new box for each store,
 * which doubles the time of an update.
 */
export function emptyBar(): IndicatorBar {
  const none = Number.NaN
  return {
    askSize: none,
    bidSize: none,
    ask: none,
    bid: none,
    volume: none,
    close: none,
    low: none,
    high: none,
    open: none,
    ts: none,
  }
}

/**
 * An indicator over whole columns, one column an output, NaN before the first defined value: by its batch form where it
 * has one, else by the fold of its step.
 * @param params as `indicator.params.parse` gives them. @param outputs to write into, when the caller has the room.
 * @throws Fault `input` when a column it reads is missing, or a value is not finite.
 */
export function compute(
  indicator: Indicator,
  params: unknown,
  columns: IndicatorColumns | PreparedColumns,
  outputs?: readonly Float64Array[],
): readonly Float64Array[] {
  if (!indicator.batch) return fold(indicator, params, columns, outputs)
  const inputs = checked(indicator, columns)
  const out = outputs ?? indicator.outputs.map(() => new Float64Array(columns.close.length))
  indicator.batch(params, inputs, out)
  return out
}

/** The definition: the step over every bar in turn. */
export function fold(
  indicator: Indicator,
  params: unknown,
  columns: IndicatorColumns | PreparedColumns,
  outputs?: readonly Float64Array[],
): readonly Float64Array[] {
  const n = columns.close.length
  const { ts, open, high, low, close, volume, bid, ask, bidSize, askSize } = checked(indicator, columns)
  const count = indicator.outputs.length
  const out = outputs ?? indicator.outputs.map(() => new Float64Array(n))
  const bar = emptyBar()
  const values = new Float64Array(count)
  const { next } = indicator.create(params)
  // One store a field, written out: a loop over names would cost more than most indicators do.
  for (let i = 0; i < n; i++) {
    if (ts.length > 0) bar.ts = ts[i]
    if (open.length > 0) bar.open = open[i]
    if (high.length > 0) bar.high = high[i]
    if (low.length > 0) bar.low = low[i]
    if (close.length > 0) bar.close = close[i]
    if (volume.length > 0) bar.volume = volume[i]
    if (bid.length > 0) bar.bid = bid[i]
    if (ask.length > 0) bar.ask = ask[i]
    if (bidSize.length > 0) bar.bidSize = bidSize[i]
    if (askSize.length > 0) bar.askSize = askSize[i]
    next(bar, values)
    for (let k = 0; k < count; k++) out[k][i] = values[k]
  }
  return out
}

const none = new Float64Array(0)

/** Columns that have been looked at: all values are finite. Many indicators over one series need this done once only. */
export interface PreparedColumns extends IndicatorColumns {
  readonly prepared: true
}

/** Looks at every column that is there. @throws Fault `input` at the first value that is not finite. */
export function prepareColumns(columns: IndicatorColumns): PreparedColumns {
  for (const [name, column] of Object.entries(columns)) {
    if (name !== 'ts' && column instanceof Float64Array) refuseNotFinite(name, column)
  }
  return { ...columns, prepared: true }
}

function refuseNotFinite(name: string, column: Float64Array): void {
  const bad = firstNotFinite(column, column.length)
  if (bad >= 0) throw new Fault('input', `${name} of bar ${bad + 1} is not a finite number`)
}

/** The columns an indicator reads, looked at unless that was done before; the others are empty. */
function checked(indicator: Indicator, columns: IndicatorColumns | PreparedColumns): BatchColumns {
  const read = (name: IndicatorInput): Float64Array => {
    if (!indicator.inputs.includes(name)) return none
    const column = columns[name]
    if (!column) throw new Fault('input', `${indicator.name} reads ${name}, and these bars have none`)
    if (!('prepared' in columns)) refuseNotFinite(name, column)
    return column
  }
  return {
    ts: columns.ts ?? none,
    open: read('open'),
    high: read('high'),
    low: read('low'),
    close: read('close'),
    volume: read('volume'),
    bid: read('bid'),
    ask: read('ask'),
    bidSize: read('bidSize'),
    askSize: read('askSize'),
  }
}

/** A finite number times zero is zero, any other NaN, so their sum tells at once whether all are finite. */
function firstNotFinite(column: Float64Array, n: number): number {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let i = 0
  for (; i + 3 < n; i += 4) {
    a += column[i] * 0
    b += column[i + 1] * 0
    c += column[i + 2] * 0
    d += column[i + 3] * 0
  }
  for (; i < n; i++) a += column[i] * 0
  if (a + b + (c + d) === 0) return -1
  for (let k = 0; k < n; k++) if (!Number.isFinite(column[k])) return k
  return -1
}
