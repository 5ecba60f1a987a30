import type { Sql } from '#db/client.ts'
import { findSeries, loadBars } from '#db/queries/series.ts'
import type { RateSeries } from '#lib/backtest/rates.ts'
import { type Timeframe, timeframeMs } from '#lib/contracts/common.ts'

/**
 * Rates of currencies from the bars there are: EURUSD is what one euro costs in dollars, whether it is written EURUSD,
 * EUR/USD, EUR-USD or EUR_USD. Of several lengths the one of the run is taken, else the nearest longer or shorter one.
 * A currency without bars is left out: the engine refuses to trade in it.
 */
export async function ratesFor(
  sql: Sql,
  currencies: readonly string[],
  account: string,
  timeframe: Timeframe,
): Promise<Record<string, RateSeries>> {
  const rates: Record<string, RateSeries> = {}
  for (const currency of new Set(currencies)) {
    if (currency === account) continue
    const symbols = ['', '/', '-', '_'].map((between) => `${currency}${between}${account}`)
    const found = await findSeries(sql, { symbols })
    const distance = (one: { timeframe: Timeframe }) =>
      Math.abs(Math.log(timeframeMs[one.timeframe] / timeframeMs[timeframe]))
    const [best] = found.toSorted((a, b) => distance(a) - distance(b) || a.id - b.id)
    if (!best) continue
    const { ts, close } = await loadBars(sql, best.id)
    rates[currency] = { timeframe: best.timeframe, ts, close }
  }
  return rates
}
