import { monteCarlo } from '#lib/metrics/monte-carlo.ts'
import { type Matrix, matrix } from '#lib/stats/matrix.ts'
import { random } from '#lib/stats/random.ts'
import type { Bench, BenchRow } from '../../config/bench.ts'
import { hierarchicalRiskParity } from './hierarchical.ts'
import { maximumSharpe, minimumVariance } from './weights.ts'

const assets = 100
const days = 1_260

/** Covariance of returns with a market and a few sectors, and their means. */
function universe(): { covariance: Matrix; mean: Float64Array } {
  const chance = random(11)
  const sums = new Float64Array(assets)
  const products = new Float64Array(assets * assets)
  const row = new Float64Array(assets)
  const drift = Float64Array.from({ length: assets }, () => 0.0003 + 0.0003 * chance.normal())
  for (let t = 0; t < days; t++) {
    const market = 0.008 * chance.normal()
    const sectors = Array.from({ length: 10 }, () => 0.006 * chance.normal())
    for (let i = 0; i < assets; i++) {
      row[i] = drift[i] + market + sectors[i % 10] + 0.012 * chance.normal()
      sums[i] += row[i]
    }
    for (let i = 0; i < assets; i++) for (let j = 0; j < assets; j++) products[i * assets + j] += row[i] * row[j]
  }
  const covariance = matrix(assets, assets)
  for (let i = 0; i < assets; i++)
    for (let j = 0; j < assets; j++)
      covariance.data[i * assets + j] = (products[i * assets + j] - (sums[i] * sums[j]) / days) / (days - 1)
  return { covariance, mean: sums.map((sum) => sum / days) }
}

/** Median of some runs after a warm-up, in milliseconds. */
function medianMs(work: () => unknown, runs = 31): number {
  for (let i = 0; i < 15; i++) work()
  const times = Array.from({ length: runs }, () => {
    const started = performance.now()
    work()
    return performance.now() - started
  }).sort((a, b) => a - b)
  return times[runs >> 1]
}

const bench = (name: string, workload: string, target: number, work: () => unknown): Bench => ({
  name,
  run(): BenchRow {
    const value = medianMs(work)
    return { name, workload, value, unit: 'ms', better: 'lower', target, pass: value < target, beside: null }
  },
})

const { covariance, mean } = universe()
const chance = random(5)
const returns = Float64Array.from({ length: 252 }, () => 0.0004 + 0.01 * chance.normal())

export const benches: Bench[] = [
  bench('minvar', '100 assets, long only, minimum variance', 2, () => minimumVariance(covariance)),
  bench('maxsharpe', '100 assets, long only, largest Sharpe ratio', 2, () => maximumSharpe(covariance, mean)),
  bench('hrp', '100 assets, hierarchical risk parity', 10, () => hierarchicalRiskParity(covariance)),
  bench('montecarlo', '10,000 bootstrapped paths of 252 days: wealth, drawdown, Sharpe', 10, () =>
    monteCarlo(returns, { paths: 10_000 }),
  ),
]
