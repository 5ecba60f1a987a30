/**
 * SIMD twin of pair-products.ts. Memory is laid out by the caller: strips of four columns interleaved by time, as
 * float64. Compiled with relaxed alignment; nothing is allocated.
 */

/**
 * Sixteen inner products for each pair of strips a in [aFrom, aTo), a ≤ b, written as four rows of four to
 * out + ((a − aFrom) × 16) × 8.
 */
export function strips(x: usize, y: usize, rows: i32, aFrom: i32, aTo: i32, b: i32, out: usize): void {
  const bytes: usize = (<usize>rows) * 32
  const right: usize = y + (<usize>b) * bytes
  for (let a: i32 = aFrom; a < aTo; a++) {
    let p: usize = x + (<usize>a) * bytes
    let q: usize = right
    const end: usize = p + bytes
    let l0: v128 = f64x2.splat(0)
    let l1: v128 = f64x2.splat(0)
    let l2: v128 = f64x2.splat(0)
    let l3: v128 = f64x2.splat(0)
    let h0: v128 = f64x2.splat(0)
    let h1: v128 = f64x2.splat(0)
    let h2: v128 = f64x2.splat(0)
    let h3: v128 = f64x2.splat(0)
    while (p < end) {
      const low: v128 = v128.load(q)
      const high: v128 = v128.load(q, 16)
      const x0: v128 = v128.load64_splat(p)
      l0 = f64x2.add(l0, f64x2.mul(x0, low))
      h0 = f64x2.add(h0, f64x2.mul(x0, high))
      const x1: v128 = v128.load64_splat(p, 8)
      l1 = f64x2.add(l1, f64x2.mul(x1, low))
      h1 = f64x2.add(h1, f64x2.mul(x1, high))
      const x2: v128 = v128.load64_splat(p, 16)
      l2 = f64x2.add(l2, f64x2.mul(x2, low))
      h2 = f64x2.add(h2, f64x2.mul(x2, high))
      const x3: v128 = v128.load64_splat(p, 24)
      l3 = f64x2.add(l3, f64x2.mul(x3, low))
      h3 = f64x2.add(h3, f64x2.mul(x3, high))
      p += 32
      q += 32
    }
    const o: usize = out + (<usize>(a - aFrom)) * 128
    v128.store(o, l0)
    v128.store(o, h0, 16)
    v128.store(o, l1, 32)
    v128.store(o, h1, 48)
    v128.store(o, l2, 64)
    v128.store(o, h2, 80)
    v128.store(o, l3, 96)
    v128.store(o, h3, 112)
  }
}
