/**
 * Inner products of all pairs of columns, upper triangle only: what every all-pairs statistic is made of. Columns are
 * packed four by four, so that one pass over the time axis gives sixteen products from eight loads.
 */

/** Columns in strips of four, interleaved by time: strip s, time t, column r at ((s × rows) + t) × 4 + r. */
export interface Packed {
  readonly rows: number
  readonly columns: number
  readonly data: Float64Array
}

export const stripWidth = 4

/** Where the product of columns i < j stands among all pairs in the order (0,1), (0,2), … (1,2), … */
export function pairIndex(i: number, j: number, columns: number): number {
  return i * columns - (i * (i + 1)) / 2 + (j - i - 1)
}

/** Packs columns of one length; the last strip is filled up with zeros. */
export function pack(columns: readonly Float64Array[]): Packed {
  const rows = columns[0]?.length ?? 0
  const strips = Math.ceil(columns.length / stripWidth)
  const data = new Float64Array(strips * rows * stripWidth)
  for (let c = 0; c < columns.length; c++) {
    const column = columns[c]
    let at = Math.floor(c / stripWidth) * rows * stripWidth + (c % stripWidth)
    for (let t = 0; t < rows; t++, at += stripWidth) data[at] = column[t]
  }
  return { rows, columns: columns.length, data }
}

/** Strips of the left side that are kept in the cache while the right side passes. */
const block = 6

/**
 * Products of column i of `left` with column j of `right` for all i < j, in the order of `pairIndex`.
 * Both sides have the same shape; only the upper triangle is computed.
 */
export function pairProducts(left: Packed, right: Packed, out: Float64Array): void {
  const { rows, columns } = left
  const strips = Math.ceil(columns / stripWidth)
  const tile = new Float64Array(stripWidth * stripWidth)
  for (let from = 0; from < strips; from += block) {
    const to = Math.min(strips, from + block)
    for (let b = from; b < strips; b++) {
      for (let a = from; a < to && a <= b; a++) {
        tileProducts(left.data, a * rows * stripWidth, right.data, b * rows * stripWidth, rows, tile)
        store(tile, a, b, columns, out)
      }
    }
  }
}

function store(tile: Float64Array, a: number, b: number, columns: number, out: Float64Array): void {
  for (let r = 0; r < stripWidth; r++) {
    const i = a * stripWidth + r
    for (let c = 0; c < stripWidth; c++) {
      const j = b * stripWidth + c
      if (i < j && j < columns) out[pairIndex(i, j, columns)] = tile[r * stripWidth + c]
    }
  }
}

/** Sixteen inner products at once, two columns of the left side at a time so that all sums stay in registers. */
function tileProducts(
  x: Float64Array,
  xAt: number,
  y: Float64Array,
  yAt: number,
  rows: number,
  tile: Float64Array,
): void {
  for (let half = 0; half < stripWidth; half += 2) {
    let s00 = 0
    let s01 = 0
    let s02 = 0
    let s03 = 0
    let s10 = 0
    let s11 = 0
    let s12 = 0
    let s13 = 0
    const end = xAt + rows * stripWidth
    for (let p = xAt + half, q = yAt; p < end; p += stripWidth, q += stripWidth) {
      const x0 = x[p]
      const x1 = x[p + 1]
      const y0 = y[q]
      const y1 = y[q + 1]
      const y2 = y[q + 2]
      const y3 = y[q + 3]
      s00 += x0 * y0
      s01 += x0 * y1
      s02 += x0 * y2
      s03 += x0 * y3
      s10 += x1 * y0
      s11 += x1 * y1
      s12 += x1 * y2
      s13 += x1 * y3
    }
    const at = half * stripWidth
    tile[at] = s00
    tile[at + 1] = s01
    tile[at + 2] = s02
    tile[at + 3] = s03
    tile[at + 4] = s10
    tile[at + 5] = s11
    tile[at + 6] = s12
    tile[at + 7] = s13
  }
}
