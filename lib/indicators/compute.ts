import type { Bars } from '#lib/contracts/bars.ts'
import { Fault } from '#lib/fault.ts'
import type { Indicator, IndicatorBar, IndicatorInput } from './indicator.ts'

/** Columns an indicator may read; those that are missing or null are NaN to it. */
export type IndicatorColumns = Pick<Bars, 'close'> &
  Partial<Pick<Bars, 'ts'> & { [K in Exclude<IndicatorInput, 'close'>]: Float64Array | null }>

export function emptyBar(): IndicatorBar {
  const none = Number.NaN
  return {
    ts: 0,
    open: none,
    high: none,
    low: none,
    close: none,
    volume: none,
    bid: none,
    ask: none,
    bidSize: none,
    askSize: none,
  }
}

/**
 * An indicator over whole columns: the fold of its step, one column an output, NaN before the first defined value.
 * @param params as `indicator.params.parse` gives them. @param outputs to write into, when the caller has the room.
 * @throws Fault `input` when a column it reads is missing, or a value is not finite.
 */
export function compute(
  indicator: Indicator,
  params: unknown,
  columns: IndicatorColumns,
  outputs?: readonly Float64Array[],
): readonly Float64Array[] {
  const n = columns.close.length
  const run = indicator.create(params)
  const count = indicator.outputs.length
  const out = outputs ?? indicator.outputs.map(() => new Float64Array(n))
  const read = (name: IndicatorInput): Float64Array | null => {
    if (!indicator.inputs.includes(name)) return null
    const column = columns[name]
    if (!column) throw new Fault('input', `${indicator.name} reads ${name}, and these bars have none`)
    for (let i = 0; i < n; i++) {
      if (!Number.isFinite(column[i])) throw new Fault('input', `${name} of bar ${i + 1} is not a finite number`)
    }
    return column
  }
  // One store a field, written out: a loop over names would cost more than most indicators do.
  const ts = columns.ts ?? null
  const open = read('open')
  const high = read('high')
  const low = read('low')
  const close = read('close')
  const volume = read('volume')
  const bid = read('bid')
  const ask = read('ask')
  const bidSize = read('bidSize')
  const askSize = read('askSize')
  const bar = emptyBar()
  const values = new Float64Array(count)
  const { next } = run
  for (let i = 0; i < n; i++) {
    if (ts !== null) bar.ts = ts[i]
    if (open !== null) bar.open = open[i]
    if (high !== null) bar.high = high[i]
    if (low !== null) bar.low = low[i]
    if (close !== null) bar.close = close[i]
    if (volume !== null) bar.volume = volume[i]
    if (bid !== null) bar.bid = bid[i]
    if (ask !== null) bar.ask = ask[i]
    if (bidSize !== null) bar.bidSize = bidSize[i]
    if (askSize !== null) bar.askSize = askSize[i]
    next(bar, values)
    for (let k = 0; k < count; k++) out[k][i] = values[k]
  }
  return out
}
