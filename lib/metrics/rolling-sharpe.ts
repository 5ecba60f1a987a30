import { sharpeShape } from './probabilistic-sharpe.ts'
import { sharpeError, sharpeInterval } from './sharpe.ts'

/** Annual Sharpe ratio of each window with its 95 % interval (Mertens 2002); NaN before the first full window. */
export interface RollingSharpe {
  readonly window: number
  readonly ratio: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
}

/**
 * @param returns simple returns of bars. @param window bars. @param riskFree a year. @param at rows that are wanted, rising;
 * each window ends with its row. All of them when missing.
 */
export function rollingSharpe(
  returns: Float64Array,
  { window, barsPerYear, riskFree = 0 }: { window: number; barsPerYear: number; riskFree?: number },
  at?: ArrayLike<number>,
): RollingSharpe {
  const hurdle = (1 + riskFree) ** (1 / barsPerYear) - 1
  const excess = returns.map((r) => r - hurdle)
  const rows = at ?? Uint32Array.from(returns, (_, i) => i)
  const [ratio, low, high] = [0, 1, 2].map(() => new Float64Array(rows.length).fill(Number.NaN))
  const year = Math.sqrt(barsPerYear)
  for (let k = 0; k < rows.length; k++) {
    const end = rows[k] + 1
    if (end < window) continue
    const shape = sharpeShape(excess.subarray(end - window, end))
    if (!shape) continue
    const standardError = sharpeError(shape.ratio, window, shape.skew, shape.kurtosis)
    ratio[k] = shape.ratio * year
    ;[low[k], high[k]] = sharpeInterval({ ratio: shape.ratio, standardError }, barsPerYear)
  }
  return { window, ratio, low, high }
}
