import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { backtestRequest } from '#lib/contracts/backtests.ts'
import type { Decision, Market, StrategyFill, StrategyRun } from '#lib/contracts/strategy.ts'
import { random } from '#lib/stats/random.ts'
import { strategies } from '#lib/strategies/index.ts'
import { deskOf, type SavedRun } from './desk-of.ts'

const day = 86_400_000

/** A price that swings about its mean, calm for a while and then wild, over and over; trends of some length. */
function markets(count: number, seed: number): Market[] {
  const chance = random(seed)
  let gap = 0
  let drift = 0
  let last = 100
  return Array.from({ length: count }, (_, t) => {
    const wild = t % 160 > 100 ? 3 : 1
    if (t % 60 === 0) drift = 0.002 * chance.normal()
    gap = 0.97 * gap + drift + 0.008 * wild * chance.normal()
    const open = last * (1 + 0.001 * chance.normal())
    last = 100 * Math.exp(gap)
    const one = (value: number) => Float64Array.of(value)
    return {
      ts: Date.UTC(2021, 0, 1) + t * day,
      index: t + 1,
      open: one(open),
      high: one(Math.max(open, last) * (1 + 0.006 * wild * chance.uniform())),
      low: one(Math.min(open, last) * (1 - 0.006 * wild * chance.uniform())),
      close: one(last),
      volume: one(1e6),
    }
  })
}

interface Step {
  readonly t: number
  readonly decision: Decision | null
  readonly readings: Readonly<Record<string, number>>
  /** After the fills of the bar. */
  readonly held: number
  readonly resting: number
}

/** Plays a strategy in an account, with restarts at the bars of `cuts`. */
function play(name: string, params: object, bars: readonly Market[], cuts: readonly number[] = []) {
  const strategy = strategies.get(name)
  const parsed = strategies.parse(name, params as Record<string, unknown>)
  const request = backtestRequest.parse({ strategy: name, symbols: ['S'], costs: { impact: 0 } })
  const fills: (StrategyFill & { t: number })[] = []
  const steps: Step[] = []
  let t = 0
  let held = 0
  const begin = (saved?: SavedRun) => {
    const run = strategy.create(parsed as never, { symbols: ['S'], ...(saved ? { saved: saved.run } : {}) })
    const heard: StrategyRun = {
      ...run,
      step(market) {
        const decision = run.step(market)
        steps.push({ t, decision, readings: { ...run.readings() }, held, resting: 0 })
        return decision
      },
      onFill(fill) {
        fills.push({ ...fill, t })
        held = fill.held
        run.onFill?.(fill)
      },
    }
    return deskOf(['S'], heard, 'next-open', { request }, saved)
  }
  let desk = begin()
  for (; t < bars.length; t++) {
    if (cuts.includes(t)) desk = begin(JSON.parse(JSON.stringify(desk.save())) as SavedRun)
    desk.at.bar(bars[t])
  }
  desk.at.finish()
  return { fills, steps, trades: desk.at.log.trades, equity: desk.at.equity, counts: { ...desk.counts } }
}

const told = { trainBars: 100, refitEvery: 30, minDwell: 2, confidence: 0.5 }
const stops = { strategy: 'donchian-breakout', params: { trigger: 'stop', entry: 8, exit: 4, direction: 'both' } }
const lines = { strategy: 'grid', params: { window: 12, stepBps: 80, lines: 3, limit: 6 } }
const bars = markets(1_600, 3)

describe('regime-switch passes on the orders of the one whose turn it is', () => {
  const params = {
    calm: lines,
    normal: stops,
    stressed: { strategy: 'sma-cross', params: { fast: 3, slow: 8 } },
    ...told,
  }
  const { fills, steps, trades } = play('regime-switch', params, bars)
  const regimeAt = (t: number) => steps[t].readings['regime']

  it('each trades in its turn, by its own tags', () => {
    const kinds = new Set(fills.map(({ tag = 'weights' }) => tag.split(' ')[0]))
    for (const kind of ['buy', 'sell', 'long', 'short', 'weights']) expect(kinds, kind).toContain(kind)
    expect(trades.length).toBeGreaterThan(30)
  })
  it('an order of a strategy fills only in a bar before which it was its turn', () => {
    for (const { tag, t } of fills) {
      if (tag === undefined) continue
      // Grid while it is calm, stops in between; what the detector does not know leaves things as they are.
      const regime = regimeAt(t - 1)
      if (Number.isNaN(regime)) continue
      expect(`${tag.split(' ')[0]} ${regime}`).toMatch(/^(buy|sell|give) 1|^(long|short|out) 2/)
    }
  })
  it('what was held is given up first: between two turns the account is flat', () => {
    let owner = ''
    let held = 0
    for (const fill of fills) {
      const now =
        fill.tag === undefined ? 'weights' : ['buy', 'sell', 'give'].includes(fill.tag.split(' ')[0]) ? 'grid' : 'stops'
      if (held === 0) owner = now
      // Whatever was opened by orders is closed by them or by the switch.
      else if (now !== 'weights') expect(now).toBe(owner)
      held = fill.held
    }
  })
  it('nothing rests that nobody wants: in a regime that is flat nothing is bought', () => {
    const flat = { calm: lines, normal: { strategy: 'flat' }, stressed: { strategy: 'flat' }, ...told }
    const { fills: some, steps: seen } = play('regime-switch', flat, bars)
    expect(some.length).toBeGreaterThan(20)
    for (const { t, held, quantity } of some)
      if (Math.abs(held) > Math.abs(held - quantity)) expect([1, Number.NaN]).toContain(seen[t - 1].readings['regime'])
    for (const [t, { readings, held }] of seen.entries())
      if (t > 200 && readings['regime'] > 1 && seen[t - 1].readings['regime'] > 1) expect(held).toBe(0)
  })
})

describe('multi-timeframe lets through what goes with the trend', () => {
  const alone = play(stops.strategy, stops.params, bars)
  const { fills, steps } = play('multi-timeframe', { inner: stops, multiple: 4, trend: 3 }, bars)
  it('opens with the trend alone, and gives up what has turned against it', () => {
    const trendAt = (t: number) => Math.sign(steps[t].readings['trend S'])
    let opened = 0
    for (const { t, held, quantity, cause } of fills) {
      if (Math.abs(held) <= Math.abs(held - quantity)) continue
      expect(cause).toBe('decision')
      expect(Math.sign(held)).toBe(trendAt(t - 1))
      opened++
    }
    expect(opened).toBeGreaterThan(20)
    expect(opened).toBeLessThan(alone.fills.length)
    for (const [t, { held, decision }] of steps.entries()) {
      if (t < 60 || held === 0 || Math.sign(held) === trendAt(t)) continue
      expect(decision).toMatchObject({ kind: 'EXIT', side: 'flat', weights: [0] })
    }
  })
  it('the other way round it only leads out: no order goes through zero against the trend', () => {
    for (const { held, quantity } of fills) expect(held * (held - quantity)).toBeGreaterThanOrEqual(0)
  })
})

describe('adaptive changes the parameters of a strategy of orders while it holds nothing', () => {
  const params = {
    inner: 'grid',
    fallback: lines.params,
    calm: { stepBps: 60 },
    stressed: { stepBps: 200 },
    transition: 'immediate',
    ...told,
  }
  const { fills, steps } = play('adaptive', params, bars)
  it('lines lie closer while it is calm, and a position keeps the lines it was entered on', () => {
    expect(fills.length).toBeGreaterThan(50)
    const stepsOf = (t: number): number[] => {
      const orders = steps[t].decision?.orders?.filter(({ tag }) => tag.startsWith('buy')) ?? []
      // A line that has been missed is left out.
      const lineOf = (tag: string) => Number(tag.split(' ')[1])
      return orders.slice(1).map(({ tag, limit = 0 }, i) => {
        const gap = ((orders[i].limit ?? 0) - limit) / (lineOf(tag) - lineOf(orders[i].tag))
        return Math.round((gap / steps[t].readings['anchor']) * 1e4)
      })
    }
    const seen = new Set<number>()
    for (const [t, { held, readings }] of steps.entries()) {
      for (const step of stepsOf(t)) {
        seen.add(step)
        if (t === 0) continue
        const before = stepsOf(t - 1)
        if (held !== 0 && steps[t - 1].held !== 0 && before.length > 0) expect(before).toContain(step)
      }
      expect(readings['regime']).not.toBe(0)
    }
    expect(seen).toEqual(new Set([60, 80, 200]))
  })
  it('also where one set places orders and another does not', () => {
    const mixed = {
      inner: 'donchian-breakout',
      fallback: { entry: 8, exit: 4 },
      calm: { trigger: 'stop' },
      transition: 'immediate',
      ...told,
    }
    const both = play('adaptive', mixed, bars)
    expect(new Set(both.fills.map(({ tag = 'weights' }) => tag))).toEqual(new Set(['long', 'out', 'weights']))
    let resting = 0
    for (const { decision } of both.steps) if (decision) resting = decision.orders?.length ?? 0
    expect(resting).toBeLessThan(3)
    for (const { held } of both.fills) expect(held).toBeGreaterThanOrEqual(0)
  })
})

test('all three go on after a restart at any bar, to the last fill', () => {
  const some = markets(420, 8)
  const made: [string, object][] = [
    [
      'regime-switch',
      { calm: lines, normal: stops, stressed: { strategy: 'sma-cross', params: { fast: 3, slow: 8 } }, ...told },
    ],
    ['multi-timeframe', { inner: lines, multiple: 4, trend: 3 }],
    [
      'adaptive',
      {
        inner: 'donchian-breakout',
        fallback: stops.params,
        calm: { entry: 5 },
        stressed: { trigger: 'close' },
        ...told,
      },
    ],
  ]
  const wholes = made.map(([name, params]) => play(name, params, some))
  for (const { fills } of wholes) expect(fills.length).toBeGreaterThan(10)
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 419 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(fc.nat(made.length - 1), cuts, (i, where) => {
      expect(play(...made[i], some, where)).toEqual(wholes[i])
    }),
    { numRuns: 24 },
  )
})
