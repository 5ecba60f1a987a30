import { expect, test } from 'vitest'
import { coinTail, type Member, pool } from './pooled.ts'

const member = (name: string, group: string, from: number, returns: number[], sharpe: number | null): Member => ({
  name,
  group,
  result: {
    track: {
      ts: Float64Array.from(returns, (_, i) => from + i),
      returns: Float64Array.from(returns),
      fold: new Float64Array(returns.length),
    },
    outOfSample: { sharpe } as never,
    passed: true,
  },
})

test('the tail of fair coins', () => {
  expect(coinTail(0, 7)).toBe(1)
  expect(coinTail(7, 7)).toBeCloseTo(1 / 128, 15)
  expect(coinTail(8, 10)).toBeCloseTo(56 / 1024, 15)
  expect(coinTail(11, 10)).toBe(0)
})

test('members are joined by time, each bar the mean of those that have it, and consistency is counted by group', () => {
  const { pooled, groups, all } = pool(
    [
      member('A', 'equity', 0, [0.02, 0.02, -0.01], 1.2),
      member('B', 'equity', 1, [0, 0.03, 0.01], -0.4),
      member('C', 'crypto', 1, [0.04, 0.01, 0.01], 0.8),
      member('D', 'crypto', 1, [0.02, 0, 0], null),
    ],
    { barsPerYear: 252, riskFree: 0 },
  )
  const bars = [0.02, (0.02 + 0 + 0.04 + 0.02) / 4, (-0.01 + 0.03 + 0.01 + 0) / 4, (0.01 + 0.01 + 0) / 3]
  expect(pooled.bars).toBe(4)
  expect(pooled.totalReturn).toBeCloseTo(bars.reduce((wealth, r) => wealth * (1 + r), 1) - 1, 12)
  expect(groups).toEqual([
    { group: 'equity', members: 2, positive: 1, medianSharpe: expect.closeTo(0.4, 12), signTest: 0.75 },
    { group: 'crypto', members: 2, positive: 1, medianSharpe: 0.8, signTest: 0.75 },
  ])
  expect(all).toMatchObject({ members: 4, positive: 2, medianSharpe: 0.8, signTest: 11 / 16 })
})
