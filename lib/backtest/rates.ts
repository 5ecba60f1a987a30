import { type Timeframe, timeframeMs } from '#lib/contracts/common.ts'
import { Fault } from '#lib/fault.ts'

/** Worth of one unit of a currency in that of the account, as bars: each is known only after its close. */
export interface RateSeries {
  readonly timeframe: Timeframe
  /** Open times, rising. */
  readonly ts: Float64Array
  readonly close: Float64Array
}

/** Moves on with time and tells each rate that has become known; instants must not go back. */
export interface Rates {
  until(ts: number): void
}

/**
 * @param wanted currencies that need a rate. @param tell told the newest rate of each whose bar has closed.
 * @throws Fault `input` for a currency without rates.
 */
export function ratesOf(
  wanted: readonly string[],
  account: string,
  series: Readonly<Record<string, RateSeries>>,
  tell: (currency: string, rate: number) => void,
): Rates {
  const known = wanted.map((currency) => {
    const found = series[currency]
    if (!found || found.ts.length === 0)
      throw new Fault(
        'input',
        `There are no rates from ${currency} to ${account}, and something is quoted in ${currency}`,
        {
          hint: `Give the bars of ${currency}${account}, or trade symbols of one currency`,
        },
      )
    return { currency, ...found, lengthMs: timeframeMs[found.timeframe], next: 0 }
  })
  return {
    until(ts) {
      for (const one of known) {
        const before = one.next
        while (one.next < one.ts.length && one.ts[one.next] + one.lengthMs <= ts) one.next++
        if (one.next > before) tell(one.currency, one.close[one.next - 1])
      }
    },
  }
}

/** The rate of the last bar that has closed by `ts`; NaN before there is one. */
export function rateAt({ ts: opens, close, timeframe }: RateSeries, ts: number): number {
  const lengthMs = timeframeMs[timeframe]
  let low = 0
  let high = opens.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (opens[middle] + lengthMs <= ts) low = middle + 1
    else high = middle
  }
  return low === 0 ? Number.NaN : close[low - 1]
}
