/**
 * Rolling extremes of a block by doubling: the largest of windows of 1, 2, 4 … rows, then two overlapping windows that
 * make n. No branch depends on the data. The block begins with the rows before the first result.
 */

/** Each of the `count` float64 at `at` becomes the larger of itself and the one `back` rows before it. */
export function doubleMax(at: usize, count: i32, back: i32): void {
  joinMax(at, at, count, back)
}

/** The same for the smaller. */
export function doubleMin(at: usize, count: i32, back: i32): void {
  joinMin(at, at, count, back)
}

/** The larger of each row and the one `back` rows before it, written to `to`; rows before `back` are not written. */
export function joinMax(at: usize, to: usize, count: i32, back: i32): void {
  const gap: usize = (<usize>back) * 8
  const low: usize = at + gap
  const away: usize = to - at
  let p: usize = at + (<usize>count) * 8
  while (p >= low + 32) {
    p -= 32
    const a0: v128 = v128.load(p, 16)
    const b0: v128 = v128.load(p - gap, 16)
    const a1: v128 = v128.load(p)
    const b1: v128 = v128.load(p - gap)
    v128.store(p + away, f64x2.pmax(a0, b0), 16)
    v128.store(p + away, f64x2.pmax(a1, b1))
  }
  while (p > low) {
    p -= 8
    const a: f64 = load<f64>(p)
    const b: f64 = load<f64>(p - gap)
    store<f64>(p + away, a < b ? b : a)
  }
}

/** The smaller of both. */
export function joinMin(at: usize, to: usize, count: i32, back: i32): void {
  const gap: usize = (<usize>back) * 8
  const low: usize = at + gap
  const away: usize = to - at
  let p: usize = at + (<usize>count) * 8
  while (p >= low + 32) {
    p -= 32
    const a0: v128 = v128.load(p, 16)
    const b0: v128 = v128.load(p - gap, 16)
    const a1: v128 = v128.load(p)
    const b1: v128 = v128.load(p - gap)
    v128.store(p + away, f64x2.pmin(a0, b0), 16)
    v128.store(p + away, f64x2.pmin(a1, b1))
  }
  while (p > low) {
    p -= 8
    const a: f64 = load<f64>(p)
    const b: f64 = load<f64>(p - gap)
    store<f64>(p + away, b < a ? b : a)
  }
}

/** As doubleMax, and the column at `rows` goes along: of equals the later row stays. */
export function carryMax(at: usize, rows: usize, count: i32, back: i32): void {
  const gap: usize = (<usize>back) * 8
  const low: usize = at + gap
  const away: usize = rows - at
  let p: usize = at + (<usize>count) * 8
  while (p >= low + 16) {
    p -= 16
    const a: v128 = v128.load(p)
    const b: v128 = v128.load(p - gap)
    const stays: v128 = f64x2.ge(a, b)
    v128.store(p, v128.bitselect(a, b, stays))
    v128.store(p + away, v128.bitselect(v128.load(p + away), v128.load(p + away - gap), stays))
  }
  if (p > low) {
    p -= 8
    if (load<f64>(p) < load<f64>(p - gap)) {
      store<f64>(p, load<f64>(p - gap))
      store<f64>(p + away, load<f64>(p + away - gap))
    }
  }
}

/** The same for the smallest. */
export function carryMin(at: usize, rows: usize, count: i32, back: i32): void {
  const gap: usize = (<usize>back) * 8
  const low: usize = at + gap
  const away: usize = rows - at
  let p: usize = at + (<usize>count) * 8
  while (p >= low + 16) {
    p -= 16
    const a: v128 = v128.load(p)
    const b: v128 = v128.load(p - gap)
    const stays: v128 = f64x2.le(a, b)
    v128.store(p, v128.bitselect(a, b, stays))
    v128.store(p + away, v128.bitselect(v128.load(p + away), v128.load(p + away - gap), stays))
  }
  if (p > low) {
    p -= 8
    if (load<f64>(p) > load<f64>(p - gap)) {
      store<f64>(p, load<f64>(p - gap))
      store<f64>(p + away, load<f64>(p + away - gap))
    }
  }
}
