import { describe, expect, it, test } from 'vitest'
import { feeModels } from './fees/index.ts'
import { slippageModels } from './slippage/index.ts'

const taking = { price: 100, quantity: 10, volume: 1_000, range: 2, sigma: 0.02 }
const feesOf = (name: string, params = {}) => feeModels.get(name).create(feeModels.parse(name, params))
const slippageOf = (name: string, params = {}) => slippageModels.get(name).create(slippageModels.parse(name, params))

describe.each([...slippageModels.names])('slippage %s', (name) => {
  it('is never free by default, never negative, and does not shrink with size or the unit of the price', () => {
    const slip = slippageOf(name)
    let before = 0
    for (const quantity of [0.001, 1, 10, 100, 1_000, 5_000]) {
      const share = slip({ ...taking, quantity })
      expect(share).toBeGreaterThan(0)
      expect(share).toBeLessThan(0.2)
      expect(share).toBeGreaterThanOrEqual(before)
      before = share
      expect(slip({ ...taking, quantity, price: 1, range: 0.02 })).toBeCloseTo(share, 12)
    }
  })
  it('knows what to take where nothing is known', () => {
    const share = slippageOf(name)({ price: 5, quantity: 1, volume: Number.NaN, range: Number.NaN, sigma: Number.NaN })
    expect(share).toBeGreaterThan(0)
    expect(share).toBeLessThan(0.01)
  })
})

test('slippage by hand', () => {
  expect(slippageOf('fixed-bps', { bps: 7 })(taking)).toBeCloseTo(7e-4, 12)
  expect(slippageOf('spread')(taking)).toBeCloseTo((0.05 * 2) / 100 / 2, 12)
  expect(slippageOf('spread')({ ...taking, range: 0 })).toBeCloseTo(1e-4, 12)
  expect(slippageOf('volume-share')(taking)).toBeCloseTo(1e-4 + 0.1 * 0.01 ** 2, 12)
  expect(slippageOf('square-root')(taking)).toBeCloseTo(1e-4 + 0.02 * 0.1, 12)
})

describe.each([...feeModels.names])('fees %s', (name) => {
  it('are never free by default and grow with the order', () => {
    const small = feesOf(name)({ value: 1_000, quantity: 10, maker: false })
    const large = feesOf(name)({ value: 100_000, quantity: 1_000, maker: false })
    expect(small).toBeGreaterThan(0)
    expect(large).toBeGreaterThan(small)
  })
})

test('fees by hand', () => {
  const charge = { value: 10_000, quantity: 100, maker: false }
  expect(feesOf('maker-taker', { makerBps: -1, takerBps: 5 })(charge)).toBeCloseTo(5, 12)
  expect(feesOf('maker-taker', { makerBps: -1, takerBps: 5 })({ ...charge, maker: true })).toBeCloseTo(-1, 12)
  expect(feesOf('minimum', { bps: 1, minimum: 3 })(charge)).toBe(3)
  expect(feesOf('per-share')(charge)).toBe(1)
  expect(feesOf('per-share')({ value: 100_000, quantity: 1_000, maker: true })).toBe(5)
  expect(feesOf('per-share')({ value: 20, quantity: 10, maker: false })).toBeCloseTo(0.2, 12)
  const tiers = feesOf('tiered')
  expect(tiers({ value: 1e6, quantity: 1, maker: true })).toBeCloseTo(1_000, 9)
  expect(tiers({ value: 1e6, quantity: 1, maker: true })).toBeCloseTo(800, 9)
  expect(tiers({ value: 1e7, quantity: 1, maker: false })).toBeCloseTo(10_000, 9)
  expect(tiers({ value: 1e6, quantity: 1, maker: false })).toBeCloseTo(600, 9)
  expect(() => feeModels.parse('tiered', { tiers: [{ from: 5, makerBps: 1, takerBps: 1 }] })).toThrow('start at 0')
})
