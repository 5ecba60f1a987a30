/**
 * Rolling extremes of a block in place, by doubling: the largest of windows of 1, 2, 4 … rows, then two overlapping
 * windows that make n. No branch depends on the data. The block begins with the n − 1 rows before the first result.
 */

/** Largest of each n rows of the `count` float64 at `at`; result for row i replaces row i. */
export function largest(at: usize, count: i32, n: i32): void {
  let width: i32 = 1
  while (width * 2 <= n) {
    passMax(at, count, width)
    width *= 2
  }
  if (n > width) passMax(at, count, n - width)
}

/** The same for the smallest. */
export function smallest(at: usize, count: i32, n: i32): void {
  let width: i32 = 1
  while (width * 2 <= n) {
    passMin(at, count, width)
    width *= 2
  }
  if (n > width) passMin(at, count, n - width)
}

function passMax(at: usize, count: i32, back: i32): void {
  const gap: usize = (<usize>back) * 8
  const low: usize = at + gap
  let p: usize = at + (<usize>count) * 8
  while (p >= low + 32) {
    p -= 32
    const a0: v128 = v128.load(p, 16)
    const b0: v128 = v128.load(p - gap, 16)
    const a1: v128 = v128.load(p)
    const b1: v128 = v128.load(p - gap)
    v128.store(p, f64x2.pmax(a0, b0), 16)
    v128.store(p, f64x2.pmax(a1, b1))
  }
  while (p > low) {
    p -= 8
    const a: f64 = load<f64>(p)
    const b: f64 = load<f64>(p - gap)
    store<f64>(p, a < b ? b : a)
  }
}

function passMin(at: usize, count: i32, back: i32): void {
  const gap: usize = (<usize>back) * 8
  const low: usize = at + gap
  let p: usize = at + (<usize>count) * 8
  while (p >= low + 32) {
    p -= 32
    const a0: v128 = v128.load(p, 16)
    const b0: v128 = v128.load(p - gap, 16)
    const a1: v128 = v128.load(p)
    const b1: v128 = v128.load(p - gap)
    v128.store(p, f64x2.pmin(a0, b0), 16)
    v128.store(p, f64x2.pmin(a1, b1))
  }
  while (p > low) {
    p -= 8
    const a: f64 = load<f64>(p)
    const b: f64 = load<f64>(p - gap)
    store<f64>(p, b < a ? b : a)
  }
}
