export interface RebalanceRule {
  /** A weight nearer to its target than this stays where it is. */
  readonly band?: number
  /** Largest sum of absolute changes at once; all changes shrink alike. */
  readonly turnoverMax?: number
}

/**
 * Weights to trade to, from those that are held. Inside the no-trade band nothing moves; what moves goes to its target;
 * what a limit on turnover leaves out waits for the next time.
 */
export function rebalance(
  held: ArrayLike<number>,
  target: ArrayLike<number>,
  { band = 0, turnoverMax = Number.POSITIVE_INFINITY }: RebalanceRule = {},
): Float64Array {
  const moves = Float64Array.from(target, (value, i) => (Math.abs(value - held[i]) <= band ? 0 : value - held[i]))
  let turnover = 0
  for (const move of moves) turnover += Math.abs(move)
  const share = turnover > turnoverMax ? turnoverMax / turnover : 1
  return moves.map((move, i) => held[i] + share * move)
}

/** Factor that brings a portfolio of this volatility to the target, at most `cap`. Use yesterday's estimate. */
export function volatilityScale(volatility: number, target: number, cap = 1): number {
  return volatility > 0 ? Math.min(cap, target / volatility) : 0
}
