import { Fault } from '#lib/fault.ts'
import { mean } from './columns.ts'
import { line } from './line.ts'
import { longRunVariance } from './long-run.ts'

export interface Kpss {
  readonly stat: number
  /** Between 0.01 and 0.10: the published table ends there. */
  readonly p: number
  readonly lags: number
  /** At 10, 5, 2.5 and 1 %. */
  readonly crit: readonly number[]
}

const levels = [0.1, 0.05, 0.025, 0.01]
const critical = { c: [0.347, 0.463, 0.574, 0.739], ct: [0.119, 0.146, 0.176, 0.216] }

/**
 * Test whose null is stationarity (Kwiatkowski, Phillips, Schmidt & Shin 1992), about a level (`c`) or a trend (`ct`).
 * Lags of the long-run variance: `auto` by Hobijn, Franses & Ooms (2004), `legacy` ⌈12 (n/100)^¼⌉, or given.
 */
export function kpss(series: Float64Array, trend: 'c' | 'ct' = 'c', lags: 'auto' | 'legacy' | number = 'auto'): Kpss {
  const n = series.length
  if (n < 10) throw new Fault('input', `${n} values are too few for a KPSS test`)
  const e =
    trend === 'c'
      ? centred(series)
      : line(
          series,
          Float64Array.from({ length: n }, (_, i) => i),
        ).residuals
  const used =
    lags === 'auto' ? automaticLags(e) : lags === 'legacy' ? Math.min(n - 1, Math.ceil(12 * (n / 100) ** 0.25)) : lags
  if (!(used >= 0 && used < n)) throw new Fault('input', `${used} lags do not fit ${n} values`)
  let partial = 0
  let eta = 0
  for (let i = 0; i < n; i++) {
    partial += e[i]
    eta += partial * partial
  }
  const variance = longRunVariance(e, used)
  if (!(variance > 0)) throw new Fault('input', 'the series is constant')
  const stat = eta / (n * n) / variance
  const crit = critical[trend]
  return { stat, p: interpolate(stat, crit), lags: used, crit }
}

function centred(series: Float64Array): Float64Array {
  const m = mean(series)
  return series.map((value) => value - m)
}

function automaticLags(e: Float64Array): number {
  const n = e.length
  const most = Math.floor(n ** (2 / 9))
  let s0 = 0
  let s1 = 0
  for (let i = 0; i < n; i++) s0 += (e[i] * e[i]) / n
  for (let k = 1; k <= most; k++) {
    let product = 0
    for (let t = k; t < n; t++) product += e[t] * e[t - k]
    product /= n / 2
    s0 += product
    s1 += k * product
  }
  const ratio = s1 / s0
  return Math.min(n - 1, Math.floor(1.1447 * (ratio * ratio) ** (1 / 3) * n ** (1 / 3)))
}

function interpolate(stat: number, crit: readonly number[]): number {
  if (stat <= crit[0]) return levels[0]
  for (let k = 1; k < crit.length; k++) {
    if (stat <= crit[k])
      return levels[k - 1] + ((stat - crit[k - 1]) / (crit[k] - crit[k - 1])) * (levels[k] - levels[k - 1])
  }
  return levels[levels.length - 1]
}
