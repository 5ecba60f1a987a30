import { expect, it } from 'vitest'
import { random } from '#lib/stats/random.ts'
import { rollingMaxColumn, rollingMinColumn } from './rolling.ts'
import { rollingMax, rollingMin } from './rolling-extremes.ts'

const chance = random(8)

for (const [length, from, n] of [
  [10, 0, 1],
  [10, 0, 10],
  [10, 0, 11],
  [50, 3, 7],
  [9_000, 5, 20],
  [9_000, 0, 64],
  [20_000, 0, 5_000],
  [12_289, 1, 33],
]) {
  it(`extremes of ${length} rows over ${n}: SIMD and plain bit for bit`, () => {
    const x = Float64Array.from({ length }, (_, i) =>
      i < from ? Number.NaN : Math.round(50 * chance.normal()) / 8 + 0,
    )
    for (const [simd, plain] of [
      [rollingMax, rollingMaxColumn],
      [rollingMin, rollingMinColumn],
    ] as const) {
      const [a, b] = [new Float64Array(length), new Float64Array(length)]
      simd(x, from, n, a)
      plain(x, from, n, b)
      expect(a).toEqual(b)
      const same = Float64Array.from(x)
      simd(same, from, n, same)
      expect(same).toEqual(b)
    }
  })
}
