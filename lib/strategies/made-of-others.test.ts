import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Decision, Market } from '#lib/contracts/strategy.ts'
import { random } from '#lib/stats/random.ts'
import { strategies } from './index.ts'

const bars = 400

function closes(seed: number): Float64Array {
  const chance = random(seed)
  let log = 4
  return Float64Array.from({ length: bars }, () => Math.exp((log += 0.02 * chance.normal())))
}

const marketAt = (close: Float64Array, t: number): Market => {
  const column = Float64Array.of(close[t])
  return { ts: t * 86_400_000, index: t + 1, open: column, high: column, low: column, close: column, volume: column }
}

/** Weight wanted after each bar. */
function play(name: string, params: object, close: Float64Array): { weights: number[]; decisions: Decision[] } {
  const run = strategies.get(name).create(strategies.parse(name, params) as never, { symbols: ['A'] })
  const decisions: Decision[] = []
  let weight = 0
  const weights = Array.from(close, (_, t) => {
    const decision = run.step(marketAt(close, t))
    if (decision) decisions.push(decision)
    weight = decision ? decision.weights[0] : weight
    return weight
  })
  return { weights, decisions }
}

const a = { strategy: 'sma-cross', params: { fast: 3, slow: 8, direction: 'both' } }
const b = { strategy: 'donchian-breakout', params: { entry: 8, exit: 4, direction: 'both' } }
const c = { strategy: 'bollinger-reversion', params: { window: 10, width: 1, stop: 3, direction: 'both' } }

test('votes: the mean, the majority and the consensus of what the parts hold', () => {
  fc.assert(
    fc.property(fc.nat(1e6), (seed) => {
      const close = closes(seed)
      const parts = [a, b, c].map((one) => play(one.strategy, one.params, close).weights)
      const vote = (mode: string) => play('composite', { parts: [a, b, c], mode, band: 0 }, close).weights
      const [mean, majority, consensus] = ['weighted-vote', 'majority', 'consensus'].map(vote)
      for (let t = 0; t < bars; t++) {
        const held = parts.map((weights) => weights[t])
        const sum = held.reduce((total, one) => total + one, 0)
        expect(mean[t]).toBeCloseTo(sum / 3, 9)
        const long = held.filter((one) => one > 0).length
        const short = held.filter((one) => one < 0).length
        expect(majority[t]).toBe(long >= 2 ? 1 : short >= 2 ? -1 : 0)
        expect(consensus[t]).toBe(long === 3 ? 1 : short === 3 ? -1 : 0)
      }
    }),
    { numRuns: 15 },
  )
})

test('weights of the vote count, and one part alone is itself', () => {
  const close = closes(4)
  expect(play('composite', { parts: [a], band: 0 }, close).weights).toEqual(play(a.strategy, a.params, close).weights)
  const heavy = play(
    'composite',
    {
      parts: [
        { ...a, weight: 3 },
        { ...b, weight: 1 },
      ],
      mode: 'majority',
      band: 0,
    },
    close,
  )
  expect(heavy.weights).toEqual(play(a.strategy, a.params, close).weights)
})

test('the surer part weighs more', () => {
  const close = closes(11)
  const { weights } = play('composite', { parts: [a, c], mode: 'confidence-weighted', band: 0 }, close)
  // Somewhere between the two that disagree, and not always in the middle.
  expect(weights.every((weight) => Math.abs(weight) <= 1)).toBe(true)
  expect(weights.some((weight) => Math.abs(weight) > 1e-6 && Math.abs(Math.abs(weight) - 1) > 1e-6)).toBe(true)
})

test('longer bars let through only what goes with their trend, and only closed ones count', () => {
  const close = closes(8)
  const multiple = 4
  const trend = 5
  const { weights } = play('multi-timeframe', { inner: a, multiple, trend }, close)
  const inner = play(a.strategy, a.params, close).weights
  const warmup = strategies
    .get('multi-timeframe')
    .warmup(strategies.parse('multi-timeframe', { inner: a, multiple, trend }) as never)
  const longer: number[] = []
  let side = 0
  for (let t = 0; t < bars; t++) {
    // Days since 1970, by fours.
    if ((t + 1) % multiple === 0) {
      longer.push(close[t])
      const mean = longer.slice(-trend).reduce((sum, one) => sum + one, 0) / trend
      side = longer.length < trend ? 0 : Math.sign(close[t] - mean)
    }
    if (t >= warmup) expect(weights[t], `bar ${t}`).toBe(inner[t] * side > 0 ? inner[t] : 0)
    else expect(weights[t]).toBe(0)
  }
  expect(weights.some((weight) => weight > 0) && weights.some((weight) => weight < 0)).toBe(true)
})

test('the strategy changes with the regime that the detector tells, and flat is flat', () => {
  const chance = random(3)
  let log = 4
  // Calm, then wild, then calm.
  const close = Float64Array.from({ length: 700 }, (_, t) =>
    Math.exp((log += (t > 450 && t < 550 ? 0.05 : 0.004) * chance.normal())),
  )
  const hold = { strategy: 'buy-and-hold' }
  const told = { trainBars: 100, refitEvery: 30, minDwell: 2 }
  const { weights, decisions } = play(
    'regime-switch',
    { calm: hold, normal: hold, stressed: { strategy: 'flat' }, ...told },
    close,
  )
  expect(weights[440]).toBe(1)
  expect(weights[475]).toBe(0)
  expect(weights.slice(600)).toContain(1)
  expect(decisions.some(({ kind, reason }) => kind === 'EXIT' && reason.includes('stressed'))).toBe(true)
  const none = { strategy: 'flat' }
  expect(play('regime-switch', { calm: none, normal: none, stressed: none, ...told }, close).decisions).toEqual([])
  expect(() => strategies.parse('regime-switch', { detector: 'crystal-ball' })).toThrow('rule-based')
})

describe('what is wrong with a part is said at the part', () => {
  const issues = (name: string, params: object) =>
    strategies
      .get(name)
      .params.safeParse(params)
      .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []
  it('a name there is none of, and one that may not stand inside', () => {
    expect(issues('composite', { parts: [a, { strategy: 'zzz' }] })[0]).toContain('parts.1.strategy: there is no "zzz"')
    expect(issues('composite', { parts: [{ strategy: 'composite' }] })[0]).toContain('parts.0.strategy')
    expect(issues('multi-timeframe', { inner: { strategy: 'regime-switch' } })[0]).toContain('inner.strategy')
    expect(issues('regime-switch', { calm: { strategy: 'nothing' } })[0]).toContain('calm.strategy')
  })
  it('a parameter its own schema does not take', () => {
    expect(issues('composite', { parts: [{ strategy: 'sma-cross', params: { fast: 50 } }] })[0]).toBe(
      'parts.0.params.fast: fast must be below slow',
    )
    expect(issues('composite', { parts: [{ strategy: 'grid' }] })[0]).toContain('grid places orders of its own: a vote')
    expect(issues('adaptive', { inner: 'donchian-breakout', fallback: { trigger: 'stop' } })).toEqual([])
    expect(issues('regime-switch', { calm: { strategy: 'grid' } })).toEqual([])
    expect(issues('multi-timeframe', { inner: { strategy: 'grid' } })).toEqual([])
    expect(issues('composite', { parts: 'x' })[0]).toContain('parts: ')
  })
  it('another number of symbols than the parts take', () => {
    const params = strategies.parse('composite', {})
    expect(() => strategies.get('composite').create(params as never, { symbols: ['A', 'B'] })).toThrow(
      'takes 1 symbols, not 2',
    )
  })
})

test('a parameter that a part does not have is refused, not dropped', () => {
  const schema = strategies.get('composite').params
  const wrong = schema.safeParse({ parts: [{ strategy: 'sma-cross', params: { fats: 3 } }, b] })
  expect(wrong.error?.issues[0].message).toBe('sma-cross has no parameter "fats"')
  expect(wrong.error?.issues[0].path).toEqual(['parts', 0, 'params', 'fats'])
  expect(schema.safeParse({ parts: [a, b] }).success).toBe(true)
})
