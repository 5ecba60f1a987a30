import { expect, it } from 'vitest'
import { adf } from './adf.ts'
import { logs } from './columns.ts'
import { fixture, relative } from './testing/closes.ts'
import reference from './testing/reference.json' with { type: 'json' }

/** Fixed point with 400 binary places: what is left over is far below anything a double can tell. */
const places = 400n
const one = 1n << places
const fixed = (value: number): bigint => {
  // A double is a whole number times a power of two: nothing is lost here.
  let scaled = value
  let shift = 0n
  while (!Number.isSafeInteger(scaled)) {
    scaled *= 2
    shift++
  }
  return (BigInt(scaled) << places) >> shift
}
const times = (a: bigint, b: bigint) => (a * b) >> places
const over = (a: bigint, b: bigint) => (a << places) / b

/** Solves a symmetric positive system by elimination; `right` may have several columns. */
function solve(matrix: bigint[][], right: bigint[][]): bigint[][] {
  const n = matrix.length
  const rows = matrix.map((row, i) => [...row, ...right[i]])
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) {
      if (i === k) continue
      const factor = over(rows[i][k], rows[k][k])
      for (let j = k; j < rows[i].length; j++) rows[i][j] -= times(factor, rows[k][j])
    }
  }
  return rows.map((row, i) => row.slice(n).map((value) => over(value, row[i])))
}

/** The same regression as the test's, raw squares of time and all, in 400 places. */
function exactStat(y: Float64Array, lags: number): number {
  const x: bigint[][] = []
  const target: bigint[] = []
  for (let t = lags + 1; t < y.length; t++) {
    const at = BigInt(t - lags)
    const row = [fixed(y[t - 1])]
    for (let lag = 1; lag <= lags; lag++) row.push(fixed(y[t - lag]) - fixed(y[t - lag - 1]))
    row.push(one, at * one, at * at * one)
    x.push(row)
    target.push(fixed(y[t]) - fixed(y[t - 1]))
  }
  const k = x[0].length
  const sum = (f: (i: number) => bigint) => x.reduce((total, _, i) => total + f(i), 0n)
  const gram = Array.from({ length: k }, (_, a) =>
    Array.from({ length: k }, (_, b) => sum((i) => times(x[i][a], x[i][b]))),
  )
  const moments = Array.from({ length: k }, (_, a) => sum((i) => times(x[i][a], target[i])))
  const unit = (a: number) => (a === 0 ? one : 0n)
  const found = solve(
    gram,
    moments.map((value, a) => [value, unit(a)]),
  )
  const beta = found.map(([value]) => value)
  const ssr = sum((i) => {
    const e = target[i] - x[i].reduce((total, value, a) => total + times(value, beta[a]), 0n)
    return times(e, e)
  })
  // t² = β² (n − k) / (SSR · (X′X)⁻¹₀₀)
  const square = over(times(beta[0], beta[0]) * BigInt(x.length - k), times(ssr, found[0][1]))
  const root = Math.sqrt(Number(square >> (places - 200n)) / 2 ** 200)
  return beta[0] < 0n ? -root : root
}

it('with a quadratic trend ours carries more digits than the reference', () => {
  const rows = reference.adf.filter(({ regression, series }) => regression === 'ctt' && series === 'log_price')
  expect(rows.length).toBeGreaterThan(0)
  for (const row of rows) {
    const y = logs(fixture(row.symbol).close)
    const exact = exactStat(y, row.usedlag)
    const ours = adf(y, { trend: 'ctt', maxLag: row.usedlag, selection: null }).stat
    expect(relative(ours, exact)).toBeLessThan(1e-11)
    expect(relative(row.stat, exact)).toBeGreaterThan(1e-10)
  }
})
