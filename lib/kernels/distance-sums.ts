import { base64 } from './distance-sums.wasm.ts'
import { growing, instantiate } from './web-assembly.ts'

type Pass = (x: number, centre: number, out: number, count: number, n: number) => void

/** Rows that are worked on at a time: small enough for the first cache. */
const blockRows = 1_024

let kernel: { pass: Pass; room(values: number): Float64Array } | null | undefined

function load() {
  const wasm = instantiate(base64)
  return wasm && { pass: wasm.exports['distanceSums'] as Pass, room: growing(wasm.memory) }
}

/**
 * Sum of |x − centre of this row| over the last `n` rows, from row `n − 1` on, NaN before.
 * @param centre one value a row; those of the first n − 1 rows are not read. @param out may be `centre`.
 */
export function distanceSums(x: Float64Array, centre: Float64Array, n: number, out: Float64Array): void {
  kernel ??= load()
  if (!kernel) return distanceSumsColumn(x, centre, n, out)
  const end = x.length
  const rows = Math.max(blockRows, n)
  const view = kernel.room(3 * rows + n)
  for (let start = n - 1; start < end; start += rows) {
    const stop = Math.min(end, start + rows)
    const count = stop - start
    view.set(x.subarray(start - n + 1, stop))
    view.set(centre.subarray(start, stop), rows + n)
    kernel.pass(0, 8 * (rows + n), 8 * (2 * rows + n), count, n)
    out.set(view.subarray(2 * rows + n, 2 * rows + n + count), start)
  }
  out.fill(Number.NaN, 0, Math.min(n - 1, end))
}

/** The plain twin: the same sums in the same order. */
export function distanceSumsColumn(x: Float64Array, centre: Float64Array, n: number, out: Float64Array): void {
  for (let i = n - 1; i < x.length; i++) {
    const middle = centre[i]
    let sum = 0
    for (let k = i - n + 1; k <= i; k++) sum += Math.abs(x[k] - middle)
    out[i] = sum
  }
  out.fill(Number.NaN, 0, Math.min(n - 1, x.length))
}
