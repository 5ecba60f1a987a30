import { expect, it } from 'vitest'
import { scanOptions } from '#lib/contracts/pairs.ts'
import { simulatedMarket } from '#lib/market/simulated.ts'
import { scan } from './scan.ts'

it('finds most planted pairs of the simulated market among all others', () => {
  const market = simulatedMarket({ seed: 3, timeframe: '5s' })
  const end = 16_384 * 21_300 + 6_000
  const columns = market.history(end - 1_000, end)
  const series = market.instruments.map(({ symbol }, k) => ({ symbol, ts: columns[k].ts, close: columns[k].close }))
  const result = scan(series, scanOptions.parse({ lags: 1 }))
  const planted = new Set(market.planted.map(({ y, x }) => [y, x].sort().join('/')))
  const kept = result.pairs.filter((row) => row.rejected === null).map(({ y, x }) => [y, x].sort().join('/'))
  expect(kept.filter((pair) => planted.has(pair)).length).toBeGreaterThanOrEqual(5)
})
