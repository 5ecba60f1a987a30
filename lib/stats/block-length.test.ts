import { expect, test } from 'vitest'
import { stationaryBlockLength } from './block-length.ts'
import { random } from './random.ts'

const autoregression = (phi: number, n: number, seed: number) => {
  const chance = random(seed)
  const series = new Float64Array(n)
  for (let i = 1; i < n; i++) series[i] = phi * series[i - 1] + chance.normal()
  return series
}
const average = (phi: number) =>
  Array.from({ length: 30 }, (_, seed) => stationaryBlockLength(autoregression(phi, 1_000, seed + 1))).reduce(
    (a, b) => a + b,
  ) / 30

test('no memory needs short blocks, more memory longer ones', () => {
  const [none, some, much] = [average(0), average(0.3), average(0.8)]
  expect(none).toBeLessThan(4)
  expect(some).toBeGreaterThan(none)
  expect(much).toBeGreaterThan(2 * some)
})

test('the optimum of an AR(1) is met: (2G²/D)^⅓ n^⅓ with G = 2φ/((1−φ)²(1+φ)…) known in closed form', () => {
  // For AR(1): G/g = 2φ/(1−φ²) of unit spectrum, so b = (4φ²/(1−φ²)²)^⅓ n^⅓ (Politis & White 2004, section 3).
  const phi = 0.5
  const exact = ((4 * phi * phi) / (1 - phi * phi) ** 2) ** (1 / 3) * 1_000 ** (1 / 3)
  expect(average(phi) / exact).toBeGreaterThan(0.75)
  expect(average(phi) / exact).toBeLessThan(1.35)
})

test('what does not vary or is short has blocks of one', () => {
  expect(stationaryBlockLength(new Float64Array(100))).toBe(1)
  expect(stationaryBlockLength([1, 2, 3])).toBe(1)
})
