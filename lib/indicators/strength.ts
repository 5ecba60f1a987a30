/** Relative strength of changes by Wilder's averages over a whole column; see `relativeStrength` for the step. */
export function relativeStrengthColumn(close: Float64Array, n: number, out: Float64Array): void {
  out.fill(Number.NaN, 0, Math.min(n, out.length))
  if (close.length <= n) return
  let gain = 0
  let loss = 0
  for (let i = 1; i <= n; i++) {
    const d = close[i] - close[i - 1]
    if (d > 0) gain += d
    else loss -= d
  }
  gain /= n
  loss /= n
  out[n] = gain + loss === 0 ? 50 : (100 * gain) / (gain + loss)
  const alpha = 1 / n
  for (let i = n + 1; i < close.length; i++) {
    // Half of size and change together is the gain, exactly, and asks nobody which way it went.
    const d = close[i] - close[i - 1]
    const size = Math.abs(d)
    gain += alpha * (0.5 * (size + d) - gain)
    loss += alpha * (0.5 * (size - d) - loss)
    out[i] = gain + loss === 0 ? 50 : (100 * gain) / (gain + loss)
  }
}
