import { rollingMaxColumn, rollingMinColumn } from './rolling.ts'
import { base64 } from './rolling-extremes.wasm.ts'
import { instantiate, reserve } from './web-assembly.ts'

type Pass = (at: number, count: number, n: number) => void

interface Kernel {
  readonly largest: Pass
  readonly smallest: Pass
  /** A view of the memory at least this long. */
  room(values: number): Float64Array
}

/** Rows that are worked on at a time: small enough for the first cache. */
const blockRows = 3_072

let kernel: Kernel | null | undefined

function load(): Kernel | null {
  const wasm = instantiate(base64)
  if (!wasm) return null
  const { memory, exports } = wasm
  let view = new Float64Array(memory.buffer)
  return {
    largest: exports['largest'] as Pass,
    smallest: exports['smallest'] as Pass,
    room(values) {
      reserve(memory, values * 8)
      if (view.byteLength !== memory.buffer.byteLength || view.buffer !== memory.buffer)
        view = new Float64Array(memory.buffer)
      return view
    },
  }
}

/** Largest of the last `n` rows at each row from `from + n − 1` on, NaN before; rows before `from` are not read. */
export function rollingMax(x: Float64Array, from: number, n: number, out: Float64Array): void {
  kernel ??= load()
  if (kernel) inBlocks(kernel, kernel.largest, x, from, n, out)
  else rollingMaxColumn(x, from, n, out)
}

/** Smallest of the last `n` rows. */
export function rollingMin(x: Float64Array, from: number, n: number, out: Float64Array): void {
  kernel ??= load()
  if (kernel) inBlocks(kernel, kernel.smallest, x, from, n, out)
  else rollingMinColumn(x, from, n, out)
}

/** `x` and `out` may be the same column: a block is read whole, with the rows before it, before anything is written. */
function inBlocks({ room }: Kernel, pass: Pass, x: Float64Array, from: number, n: number, out: Float64Array): void {
  const end = x.length
  const first = from + n - 1
  const rows = Math.max(blockRows, 2 * n)
  const view = room(rows + n)
  // Backwards, so that a block's own past is still there when it is the output too.
  for (let stop = end; stop > first; stop -= rows) {
    const start = Math.max(first, stop - rows)
    const past = start - n + 1
    view.set(x.subarray(past, stop))
    pass(0, stop - past, n)
    out.set(view.subarray(n - 1, n - 1 + stop - start), start)
  }
  out.fill(Number.NaN, 0, Math.min(first, end))
}
