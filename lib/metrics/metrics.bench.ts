import { ledoitWolf } from '#lib/kernels/shrinkage.ts'
import { random } from '#lib/stats/random.ts'
import type { Bench, BenchRow } from '../../config/bench.ts'
import { returnMetrics } from './returns.ts'

const chance = random(3)

function best(runs: number, work: () => void): number {
  let fastest = Number.POSITIVE_INFINITY
  for (let k = 0; k < runs; k++) {
    const started = performance.now()
    work()
    fastest = Math.min(fastest, performance.now() - started)
  }
  return fastest
}

function metrics(): BenchRow {
  const returns = Float64Array.from({ length: 1_260 }, () => 0.01 * chance.normal())
  const repeats = 200
  const micros =
    (best(40, () => {
      for (let k = 0; k < repeats; k++) returnMetrics(returns, { barsPerYear: 252, riskFree: 0.02 })
    }) *
      1_000) /
    repeats
  return {
    name: 'metrics',
    workload: 'all figures of 1,260 daily returns in one pass',
    value: micros,
    unit: 'µs',
    better: 'lower',
    target: 20,
    pass: micros <= 20,
    beside: null,
  }
}

function shrinkage(): BenchRow {
  const columns = Array.from({ length: 100 }, () => Float64Array.from({ length: 1_260 }, chance.normal))
  const ms = best(20, () => ledoitWolf(columns))
  return {
    name: 'shrinkage',
    workload: 'Ledoit–Wolf covariance of 100 assets × 1,260 days',
    value: ms,
    unit: 'ms',
    better: 'lower',
    target: 4,
    pass: ms <= 4,
    beside: null,
  }
}

export const benches: readonly Bench[] = [
  { name: 'metrics', run: metrics },
  { name: 'shrinkage', run: shrinkage },
]
