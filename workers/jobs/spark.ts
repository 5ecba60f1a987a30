import type { ScanRow } from '#lib/contracts/pairs.ts'
import { joinByTime } from '#lib/market/join.ts'

const points = 100

interface Closes {
  readonly ts: Float64Array
  readonly close: Float64Array
}

/** About a hundred z-scores of a tested pair's residual over its window, oldest first: a word-sized picture. */
export function residualSpark(
  y: Closes | undefined,
  x: Closes | undefined,
  row: Pick<ScanRow, 'alpha' | 'beta'>,
): number[] | null {
  if (!y || !x || row.alpha === null || row.beta === null) return null
  const { ts, rows } = joinByTime([y.ts, x.ts])
  const n = ts.length
  if (n < 2) return null
  const residual = new Float64Array(n)
  let mean = 0
  for (let i = 0; i < n; i++) {
    residual[i] = Math.log(y.close[rows[0][i]]) - row.alpha - row.beta * Math.log(x.close[rows[1][i]])
    mean += residual[i] / n
  }
  let square = 0
  for (const value of residual) square += (value - mean) ** 2 / (n - 1)
  const sd = Math.sqrt(square)
  if (!(sd > 0)) return null
  const count = Math.min(points, n)
  return Array.from(
    { length: count },
    (_, i) => Math.round(((residual[Math.round((i * (n - 1)) / (count - 1))] - mean) / sd) * 1_000) / 1_000,
  )
}
