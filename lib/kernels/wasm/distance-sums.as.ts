/**
 * Sum of the distances of the last n values from a centre: row i of the result reads rows i … i + n − 1 of `x` and its
 * own centre. Eight rows at a time, so that no sum waits for another.
 */
export function distanceSums(x: usize, centre: usize, out: usize, count: i32, n: i32): void {
  let i: usize = 0
  const end: usize = (<usize>count) * 8
  const width: usize = (<usize>n) * 8
  for (; i + 64 <= end; i += 64) {
    const m0: v128 = v128.load(centre + i)
    const m1: v128 = v128.load(centre + i, 16)
    const m2: v128 = v128.load(centre + i, 32)
    const m3: v128 = v128.load(centre + i, 48)
    let s0: v128 = f64x2.splat(0)
    let s1: v128 = f64x2.splat(0)
    let s2: v128 = f64x2.splat(0)
    let s3: v128 = f64x2.splat(0)
    const stop: usize = x + i + width
    for (let p: usize = x + i; p < stop; p += 8) {
      s0 = f64x2.add(s0, f64x2.abs(f64x2.sub(v128.load(p), m0)))
      s1 = f64x2.add(s1, f64x2.abs(f64x2.sub(v128.load(p, 16), m1)))
      s2 = f64x2.add(s2, f64x2.abs(f64x2.sub(v128.load(p, 32), m2)))
      s3 = f64x2.add(s3, f64x2.abs(f64x2.sub(v128.load(p, 48), m3)))
    }
    v128.store(out + i, s0)
    v128.store(out + i, s1, 16)
    v128.store(out + i, s2, 32)
    v128.store(out + i, s3, 48)
  }
  for (; i < end; i += 8) {
    const m: f64 = load<f64>(centre + i)
    let s: f64 = 0
    for (let k: usize = 0; k < width; k += 8) s += abs(load<f64>(x + i + k) - m)
    store<f64>(out + i, s)
  }
}
