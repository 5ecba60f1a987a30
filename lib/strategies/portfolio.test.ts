import { describe, expect, test } from 'vitest'
import { backtest } from '#lib/backtest/run.ts'
import { backtestRequest } from '#lib/contracts/backtests.ts'
import { random } from '#lib/stats/random.ts'
import { strategies } from './index.ts'

const count = 400
const volatility = [0.005, 0.01, 0.02]
const legs = volatility.map((sd, leg) => {
  const chance = random(leg + 1)
  let level = 0
  const close = Float64Array.from({ length: count }, () => 50 * Math.exp((level += sd * chance.normal() + 0.0003)))
  const ts = Float64Array.from({ length: count }, (_, i) => Date.UTC(2020, 0, 1 + i))
  return { symbol: `S${leg}`, bars: { ts, open: close, high: close, low: close, close, volume: null } }
})
const symbols = legs.map(({ symbol }) => symbol)
const decisions = (params: Record<string, unknown>) => {
  const run = strategies.get('portfolio').create(strategies.parse('portfolio', params) as never, { symbols })
  const none = new Float64Array(3).fill(Number.NaN)
  return Array.from({ length: count }, (_, t) =>
    run.step({
      ts: t,
      index: t,
      open: none,
      high: none,
      low: none,
      volume: none,
      close: Float64Array.from(legs, ({ bars }) => bars.close[t]),
    }),
  ).filter((decision) => decision !== null)
}

describe.each([
  'equal',
  'inverse-volatility',
  'minimum-variance',
  'maximum-sharpe',
  'mean-cvar',
  'risk-parity',
  'hierarchical',
  'kelly',
] as const)('%s', (method) => {
  const all = decisions({ method, band: 0 })
  test('weights are long, at most whole, and are looked at again', () => {
    expect(all.length).toBeGreaterThan(3)
    for (const { weights } of all) {
      expect(Math.min(...weights)).toBeGreaterThanOrEqual(0)
      expect(weights.reduce((a, b) => a + b)).toBeLessThan(1 + 1e-9)
    }
  })

  test('a bound holds, and a volatility target keeps the rest in cash', () => {
    for (const { weights } of decisions({ method, band: 0, upper: 0.5 }))
      expect(Math.max(...weights)).toBeLessThan(0.5 + 1e-9)
    const calm = decisions({ method, band: 0, volatilityTarget: 0.02 })
    for (const { weights } of calm) expect(weights.reduce((a, b) => a + b)).toBeLessThan(0.6)
  })
})

test('what moves least weighs most where risk decides', () => {
  for (const method of ['inverse-volatility', 'minimum-variance', 'mean-cvar', 'risk-parity', 'hierarchical']) {
    const [first] = decisions({ method })
    expect(first.weights[0], method).toBeGreaterThan(first.weights[1])
    expect(first.weights[1], method).toBeGreaterThan(first.weights[2])
  }
})

test('the band leaves small drifts alone; a limit on turnover spreads a change over looks', () => {
  expect(decisions({ band: 0.2 }).length).toBeLessThan(decisions({ band: 0 }).length)
  const [first] = decisions({ turnoverMax: 0.3, band: 0 })
  expect(first.weights.reduce((a, b) => a + b)).toBeCloseTo(0.3, 9)
})

test('what it thinks it holds is what the account holds', () => {
  const request = backtestRequest.parse({
    strategy: 'portfolio',
    symbols,
    params: { method: 'equal', lookback: 20, every: 5 },
    costs: { commissionBps: 0, slippageBps: 0 },
  })
  const report = backtest({ request, bars: legs, codeVersion: '', dataHash: '' })
  const exposure = report.equity.exposure.slice(80)
  expect(Math.min(...exposure)).toBeGreaterThan(0.95)
  expect(Math.max(...exposure)).toBeLessThan(1.05)
})
