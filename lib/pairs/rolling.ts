import { logRatio } from '#lib/kernels/rolling.ts'
import { type RollingCointegration, rollingCointegration } from '#lib/kernels/rolling-cointegration.ts'
import { logs } from '#lib/stats/columns.ts'
import { summary } from '#lib/stats/half-life.ts'
import { brokenRelation } from './broken.ts'

export interface RollingPair extends RollingCointegration {
  /** 95 % interval of β. */
  readonly betaLow: Float64Array
  readonly betaHigh: Float64Array
  /** 95 % interval of the half-life, its bias taken back; Infinity: not bounded above. */
  readonly halfLifeLow: Float64Array
  readonly halfLifeHigh: Float64Array
  /** Of log returns over the window. */
  readonly correlation: Float64Array
  /** Whether the relation is broken there: see `brokenRelation`. */
  readonly broken: Float64Array
}

const reach95 = 1.959963984540054

/**
 * How a pair has been over time: every figure of the window that ends at each bar, for the page of a pair.
 * @param y, x closes on common times. @param window bars.
 */
export function rollingPair(y: Float64Array, x: Float64Array, window: number, lags = 1): RollingPair {
  const [ly, lx] = [logs(y), logs(x)]
  const rolling = rollingCointegration(ly, lx, window, lags)
  const { beta, betaError } = rolling
  const lives = Array.from(rolling.lambda, (lambda, t) =>
    Number.isNaN(lambda) ? null : summary(lambda, 0, window - 1, rolling.lambdaError[t]).interval,
  )
  return {
    ...rolling,
    betaLow: beta.map((value, t) => value - reach95 * betaError[t]),
    betaHigh: beta.map((value, t) => value + reach95 * betaError[t]),
    halfLifeLow: Float64Array.from(lives, (interval) => interval?.[0] ?? Number.NaN),
    halfLifeHigh: Float64Array.from(lives, (interval) =>
      interval ? (interval[1] ?? Number.POSITIVE_INFINITY) : Number.NaN,
    ),
    correlation: rollingCorrelation(y, x, window - 1),
    broken: brokenRelation(ly, lx, rolling, window),
  }
}

/** Correlation of the last `n` log returns at each bar; NaN before, and where one of the two does not move. */
export function rollingCorrelation(y: Float64Array, x: Float64Array, n: number): Float64Array {
  const out = new Float64Array(y.length).fill(Number.NaN)
  const ry = Float64Array.from(y, (value, i) => (i > 0 ? logRatio(value, y[i - 1]) : 0))
  const rx = Float64Array.from(x, (value, i) => (i > 0 ? logRatio(value, x[i - 1]) : 0))
  let [sy, sx, yy, xy, xx] = [0, 0, 0, 0, 0]
  const add = (i: number, sign: number) => {
    sy += sign * ry[i]
    sx += sign * rx[i]
    yy += sign * ry[i] * ry[i]
    xy += sign * ry[i] * rx[i]
    xx += sign * rx[i] * rx[i]
  }
  for (let t = n; t < y.length; t++) {
    if ((t - n) % n === 0) {
      sy = sx = yy = xy = xx = 0
      for (let i = t - n + 1; i <= t; i++) add(i, 1)
    } else {
      add(t, 1)
      add(t - n, -1)
    }
    const vy = yy - (sy * sy) / n
    const vx = xx - (sx * sx) / n
    if (vy > 1e-16 * yy && vx > 1e-16 * xx)
      out[t] = Math.max(-1, Math.min(1, (xy - (sy * sx) / n) / Math.sqrt(vy * vx)))
  }
  return out
}

/**
 * 95 % interval of a correlation by Fisher's transformation: tanh(artanh r ± 1.96/√(n − 3)).
 * @param n returns behind it. NaN where `r` is. R. A. Fisher, Metron 1 (1921).
 */
export function correlationInterval(r: number, n: number): [number, number] {
  const reach = reach95 / Math.sqrt(n - 3)
  const middle = Math.atanh(r)
  return [Math.tanh(middle - reach), Math.tanh(middle + reach)]
}
