/**
 * Mean correlation over all pairs of series, from one pass: with every series scaled to mean 0 and length 1,
 * Σᵢⱼ ρᵢⱼ = |Σᵢ zᵢ|². Series that do not move take no part. Null with fewer than two that do.
 */
export function meanCorrelation(series: readonly ArrayLike<number>[]): number | null {
  const length = series[0]?.length ?? 0
  const total = new Float64Array(length)
  let moving = 0
  for (const values of series) {
    let mean = 0
    for (let i = 0; i < length; i++) mean += values[i]
    mean /= length
    let squares = 0
    for (let i = 0; i < length; i++) squares += (values[i] - mean) ** 2
    if (!(squares > 1e-30)) continue
    const scale = 1 / Math.sqrt(squares)
    for (let i = 0; i < length; i++) total[i] += (values[i] - mean) * scale
    moving += 1
  }
  if (moving < 2) return null
  let sum = 0
  for (let i = 0; i < length; i++) sum += total[i] * total[i]
  return (sum - moving) / (moving * (moving - 1))
}

/**
 * How many independent trials a set of correlated ones is worth: N / (1 + (N − 1) ρ̄), ρ̄ the mean correlation of their
 * returns, floored at 0. Neighbouring parameters are nearly the same bet, and counting each would deflate too much.
 * Kish's design effect for equal correlation (Kish 1965, Survey Sampling). Between 1 and N.
 *
 * @param returns of the trials, or of a sample of them
 * @param trials how many there were in all; default: as many as are given
 */
export function effectiveTrials(returns: readonly ArrayLike<number>[], trials = returns.length): number {
  if (trials < 2) return trials
  const average = Math.max(0, meanCorrelation(returns) ?? 0)
  return Math.max(1, trials / (1 + (trials - 1) * average))
}
