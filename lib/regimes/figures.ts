import { type RegimeFigures, regimeNames } from '#lib/contracts/regimes.ts'
import { returnMetrics } from '#lib/metrics/returns.ts'

/** Share of the bars of a regime (row) after which another (column) was told; a row of zeros: never left, or never seen. */
export function transitionsOf(regime: Float64Array): number[][] {
  const counts = regimeNames.map(() => regimeNames.map(() => 0))
  for (let t = 1; t < regime.length; t++)
    if (!Number.isNaN(regime[t - 1]) && !Number.isNaN(regime[t])) counts[regime[t - 1]][regime[t]]++
  return counts.map((row) => {
    const total = row.reduce((sum, count) => sum + count, 0)
    return row.map((count) => (total > 0 ? count / total : 0))
  })
}

/**
 * How the market did in each regime: the return of every bar belongs to the regime that was told at the close before it.
 * @param returns simple returns, one a bar. @param year bars in a year.
 */
export function figuresOf(regime: Float64Array, returns: Float64Array, year: number): RegimeFigures[] {
  const told = regime.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0)
  return regimeNames.map((name, index) => {
    const own: number[] = []
    let bars = 0
    let episodes = 0
    for (let t = 0; t < regime.length; t++) {
      if (regime[t] !== index) continue
      bars++
      if (t === 0 || regime[t - 1] !== index) episodes++
      if (t + 1 < regime.length) own.push(returns[t + 1])
    }
    const metrics = own.length > 1 ? returnMetrics(own, { barsPerYear: year }) : null
    return {
      regime: name,
      bars,
      share: told > 0 ? bars / told : 0,
      episodes,
      meanDwell: episodes > 0 ? bars / episodes : null,
      // From less than a quarter of a year a return a year would be an extrapolation.
      annualReturn: own.length >= year / 4 ? (metrics?.meanAnnual ?? null) : null,
      volatilityAnnual: metrics?.volatilityAnnual ?? null,
      sharpe: metrics?.sharpeAnnual ?? null,
      sharpeCi: metrics?.sharpeCi ?? null,
      maxDrawdown: metrics?.maxDrawdown ?? 0,
    }
  })
}
