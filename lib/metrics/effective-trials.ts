import { correlation } from '#lib/stats/columns.ts'

/**
 * How many independent trials a set of correlated ones is worth: N / (1 + (N − 1) ρ̄), ρ̄ the mean correlation of their
 * returns, floored at 0. Neighbouring parameters are nearly the same bet, and counting each would deflate too much.
 * Kish's design effect for equal correlation (Kish 1965, Survey Sampling). Between 1 and N.
 */
export function effectiveTrials(returns: readonly ArrayLike<number>[]): number {
  const n = returns.length
  if (n < 2) return n
  let sum = 0
  let pairs = 0
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const rho = correlation(returns[i], returns[j])
      if (!Number.isFinite(rho)) continue
      sum += rho
      pairs += 1
    }
  }
  const average = pairs > 0 ? Math.max(0, sum / pairs) : 0
  return Math.max(1, n / (1 + (n - 1) * average))
}
