import { extremeAgesColumn, rollingMaxColumn, rollingMinColumn } from './rolling.ts'
import { base64 } from './rolling-extremes.wasm.ts'
import { growing, instantiate } from './web-assembly.ts'

type Double = (at: number, count: number, back: number) => void
type Join = (at: number, to: number, count: number, back: number) => void

/** The two passes of one kind of extreme. */
interface Passes {
  readonly double: Double
  readonly join: Join
  /** A doubling that takes a second column along. */
  readonly carry: Join
}

interface Kernel {
  readonly largest: Passes
  readonly smallest: Passes
  /** A view of the memory at least this long. */
  room(values: number): Float64Array
}

/** Rows that are worked on at a time: small enough for the first cache. */
const blockRows = 2_048

let kernel: Kernel | null | undefined

function load(): Kernel | null {
  const wasm = instantiate(base64)
  if (!wasm) return null
  const { memory, exports } = wasm
  const passes = (kind: 'Max' | 'Min'): Passes => ({
    double: exports[`double${kind}`] as Double,
    join: exports[`join${kind}`] as Join,
    carry: exports[`carry${kind}`] as Join,
  })
  return {
    largest: passes('Max'),
    smallest: passes('Min'),
    room: growing(memory),
  }
}

/** Largest of the last `n` rows at each row from `from + n − 1` on, NaN before; rows before `from` are not read. */
export function rollingMax(x: Float64Array, from: number, n: number, out: Float64Array): void {
  rollingMaxima(x, from, [n], [out])
}

/** Smallest of the last `n` rows. */
export function rollingMin(x: Float64Array, from: number, n: number, out: Float64Array): void {
  rollingMinima(x, from, [n], [out])
}

/** The largest over several windows, the shorter ones first: what they share is worked out once. */
export function rollingMaxima(
  x: Float64Array,
  from: number,
  windows: readonly number[],
  outs: readonly Float64Array[],
): void {
  kernel ??= load()
  if (kernel) inBlocks(kernel, kernel.largest, x, from, windows, outs)
  else for (const [k, n] of windows.entries()) rollingMaxColumn(x, from, n, outs[k])
}

/** The smallest over several windows, the shorter ones first. */
export function rollingMinima(
  x: Float64Array,
  from: number,
  windows: readonly number[],
  outs: readonly Float64Array[],
): void {
  kernel ??= load()
  if (kernel) inBlocks(kernel, kernel.smallest, x, from, windows, outs)
  else for (const [k, n] of windows.entries()) rollingMinColumn(x, from, n, outs[k])
}

/** `x` and an output may be the same column: a block is read whole, with the rows before it, before anything is written. */
function inBlocks(
  { room }: Kernel,
  { double, join }: Passes,
  x: Float64Array,
  from: number,
  windows: readonly number[],
  outs: readonly Float64Array[],
): void {
  const end = x.length
  const longest = windows[windows.length - 1]
  const rows = Math.max(blockRows, 2 * longest)
  const view = room(2 * (rows + longest))
  // Backwards, so that a block's own past is still there when it is the output too.
  for (let stop = end; stop > from; stop -= rows) {
    const start = Math.max(from, stop - rows)
    const past = Math.max(from, start - longest + 1)
    const count = stop - past
    view.set(past === 0 && stop === end ? x : x.subarray(past, stop))
    let width = 1
    for (const [k, n] of windows.entries()) {
      for (; 2 * width <= n && width < count; width *= 2) double(0, count, width)
      const first = Math.max(start, from + n - 1)
      if (first >= stop) continue
      join(0, 8 * count, count, n - width)
      outs[k].set(view.subarray(count + first - past, 2 * count), first)
    }
  }
  for (const [k, n] of windows.entries()) outs[k].fill(Number.NaN, 0, Math.min(from + n - 1, end))
}

/**
 * Rows since the largest (`sign` 1) or smallest (−1) of the last `n` rows, from row `n − 1` on, NaN before; of equals the
 * most recent counts. @param out another column than `x`.
 */
export function extremeAges(x: Float64Array, n: number, sign: 1 | -1, out: Float64Array): void {
  kernel ??= load()
  if (!kernel) return extremeAgesColumn(x, n, sign, out)
  const { carry } = sign > 0 ? kernel.largest : kernel.smallest
  const end = x.length
  const rows = Math.max(blockRows, 2 * n)
  const view = kernel.room(2 * (rows + n))
  for (let start = n - 1; start < end; start += rows) {
    const past = start - n + 1
    const stop = Math.min(end, start + rows)
    const count = stop - past
    view.set(x.subarray(past, stop))
    for (let i = 0; i < count; i++) view[count + i] = i
    let width = 1
    for (; 2 * width <= n; width *= 2) carry(0, 8 * count, count, width)
    if (n > width) carry(0, 8 * count, count, n - width)
    for (let i = n - 1; i < count; i++) out[past + i] = i - view[count + i]
  }
  out.fill(Number.NaN, 0, Math.min(n - 1, end))
}
