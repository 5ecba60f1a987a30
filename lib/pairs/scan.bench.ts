import { scanOptions } from '#lib/contracts/pairs.ts'
import { random } from '#lib/stats/random.ts'
import type { Bench, BenchRow } from '../../config/bench.ts'
import { scan } from './scan.ts'

/** 500 log-normal walks with one common factor, 1,260 bars: five years of days of an index. */
function panel() {
  const chance = random(7)
  const ts = Float64Array.from({ length: 1_260 }, (_, t) => t * 86_400_000)
  const common = Float64Array.from(ts, () => 0.008 * chance.normal())
  return Array.from({ length: 500 }, (_, k) => {
    let log = 4
    return {
      symbol: `S${k}`,
      ts,
      close: Float64Array.from(ts, (_, t) => Math.exp((log += common[t] + 0.012 * chance.normal()))),
    }
  })
}

function row(name: string, lags: 'aic' | 1, targetMs: number): BenchRow {
  const { computeMs, tested } = scan(panel(), {
    ...scanOptions.parse({ lags, directions: 'one' }),
    all: false,
    now: () => performance.now(),
  })
  return {
    name,
    workload: `all pairs of 500 series × 1,260 bars, lags ${lags}, one direction: ${tested} tests, one thread, first run`,
    value: computeMs,
    unit: 'ms',
    better: 'lower',
    target: targetMs,
    pass: computeMs <= targetMs,
    beside: null,
  }
}

export const benches: readonly Bench[] = [
  { name: 'scan-lag1', run: () => row('scan-lag1', 1, 250) },
  { name: 'scan-aic', run: () => row('scan-aic', 'aic', 8_000) },
]
