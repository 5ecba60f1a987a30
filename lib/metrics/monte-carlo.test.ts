import { expect, test } from 'vitest'
import { random } from '#lib/stats/random.ts'
import { monteCarlo } from './monte-carlo.ts'

const chance = random(7)
const returns = Float64Array.from({ length: 1_000 }, () => 0.0005 + 0.01 * chance.normal())

test('wealth of iid paths is lognormal around the mean growth', () => {
  const drawn = monteCarlo(returns, { paths: 20_000, length: 252, blockLength: 1 })
  const logs = returns.map((value) => Math.log(1 + value))
  const mean = logs.reduce((a, b) => a + b) / logs.length
  const sd = Math.sqrt(logs.reduce((a, b) => a + (b - mean) ** 2, 0) / logs.length)
  expect(Math.log(drawn.finalWealth[2])).toBeCloseTo(252 * mean, 1)
  expect(Math.log(drawn.finalWealth[4]) - Math.log(drawn.finalWealth[2])).toBeCloseTo(1.645 * sd * Math.sqrt(252), 1)
  expect(drawn.maxDrawdown[0]).toBeGreaterThan(0)
  expect(drawn.maxDrawdown[4]).toBeLessThan(0.6)
  for (const points of [drawn.finalWealth, drawn.maxDrawdown, drawn.sharpe])
    expect([...points].sort((a, b) => a - b)).toEqual([...points])
})

test('a block as long as the path is the path itself, rotated: the total return cannot change', () => {
  const drawn = monteCarlo(returns, { paths: 50, blockLength: returns.length })
  const total = returns.reduce((wealth, value) => wealth * (1 + value), 1)
  for (const wealth of drawn.finalWealth) expect(wealth).toBeCloseTo(total, 9)
})

test('the same seed gives the same, another seed something else; certain loss and ruin are certain', () => {
  expect(monteCarlo(returns, { paths: 500, seed: 3 })).toEqual(monteCarlo(returns, { paths: 500, seed: 3 }))
  expect(monteCarlo(returns, { paths: 500, seed: 3 }).finalWealth).not.toEqual(
    monteCarlo(returns, { paths: 500, seed: 4 }).finalWealth,
  )
  const falling = monteCarlo([-0.1, -0.2, -0.1, -0.15], { paths: 100, length: 20 })
  expect(falling.lossProbability).toBe(1)
  expect(falling.ruinProbability).toBe(1)
  expect(() => monteCarlo([0.1])).toThrow(/too few/)
  expect(() => monteCarlo([0.1, 0.2], { blockLength: 5 })).toThrow(/do not fit/)
})

test('starts are uniform: every return is drawn about as often as the others', () => {
  // With one non-zero return the sum of a path counts how often it was drawn.
  const n = 64
  for (const at of [0, 31, 63]) {
    const single = new Float64Array(n)
    single[at] = 1e-9
    const { finalWealth } = monteCarlo(single, { paths: 4_000, length: 640, blockLength: 1, seed: at + 1 })
    expect((finalWealth[2] - 1) / 1e-9).toBeGreaterThan(8)
    expect((finalWealth[2] - 1) / 1e-9).toBeLessThan(12)
  }
})

test('blocks put together are the same as their steps one by one', () => {
  // One path of two blocks whose starts are found by trying: its figures must be those of some pair of starts.
  const few = [0.1, -0.2, 0.05, -0.3, 0.25]
  const drawn = monteCarlo(few, { paths: 1, length: 6, blockLength: 3, seed: 9 })
  const walk = (starts: number[]) => {
    let wealth = 1
    let peak = 1
    let fall = 0
    for (const start of starts) {
      for (let k = 0; k < 3; k++) {
        wealth *= 1 + few[(start + k) % 5]
        peak = Math.max(peak, wealth)
        fall = Math.max(fall, 1 - wealth / peak)
      }
    }
    return { wealth, fall }
  }
  const all = few.flatMap((_, a) => few.map((__, b) => walk([a, b])))
  expect(
    all.some(
      ({ wealth, fall }) =>
        Math.abs(wealth - drawn.finalWealth[2]) < 1e-12 && Math.abs(fall - drawn.maxDrawdown[2]) < 1e-12,
    ),
  ).toBe(true)
})
