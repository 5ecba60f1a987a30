import fc from 'fast-check'
import { expect, test } from 'vitest'
import { random } from '#lib/stats/random.ts'
import { meanCvar, shortfall } from './mean-cvar.ts'

function scenarios(n: number, T: number, seed: number): Float64Array[] {
  const chance = random(seed)
  const market = Float64Array.from({ length: T }, () => 0.01 * chance.student(4))
  return Array.from({ length: n }, (_, i) => {
    const [beta, own] = [0.4 + 0.8 * chance.uniform(), 0.004 + 0.01 * chance.uniform()]
    return market.map((value) => beta * value + own * chance.normal() + 0.0002 * i)
  })
}

test('shortfall counts the scenario at the border in part', () => {
  const one = [Float64Array.from([-0.1, -0.05, 0.01, 0.02])]
  expect(shortfall(one, [1], 0.25).cvar).toBeCloseTo(0.1, 12)
  expect(shortfall(one, [1], 0.5).cvar).toBeCloseTo(0.075, 12)
  expect(shortfall(one, [1], 0.375).cvar).toBeCloseTo((0.1 + 0.5 * 0.05) / 1.5, 12)
})

test('no small change of the weights has less shortfall', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 8 }), fc.nat(1_000), fc.constantFrom(0.05, 0.1), (n, seed, level) => {
      const returns = scenarios(n, 240, seed)
      const { weights, cvar, gap } = meanCvar(returns, { level })
      expect(gap).toBeLessThan(1e-8)
      expect(weights.reduce((a, b) => a + b)).toBeCloseTo(1, 9)
      expect(Math.min(...weights)).toBeGreaterThanOrEqual(0)
      for (let from = 0; from < n; from++)
        for (let to = 0; to < n; to++) {
          const by = Math.min(1e-3, weights[from])
          if (from === to || by === 0) continue
          const moved = weights.slice()
          moved[from] -= by
          moved[to] += by
          expect(shortfall(returns, moved, level).cvar).toBeGreaterThan(cvar - 1e-9)
        }
    }),
    { numRuns: 25 },
  )
})

test('two assets: the same as trying every weight', () => {
  const returns = scenarios(2, 400, 7)
  const best = Array.from({ length: 10_001 }, (_, i) => i / 10_000).reduce((a, b) =>
    shortfall(returns, [b, 1 - b], 0.05).cvar < shortfall(returns, [a, 1 - a], 0.05).cvar ? b : a,
  )
  expect(meanCvar(returns).weights[0]).toBeCloseTo(best, 3)
})

test('a bound binds, a weight on return tilts, scale does not matter', () => {
  const returns = scenarios(6, 300, 3)
  const capped = meanCvar(returns, { upper: 0.3 })
  expect(Math.max(...capped.weights)).toBeLessThan(0.3 + 1e-6)
  const plain = meanCvar(returns)
  expect(capped.cvar).toBeGreaterThanOrEqual(plain.cvar - 1e-9)
  const mean = (weights: Float64Array) =>
    returns.reduce((sum, column, i) => sum + weights[i] * (column.reduce((a, b) => a + b) / 300), 0)
  expect(mean(meanCvar(returns, { returnWeight: 20 }).weights)).toBeGreaterThan(mean(plain.weights))
  const scaled = meanCvar(returns.map((column) => column.map((value) => 3 * value)))
  for (const [i, weight] of plain.weights.entries()) expect(scaled.weights[i]).toBeCloseTo(weight, 4)
})

test('what cannot be is refused', () => {
  expect(() => meanCvar(scenarios(2, 10, 1))).toThrow(/no worst 5 %/)
  expect(() => meanCvar(scenarios(2, 100, 1), { upper: 0.4 })).toThrow(/sum to one/)
})
