import { Fault } from '#lib/fault.ts'
import { normalCdf } from './distributions.ts'

export interface VarianceRatio {
  /** 1 for a random walk, below 1 for one that returns. */
  readonly ratio: number
  readonly zHomoskedastic: number
  /** Robust to changing volatility. */
  readonly z: number
  /** Two-sided, of `z`. */
  readonly p: number
}

/** Lo & MacKinlay (1988): variance of overlapping q-step differences against q one-step ones, unbiased. */
export function varianceRatio(levels: Float64Array, q: number): VarianceRatio {
  const n = levels.length - 1
  if (!(Number.isInteger(q) && q >= 2 && q < n))
    throw new Fault('input', `a variance ratio over ${q} steps does not fit ${n} differences`)
  const mu = (levels[n] - levels[0]) / n
  let one = 0
  let many = 0
  const squares = new Float64Array(n)
  for (let t = 0; t < n; t++) {
    squares[t] = (levels[t + 1] - levels[t] - mu) ** 2
    one += squares[t]
  }
  for (let t = q; t <= n; t++) many += (levels[t] - levels[t - q] - q * mu) ** 2
  const ratio = many / (q * (n - q + 1) * (1 - q / n)) / (one / (n - 1))
  let theta = 0
  for (let j = 1; j < q; j++) {
    let delta = 0
    for (let t = j; t < n; t++) delta += squares[t] * squares[t - j]
    theta += ((2 * (q - j)) / q) ** 2 * (delta / (one * one))
  }
  const z = (ratio - 1) / Math.sqrt(theta)
  return {
    ratio,
    zHomoskedastic: ((ratio - 1) * Math.sqrt(n)) / Math.sqrt((2 * (2 * q - 1) * (q - 1)) / (3 * q)),
    z,
    p: 2 * normalCdf(-Math.abs(z)),
  }
}
