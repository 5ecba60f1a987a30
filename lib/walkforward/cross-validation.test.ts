import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { random } from '#lib/stats/random.ts'
import { blocksOf, choose, combinations, crossValidate, trainingMask } from './cross-validation.ts'

const options = { groups: 6, testGroups: 2, purge: 5, embargo: 3, barsPerYear: 252, riskFree: 0 }
const noise = (count: number, bars: number, seed: number, edge = 0) =>
  Array.from({ length: count }, (_, k) => {
    const chance = random(seed * 1_000 + k)
    return Float64Array.from({ length: bars }, () => 0.01 * chance.normal() + (k === 0 ? edge : 0))
  })

describe('splits', () => {
  // López de Prado 2018: (6, 2) 15 splits and 5 paths; (10, 2) 45 and 9; (10, 8) 45 and 36.
  test.each([
    [6, 2, 15, 5],
    [10, 2, 45, 9],
    [10, 8, 45, 36],
    [5, 1, 5, 1],
  ])('%i blocks, %i of them the test: %i splits, %i paths', (groups, testGroups, splits, paths) => {
    const found = crossValidate(noise(3, 400, 1), { ...options, groups, testGroups, purge: 0, embargo: 0 })
    expect([found.splits, found.paths, found.sharpes.length]).toEqual([splits, paths, paths])
    expect(choose(groups, testGroups)).toBe(splits)
    expect(combinations(groups, testGroups)).toHaveLength(splits)
  })

  test('blocks cover every bar once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 999 }), fc.integer({ min: 2, max: 10 }), (bars, groups) => {
        const blocks = blocksOf(bars, groups)
        expect(blocks[0][0]).toBe(0)
        expect(blocks.at(-1)?.[1]).toBe(bars)
        for (let i = 1; i < groups; i++) expect(blocks[i][0]).toBe(blocks[i - 1][1])
      }),
    )
  })

  test('no training bar lies in a test block, nearer than the purge, or behind it within purge and embargo', () => {
    const mask = trainingMask(
      100,
      [
        [20, 30],
        [60, 70],
      ],
      { purge: 5, embargo: 3 },
    )
    const out = [...mask.keys()].filter((i) => mask[i] === 0)
    expect(out).toEqual([
      ...Array.from({ length: 23 }, (_, i) => 15 + i),
      ...Array.from({ length: 23 }, (_, i) => 55 + i),
    ])
  })
})

test('one trial with an edge is found on every path; without any edge half of the paths lose', () => {
  const skilled = crossValidate(noise(20, 1_500, 2, 0.0015), options)
  expect(skilled.below).toBe(0)
  expect(skilled.quantiles[2]).toBeGreaterThan(1)
  const shares = Array.from({ length: 30 }, (_, seed) => crossValidate(noise(20, 1_500, 50 + seed), options).below)
  const mean = shares.reduce((a, b) => a + b) / shares.length
  expect(mean).toBeGreaterThan(0.3)
  expect(mean).toBeLessThan(0.75)
})

test('a block does not choose who judges it', () => {
  // One trial loses everywhere but in block 3, where it earns a fortune: seen from there it would be chosen there.
  const trials = noise(8, 600, 9)
  const [from, to] = blocksOf(600, 5)[3]
  trials[7] = trials[7].map((value, i) => (i >= from && i < to ? value + 0.2 : value - 0.005))
  const { sharpes } = crossValidate(trials, { ...options, groups: 5, testGroups: 1 })
  expect(sharpes[0]).toBeLessThan(0)
})

test('what cannot be is refused', () => {
  expect(() => crossValidate(noise(2, 400, 1), { ...options, testGroups: 6 })).toThrow(/cannot be the test/)
  expect(() => crossValidate(noise(2, 20, 1), options)).toThrow(/too few/)
  expect(() => crossValidate([], options)).toThrow(/too few/)
})
