import { expect, it } from 'vitest'
import { normalCdf } from '#lib/stats/distributions.ts'
import { fastNormalCdf } from './fast-normal.ts'
import { pack, pairIndex, pairProducts } from './pair-products.ts'
import { simdPairProducts } from './pair-products-simd.ts'

const columns = (count: number, rows: number) =>
  Array.from({ length: count }, (_, c) =>
    Float64Array.from({ length: rows }, (_, t) => Math.sin(c * 1.7 + t * 0.31) + c / 10),
  )

for (const [count, rows] of [
  [2, 1],
  [5, 17],
  [8, 64],
  [13, 101],
  [31, 50],
]) {
  it(`inner products of ${count} columns of ${rows}, plain and SIMD bit for bit`, () => {
    const left = columns(count, rows)
    const right = left.map((column) => column.map((value, t) => value * value + t))
    const pairs = (count * (count - 1)) / 2
    const plain = new Float64Array(pairs)
    const simd = new Float64Array(pairs)
    pairProducts(pack(left), pack(right), plain)
    simdPairProducts()(pack(left), pack(right), simd)
    expect(simd).toEqual(plain)
    for (let i = 0; i < count; i++) {
      for (let j = i + 1; j < count; j++) {
        const direct = left[i].reduce((sum, value, t) => sum + value * right[j][t], 0)
        expect(Math.abs(plain[pairIndex(i, j, count)] - direct)).toBeLessThan(1e-9 * (1 + Math.abs(direct)))
      }
    }
  })
}

it('numbers pairs row by row', () => {
  expect([pairIndex(0, 1, 4), pairIndex(0, 3, 4), pairIndex(1, 2, 4), pairIndex(2, 3, 4)]).toEqual([0, 2, 3, 5])
})

it('fast normal distribution function equals the exact one', () => {
  for (let x = -12; x <= 12; x += 0.0137) expect(Math.abs(fastNormalCdf(x) - normalCdf(x))).toBeLessThan(1e-14)
})
