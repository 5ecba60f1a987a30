import { mean } from './columns.ts'
import { chiSquareTail } from './distributions.ts'
import { ols } from './ols.ts'

/** Autocorrelations at lags 0 … `lags`, divisor n (so that the matrix they form is positive). */
export function autocorrelation(values: Float64Array, lags: number): Float64Array {
  const n = values.length
  const m = mean(values)
  const out = new Float64Array(lags + 1)
  for (let k = 0; k <= lags; k++) {
    let sum = 0
    for (let t = k; t < n; t++) sum += (values[t] - m) * (values[t - k] - m)
    out[k] = sum
  }
  const variance = out[0]
  return out.map((value) => value / variance)
}

/** Partial autocorrelations from the Yule–Walker equations by the recursion of Durbin and Levinson. */
export function partialAutocorrelation(values: Float64Array, lags: number): Float64Array {
  const r = autocorrelation(values, lags)
  const out = new Float64Array(lags + 1)
  out[0] = 1
  let phi = new Float64Array(0)
  let variance = 1
  for (let k = 1; k <= lags; k++) {
    let sum = r[k]
    for (let j = 1; j < k; j++) sum -= phi[j - 1] * r[k - j]
    const reflection = sum / variance
    const next = new Float64Array(k)
    for (let j = 1; j < k; j++) next[j - 1] = phi[j - 1] - reflection * phi[k - j - 1]
    next[k - 1] = reflection
    phi = next
    variance *= 1 - reflection * reflection
    out[k] = reflection
  }
  return out
}

/** Partial autocorrelations by regression on all shorter lags with a constant, each on its own longest sample. */
export function partialAutocorrelationOls(values: Float64Array, lags: number): Float64Array {
  const n = values.length
  const out = new Float64Array(lags + 1)
  out[0] = 1
  for (let k = 1; k <= lags; k++) {
    const columns = Array.from({ length: k }, (_, j) => values.slice(k - j - 1, n - j - 1))
    out[k] = ols(values.slice(k), columns).params[k]
  }
  return out
}

export interface LjungBox {
  readonly stat: number
  readonly p: number
}

/** Ljung & Box (1978): whether the first `lags` autocorrelations are jointly zero. */
export function ljungBox(values: Float64Array, lags: number, fitted = 0): LjungBox {
  const n = values.length
  const r = autocorrelation(values, lags)
  let sum = 0
  for (let k = 1; k <= lags; k++) sum += (r[k] * r[k]) / (n - k)
  const stat = n * (n + 2) * sum
  return { stat, p: chiSquareTail(stat, lags - fitted) }
}
