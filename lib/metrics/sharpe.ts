/** Sharpe ratio of one bar's excess return and its standard error. */
export interface Sharpe {
  /** Mean over standard deviation (n − 1), not annualised. */
  readonly ratio: number
  readonly standardError: number
}

/**
 * Standard error of a Sharpe ratio for returns that are independent but need not be normal (Mertens 2002, after Lo
 * 2002): √((1 − γ₃ SR + (γ₄ − 1)/4 SR²) / n), with the raw kurtosis γ₄ (3 for the normal).
 */
export function sharpeError(ratio: number, n: number, skew: number, kurtosis: number): number {
  return Math.sqrt(Math.max(0, 1 - skew * ratio + ((kurtosis - 1) / 4) * ratio * ratio) / n)
}

/** 95 % interval of an annual Sharpe ratio. */
export function sharpeInterval({ ratio, standardError }: Sharpe, barsPerYear: number): [number, number] {
  const scale = Math.sqrt(barsPerYear)
  const half = 1.959963984540054 * standardError
  return [(ratio - half) * scale, (ratio + half) * scale]
}
