import { Fault } from '#lib/fault.ts'
import { mackinnonP } from '#lib/stats/mackinnon.ts'
import { fastNormalCdf } from './fast-normal.ts'
import { type ResidualSums, type ResidualTest, residualTest } from './residual-test.ts'

/** A pair over time: one value a bar, of the window that ends there; NaN before the first full window. */
export interface RollingCointegration {
  readonly beta: Float64Array
  readonly alpha: Float64Array
  /** Engle–Granger statistic and its p-value. */
  readonly stat: Float64Array
  readonly p: Float64Array
  /** Standard error of β, widened for a spread that returns slowly: × √((1 + φ)/(1 − φ)); NaN where it does not return. */
  readonly betaError: Float64Array
  /** −ln 2 / λ in bars; NaN where the spread does not return. */
  readonly halfLife: Float64Array
  /** λ of Δs = a + λ s₋₁ and its standard error. */
  readonly lambda: Float64Array
  readonly lambdaError: Float64Array
  /** Residual of the bar itself over the deviation of the window's residuals. */
  readonly z: Float64Array
}

/**
 * Engle–Granger over a moving window with a fixed number of lags, O(lags²) a bar whatever the window: the sums behind it
 * are kept up to date and taken anew each time the window has gone round.
 * @param y, x log prices of one length, finite. @param window bars, at least 2 × lags + 10.
 */
export function rollingCointegration(y: Float64Array, x: Float64Array, window: number, lags = 1): RollingCointegration {
  const length = y.length
  if (!(Number.isInteger(window) && window >= 2 * lags + 10))
    throw new Fault('input', `a window of ${window} bars is too short for ${lags} lags`)
  const column = () => new Float64Array(length).fill(Number.NaN)
  const out = {
    beta: column(),
    betaError: column(),
    alpha: column(),
    stat: column(),
    p: column(),
    halfLife: column(),
    lambda: column(),
    lambdaError: column(),
    z: column(),
  }
  const speed = { lambda: 0, error: 0 }
  const sums = windowSums(y, x, window, lags)
  const test = residualTest(window, lags, null)
  const residual: ResidualSums = {
    n: window,
    squares: 0,
    lagged: new Float64Array(lags + 1),
    head: new Float64Array(lags + 1),
    tail: new Float64Array(lags + 2),
  }
  const tested: ResidualTest = { stat: 0, lags: 0 }
  for (let t = window - 1; t < length; t++) {
    const s = sums.moveTo(t)
    const first = t - window + 1
    const beta = s.xy / s.xx
    residual.squares = s.yy - beta * s.xy
    if (!(s.xx > 0 && residual.squares > 1e-12 * s.yy)) continue
    for (let m = 0; m <= lags; m++) residual.lagged[m] = s.dyy[m] - beta * s.dxy[m] + beta * beta * s.dxx[m]
    const at = (i: number) => y[i] - s.meanY - beta * (x[i] - s.meanX)
    for (let k = 0; k <= lags; k++) residual.head[k] = at(first + k)
    for (let k = 0; k <= lags + 1; k++) residual.tail[k] = at(t - k)
    test(residual, tested)
    out.beta[t] = beta
    out.alpha[t] = s.meanY - beta * s.meanX
    out.stat[t] = tested.stat
    out.p[t] = mackinnonP(tested.stat, 'c', 2, fastNormalCdf)
    speedOf(residual, speed)
    const { lambda } = speed
    out.lambda[t] = lambda
    out.lambdaError[t] = speed.error
    out.halfLife[t] = lambda < 0 ? -Math.LN2 / lambda : Number.NaN
    // Bartlett 1935: what a sum of products of two autocorrelated series is worth; the regressor is taken as a random walk.
    const slow = lambda < 0 ? Math.max(1, (2 + lambda) / -lambda) : Number.NaN
    out.betaError[t] = Math.sqrt((residual.squares / (window - 2) / s.xx) * slow)
    out.z[t] = residual.tail[0] / Math.sqrt(residual.squares / (window - 1))
  }
  return out
}

/** First-order autoregression of the residuals from their sums. */
function speedOf({ n, squares, lagged, head, tail }: ResidualSums, out: { lambda: number; error: number }): void {
  const m = n - 1
  const last = tail[0]
  const ms = -last / m
  const ss = squares - last * last - m * ms * ms
  const moved = last - head[0]
  const lambda = ((last * last - head[0] * head[0] - lagged[0]) / 2 - ms * moved) / ss
  const ssr = lagged[0] - (moved * moved) / m - lambda * lambda * ss
  out.lambda = lambda
  out.error = Math.sqrt(Math.max(0, ssr) / (m - 2) / ss)
}

interface WindowSums {
  meanY: number
  meanX: number
  /** Centred squares and product of the levels. */
  yy: number
  xy: number
  xx: number
  /** Σ dₛ dₛ₋ₘ inside the window; for y with x both ways round, except m = 0 which is twice the product. */
  readonly dyy: Float64Array
  readonly dxy: Float64Array
  readonly dxx: Float64Array
}

function windowSums(y: Float64Array, x: Float64Array, window: number, lags: number) {
  const s: WindowSums = {
    meanY: 0,
    meanX: 0,
    yy: 0,
    xy: 0,
    xx: 0,
    dyy: new Float64Array(lags + 1),
    dxy: new Float64Array(lags + 1),
    dxx: new Float64Array(lags + 1),
  }
  let [ay, ax, sy, sx, qyy, qxy, qxx] = [0, 0, 0, 0, 0, 0, 0]
  let renewAt = -1
  const level = (i: number, sign: number) => {
    const dy = y[i] - ay
    const dx = x[i] - ax
    sy += sign * dy
    sx += sign * dx
    qyy += sign * dy * dy
    qxy += sign * dy * dx
    qxx += sign * dx * dx
  }
  /** Adds the products of the step into bar `i` with the one `m` bars before it. */
  const product = (i: number, m: number, sign: number) => {
    const [uy, ux] = [y[i] - y[i - 1], x[i] - x[i - 1]]
    const [vy, vx] = [y[i - m] - y[i - m - 1], x[i - m] - x[i - m - 1]]
    s.dyy[m] += sign * uy * vy
    s.dxy[m] += sign * (uy * vx + ux * vy)
    s.dxx[m] += sign * ux * vx
  }
  const renew = (first: number, t: number) => {
    ay = y[first]
    ax = x[first]
    sy = sx = qyy = qxy = qxx = 0
    for (const column of [s.dyy, s.dxy, s.dxx]) column.fill(0)
    for (let i = first; i <= t; i++) level(i, 1)
    for (let m = 0; m <= lags; m++) for (let i = first + 1 + m; i <= t; i++) product(i, m, 1)
    renewAt = t + window
  }
  return {
    moveTo(t: number): WindowSums {
      const first = t - window + 1
      if (renewAt < 0 || t >= renewAt) renew(first, t)
      else {
        level(t, 1)
        level(first - 1, -1)
        for (let m = 0; m <= lags; m++) {
          product(t, m, 1)
          product(first + m, m, -1)
        }
      }
      s.meanY = ay + sy / window
      s.meanX = ax + sx / window
      s.yy = qyy - (sy * sy) / window
      s.xy = qxy - (sy * sx) / window
      s.xx = qxx - (sx * sx) / window
      return s
    },
  }
}
