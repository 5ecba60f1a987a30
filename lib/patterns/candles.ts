/** The last candles as a pattern sees them: 0 is the newest. All lengths are in units of the usual range, so that the price level and its unit do not matter. */
export interface Candles {
  /** Close above open: 1, below: −1, equal: 0. */
  colour(i: number): number
  /** Size of the body, of the range, of the shadow above and below the body. */
  body(i: number): number
  range(i: number): number
  upper(i: number): number
  lower(i: number): number
  /** a − b of two prices in usual ranges; prices by name and candle. */
  gap(a: readonly [Price, number], b: readonly [Price, number]): number
  /** Change of the closes over the five candles before candle `i`: positive after a rise. */
  trend(i: number): number
}

export type Price = 'open' | 'high' | 'low' | 'close'

/** Candles kept: the longest pattern, the trend before it and the window of the usual range. */
export const kept = 26
const usual = 14

/** Columns of the last candles, newest last; `mirror` turns the chart upside down. */
export interface CandleColumns {
  readonly open: ArrayLike<number>
  readonly high: ArrayLike<number>
  readonly low: ArrayLike<number>
  readonly close: ArrayLike<number>
}

/**
 * A view on columns that ends at row `at()`. The usual range is the mean of the fourteen candles before the pattern of
 * `length` candles. Upside down, a falling pattern is its rising twin: one description serves both.
 */
export function candlesOf(columns: CandleColumns, at: () => number, length: number, mirror: boolean): Candles {
  const sign = mirror ? -1 : 1
  const price = (name: Price, i: number): number => {
    const turned = mirror && name === 'high' ? 'low' : mirror && name === 'low' ? 'high' : name
    return sign * columns[turned][at() - i]
  }
  let unitAt = -1
  let unit = 0
  const scale = (): number => {
    if (unitAt === at()) return unit
    unitAt = at()
    let sum = 0
    for (let k = 0; k < usual; k++) sum += columns.high[unitAt - length - k] - columns.low[unitAt - length - k]
    unit = sum / usual
    return unit
  }
  const measure = (length: number) => {
    const u = scale()
    return u > 0 ? length / u : 0
  }
  return {
    colour: (i) => Math.sign(price('close', i) - price('open', i)),
    body: (i) => measure(Math.abs(price('close', i) - price('open', i))),
    range: (i) => measure(price('high', i) - price('low', i)),
    upper: (i) => measure(price('high', i) - Math.max(price('open', i), price('close', i))),
    lower: (i) => measure(Math.min(price('open', i), price('close', i)) - price('low', i)),
    gap: (a, b) => measure(price(a[0], a[1]) - price(b[0], b[1])),
    trend: (i) => measure(price('close', i + 1) - price('close', i + 6)),
  }
}
