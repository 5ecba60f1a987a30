import { expect, test } from 'vitest'
import { budgetSizes, createBudget } from './budget.ts'

const size = { capacity: 10, refillPerSecond: 1 }
const sizes = {
  account: size,
  key: { capacity: 6, refillPerSecond: 1 },
  address: { capacity: 100, refillPerSecond: 10 },
}

test('what is asked is paid from key, account and address, or from none', () => {
  let now = 0
  const budget = createBudget(sizes, () => now)
  const ada = { address: 'a', userId: 'ada', keyId: 'k1' }
  expect(budget.take(ada, 4)).toMatchObject({
    limit: 6,
    remaining: 2,
    used: 4,
    cost: 4,
    retryAfterMs: 0,
    resetAtMs: 4_000,
  })
  expect(budget.take(ada, 4), 'the key has 2 left').toMatchObject({ retryAfterMs: 2_000, remaining: 2 })
  expect(budget.take({ ...ada, keyId: 'k2' }, 6), 'another key of the account').toMatchObject({ retryAfterMs: 0 })
  expect(budget.take({ ...ada, keyId: 'k3' }, 1), 'the account has nothing left').toMatchObject({ retryAfterMs: 1_000 })
  now = 1_000
  expect(budget.take({ ...ada, keyId: 'k3' }, 1)).toMatchObject({ retryAfterMs: 0 })
  expect(budget.take({ address: 'a' }, 1), 'strangers pay by address alone').toMatchObject({
    limit: 100,
    retryAfterMs: 0,
  })
})

test('a bucket never holds more than it can, and the default scales with the setting', () => {
  let now = 0
  const budget = createBudget(sizes, () => now)
  now = 1e9
  expect(budget.take({ address: 'b', userId: 'bob' }, 10)).toMatchObject({ remaining: 0, retryAfterMs: 0 })
  expect(budgetSizes(600)).toEqual({
    account: { capacity: 600, refillPerSecond: 10 },
    key: { capacity: 600, refillPerSecond: 10 },
    address: { capacity: 2_400, refillPerSecond: 40 },
  })
})

test('a flood of addresses is forgotten in part, not kept for ever', () => {
  const budget = createBudget(sizes, () => 0)
  budget.take({ address: 'first' }, 100)
  for (let i = 0; i < 60_000; i++) budget.take({ address: `n${i}` }, 1)
  expect(budget.take({ address: 'n59999' }, 99)).toMatchObject({ retryAfterMs: 0 })
  expect(budget.take({ address: 'n59999' }, 1).retryAfterMs).toBeGreaterThan(0)
})
