import { expect, it } from 'vitest'
import { random } from '#lib/stats/random.ts'
import { distanceSums, distanceSumsColumn } from './distance-sums.ts'
import { extremeAgesColumn, rollingMaxColumn, rollingMinColumn } from './rolling.ts'
import { extremeAges, rollingMax, rollingMaxima, rollingMin, rollingMinima } from './rolling-extremes.ts'

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

for (const [length, windows] of [
  [10, [1, 3, 11]],
  [60, [9, 26, 52]],
  [9_000, [9, 26, 52]],
  [9_000, [5, 5, 3_000]],
  [4_097, [2, 64, 65]],
] as const) {
  const x = Float64Array.from({ length }, () => Math.round(50 * chance.normal()) / 8 + 0)

  it(`extremes of ${length} rows over ${windows.join(', ')} at once: as one by one`, () => {
    for (const [together, plain] of [
      [rollingMaxima, rollingMaxColumn],
      [rollingMinima, rollingMinColumn],
    ] as const) {
      const outs = windows.map(() => new Float64Array(length))
      together(x, 0, windows, outs)
      for (const [k, n] of windows.entries()) {
        const one = new Float64Array(length)
        plain(x, 0, n, one)
        expect(outs[k]).toEqual(one)
      }
    }
  })

  it(`ages of extremes and sums of distances of ${length} rows: SIMD and plain bit for bit`, () => {
    for (const n of windows) {
      const [a, b] = [new Float64Array(length), new Float64Array(length)]
      for (const sign of [1, -1] as const) {
        extremeAges(x, n, sign, a)
        extremeAgesColumn(x, n, sign, b)
        expect(a).toEqual(b)
      }
      const centre = x.map((value) => value / 2)
      distanceSums(x, centre, n, a)
      distanceSumsColumn(x, centre, n, b)
      expect(a).toEqual(b)
    }
  })
}
