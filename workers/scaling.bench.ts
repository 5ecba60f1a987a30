import { market } from '#lib/backtest/backtest.bench.ts'
import { optimisationRequest } from '#lib/contracts/optimisations.ts'
import type { Bench, BenchRow } from '../config/bench.ts'
import { startPool } from './pool.ts'
import { sharedBars } from './shared-bars.ts'

const bars = 200_000
const trials = 16

/** Seconds for the same sweep on so many threads, which are warm and hold the bars together. */
async function seconds(threads: number): Promise<number> {
  const legs = sharedBars(market(bars, 1))
  const pool = startPool({ threads })
  const request = optimisationRequest.parse({ strategy: 'ema-cross', symbols: ['S0'], timeframe: '1m' })
  const sweep = () =>
    Promise.all(
      Array.from({ length: trials }, (_, i) => {
        const asks = [{ params: { fast: 5 + i, slow: 40 + i }, floor: null }]
        return pool.run('trials', { study: 'scaling', request, bars: legs, instruments: {}, asks })
      }),
    )
  await sweep()
  const started = performance.now()
  await sweep()
  const taken = (performance.now() - started) / 1_000
  await pool.close()
  return taken
}

export const benches: Bench[] = [
  {
    name: 'scaling',
    async run(): Promise<BenchRow> {
      const one = await seconds(1)
      const two = await seconds(2)
      const value = one / two
      return {
        name: 'scaling',
        workload: `${trials} trials of a sweep through the event engine, ${bars.toLocaleString('en')} bars each, on 1 thread (${one.toFixed(2)} s) and on 2 (${two.toFixed(2)} s)`,
        value,
        unit: '× faster',
        better: 'higher',
        target: 1.5,
        pass: value >= 1.5,
        beside: null,
      }
    },
  },
]
