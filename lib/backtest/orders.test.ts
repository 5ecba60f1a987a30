import { describe, expect, it } from 'vitest'
import { backtestRequest } from '#lib/contracts/backtests.ts'
import type { Bars } from '#lib/contracts/bars.ts'
import { portfolioRequest } from '#lib/contracts/portfolios.ts'
import type { Market, Strategy, StrategyFill, StrategyOrderEvent } from '#lib/contracts/strategy.ts'
import { random } from '#lib/stats/random.ts'
import { strategies } from '#lib/strategies/index.ts'
import { buyTheDip } from '#lib/strategies/testing/buy-the-dip.ts'
import { rangeBreakout } from '#lib/strategies/testing/range-breakout.ts'
import { panelOf } from './data.ts'
import { deskOf, type Instruments } from './desk-of.ts'
import { fastRun } from './fast/run.ts'
import { portfolioBacktest } from './portfolio.ts'
import { backtest } from './run.ts'

const day = 86_400_000

/** A price that swings about its mean, with highs and lows. */
function swinging(count: number, seed: number): Bars {
  const chance = random(seed)
  const columns = Array.from({ length: 6 }, () => new Float64Array(count))
  const [ts, open, high, low, close, volume] = columns
  let gap = 0
  let last = 100
  for (let t = 0; t < count; t++) {
    gap = 0.95 * gap + 0.012 * chance.normal()
    ts[t] = Date.UTC(2021, 0, 1) + t * day
    open[t] = last * (1 + 0.001 * chance.normal())
    close[t] = last = 100 * Math.exp(gap)
    high[t] = Math.max(open[t], close[t]) * (1 + 0.005 * chance.uniform())
    low[t] = Math.min(open[t], close[t]) * (1 - 0.005 * chance.uniform())
    volume[t] = 1e6 * chance.uniform()
  }
  return { ts, open, high, low, close, volume }
}

/** Plays one strategy on one symbol, and hears all of its fills with the bar they happened in. */
function play(strategy: Strategy, params: object, bars: Bars, known: Instruments = {}, execution: object = {}) {
  const request = backtestRequest.parse({ strategy: strategy.name, symbols: ['S'], costs: { impact: 0 }, execution })
  const news: (StrategyOrderEvent & { t: number })[] = []
  const run = strategy.create(strategy.params.parse(params) as never, { symbols: ['S'] })
  const fills: (StrategyFill & { t: number })[] = []
  let t = 0
  const heard = {
    ...run,
    onFill: (fill: StrategyFill) => {
      fills.push({ ...fill, t })
      run.onFill?.(fill)
    },
    onOrder: (event: StrategyOrderEvent) => {
      news.push({ ...event, t })
      run.onOrder?.(event)
    },
  }
  const readings: Readonly<Record<string, number>>[] = []
  const { at, counts } = deskOf(['S'], heard, 'next-open', { request, ...known })
  for (; t < bars.ts.length; t++) {
    const column = (name: 'open' | 'high' | 'low' | 'close' | 'volume') =>
      Float64Array.of(bars[name]?.[t] ?? Number.NaN)
    const market: Market = {
      ts: bars.ts[t],
      index: t + 1,
      open: column('open'),
      high: column('high'),
      low: column('low'),
      close: column('close'),
      volume: column('volume'),
    }
    at.bar(market)
    readings.push({ ...run.readings() })
  }
  at.finish()
  return { fills, news, readings, counts, at }
}

describe('grid', () => {
  const params = { window: 20, stepBps: 100, lines: 3, limit: 5 }
  const bars = swinging(1_500, 3)
  const { fills, readings, counts, at } = play(strategies.get('grid'), params, bars)
  const lineOf = (t: number, k: number) => readings[t].anchor * (1 - k / 100)

  it('buys at its lines to the cent, or better, and sells each part one line above', () => {
    const rounds = new Map<string, number>()
    let sales = 0
    let exact = 0
    for (const { tag = '', quantity, price, t } of fills) {
      const [name, k, round] = tag.split(' ')
      if (name === 'give') continue
      const key = `${k} ${round}`
      rounds.set(key, (rounds.get(key) ?? 0) + quantity)
      // The anchor that the order was placed by is that of the bar before; an open beyond the line fills at the open.
      if (name === 'buy') {
        expect(price).toBeLessThanOrEqual(lineOf(t - 1, Number(k)) * (1 + 1e-12))
        if (price > lineOf(t - 1, Number(k)) * (1 - 1e-12)) exact++
      } else {
        expect(price).toBeGreaterThanOrEqual(lineOf(t - 1, Number(k) - 1) * (1 - 1e-12))
        if (Math.abs(rounds.get(key) ?? 1) < 1e-9) sales++
      }
    }
    expect(sales).toBeGreaterThan(50)
    expect(exact).toBeGreaterThan(50)
    for (const left of rounds.values()) expect(left).toBeGreaterThan(-1e-9)
  })
  it('never holds more than its parts, and nothing on its way rests twice', () => {
    const most = Math.max(...fills.map(({ held, price }) => held * price))
    expect(most).toBeLessThan(1.1 * Math.max(...[at.equity, 100_000]))
    expect(fills.every(({ held }) => held >= 0)).toBe(true)
    expect(counts.fills).toBe(fills.length)
  })
  it('gives everything up by a stop below its last line, and waits', () => {
    const given = fills.filter(({ tag, held }) => tag === 'give up' && held === 0)
    expect(given.length).toBeGreaterThan(0)
    for (const { t } of given) {
      const next = fills.find((fill) => fill.t > t && fill.quantity > 0)
      if (next) expect(next.t - t).toBeGreaterThan(20)
    }
    const stopped = at.log.trades.filter(({ exitKind }) => exitKind === 'STOP')
    expect(stopped.length).toBe(given.length)
    expect(stopped.every(({ exitReason, pnl }) => exitReason?.includes('beyond the limit') && pnl < 0)).toBe(true)
  })
  it('holds whole lots, on the tick', () => {
    const whole = play(strategies.get('grid'), params, bars, { lots: { S: '1' }, ticks: { S: '0.01' } })
    expect(whole.fills.length).toBeGreaterThan(50)
    for (const { quantity, price } of whole.fills) {
      expect(Number.isInteger(quantity)).toBe(true)
      expect(Math.abs(price * 100 - Math.round(price * 100))).toBeLessThan(1e-6)
    }
  })
})

describe('donchian-breakout by stops', () => {
  const bars = swinging(1_500, 8)
  const params = { trigger: 'stop', entry: 20, exit: 10, direction: 'both' }
  const { fills, at } = play(strategies.get('donchian-breakout'), params, bars)
  it('enters at the channel of the bars before, or where the market opens beyond it; slippage is against it', () => {
    let entries = 0
    for (const { tag, price, t } of fills) {
      if (tag === 'out' || fills.some((fill) => fill.tag === tag && fill.t === t - 1)) continue
      const [high, low] = [bars.high as Float64Array, bars.low as Float64Array]
      const level = tag === 'long' ? Math.max(...high.slice(t - 20, t)) : Math.min(...low.slice(t - 20, t))
      const open = (bars.open as Float64Array)[t]
      const raw = tag === 'long' ? Math.max(level, open) : Math.min(level, open)
      expect(price / raw - 1).toBeCloseTo(tag === 'long' ? 1e-4 : -1e-4, 9)
      entries++
    }
    expect(entries).toBeGreaterThan(20)
  })
  it('is long, short and flat in turn, each trip told by the stop that ended it', () => {
    const { trades } = at.log
    expect(new Set(trades.map(({ side }) => side)).size).toBe(2)
    expect(new Set(trades.slice(0, -1).map(({ exitKind }) => exitKind))).toEqual(new Set(['STOP']))
  })
  it('decides as before by closes', () => {
    const by = play(strategies.get('donchian-breakout'), {}, bars)
    expect(by.fills.length).toBeGreaterThan(10)
    expect(by.fills.every(({ tag }) => tag === undefined)).toBe(true)
  })
})

describe('the strategy of the documentation', () => {
  it('buys below the mean by a limit that makes, sells at the mean, and is stopped in between', () => {
    const { fills, at, counts } = play(buyTheDip as unknown as Strategy, {}, swinging(1_500, 5))
    expect(at.log.trades.length).toBeGreaterThan(10)
    expect(new Set(fills.map(({ tag, cause }) => `${tag} ${cause}`))).toEqual(
      new Set(['dip decision', 'exit decision', 'dip protection']),
    )
    expect(counts.orders).toBeGreaterThan(at.log.trades.length)
  })
})

describe('the breakout of the documentation', () => {
  const bars = swinging(1_500, 8)
  const strategy = rangeBreakout as unknown as Strategy
  it('goes one way at a time: when one side fills the other is gone in the same bar, and comes back when it is flat', () => {
    const { fills, news, at } = play(strategy, {}, bars)
    expect(at.log.trades.length).toBeGreaterThan(20)
    expect(new Set(at.log.trades.map(({ side }) => side)).size).toBe(2)
    for (const [i, { tag, held, quantity, t }] of fills.entries()) {
      if (Math.abs(held) <= Math.abs(held - quantity)) continue
      expect(tag).toBe(held > 0 ? 'up' : 'down')
      // Whatever filled before it was of the same order, or ended a position.
      const before = fills[i - 1]
      if (before) expect(before.held === 0 || before.tag === tag).toBe(true)
      const order = news.find((event) => event.t === t && event.tag === tag && event.kind === 'filled')
      const other = news.find((event) => event.t === t && event.tag !== tag && event.code === 'group')
      if (order) expect(other?.kind).toBe('cancelled')
    }
    expect(news.filter(({ code }) => code === 'group').length).toBeGreaterThanOrEqual(at.log.trades.length - 1)
  })
  it('asks for less when it hears that the leverage does not allow it', () => {
    const { fills, news, at } = play(strategy, {}, bars, {}, { leverage: 0.3 })
    const refused = news.filter(({ code }) => code === 'leverage')
    expect(refused.length).toBeGreaterThan(2)
    expect(refused.length).toBe(at.refused)
    expect(fills.length).toBeGreaterThan(40)
    // Never without having asked: each refusal is followed by an order of half the size.
    const sizes = news.filter(({ tag, exit }) => tag === 'up' && exit === null).map(({ quantity, t }) => [t, quantity])
    expect(new Set(sizes.map(([, quantity]) => Math.round(quantity / 50))).size).toBeGreaterThan(1)
  })
})

it('a strategy of orders runs in the engine alone', () => {
  const bars = [{ symbol: 'S', bars: swinging(300, 1) }]
  const request = backtestRequest.parse({ strategy: 'grid', symbols: ['S'] })
  expect(fastRun(request, panelOf(bars, '1d'))).toBeNull()
})

it('a set that makes no sense ends the run with the bar and the reason', () => {
  const run = {
    step: () => ({ ...decision, orders: [{ ...order, size: -1 }] }),
    readings: () => ({}),
    save: () => null,
  }
  const order = { tag: 'a', leg: 0, side: 'buy', type: 'market' } as const
  const decision = { kind: 'ENTER', side: 'long', weights: [1], strength: 1, reason: 'x' } as const
  const request = backtestRequest.parse({ strategy: 'grid', symbols: ['S'] })
  const { at } = deskOf(['S'], run, 'next-open', { request })
  const one = Float64Array.of(1)
  expect(() => at.bar({ ts: 0, index: 1, open: one, high: one, low: one, close: one, volume: one })).toThrow(
    'grid failed at bar 1 (1970-01-01T00:00:00.000Z): order "a": how much must be positive',
  )
})

it('strategies of orders share an account and its venue: each hears of its own fills, and the books add up', () => {
  const bars = swinging(800, 3)
  const sleeves = [
    { strategy: 'grid', symbols: ['S'], share: 0.5, params: { window: 20, stepBps: 100, lines: 3, limit: 5 } },
    { strategy: 'donchian-breakout', symbols: ['S'], share: 0.5, params: { trigger: 'stop', direction: 'both' } },
  ]
  const input = { bars: [{ symbol: 'S', timeframe: '1d' as const, bars }] }
  const both = portfolioBacktest({ request: portfolioRequest.parse({ sleeves, costs: { impact: 0 } }), ...input })
  for (const [i, sleeve] of sleeves.entries()) {
    const alone = backtest({
      request: backtestRequest.parse({ ...sleeve, capital: 50_000, costs: { impact: 0 }, execution: { borrowBps: 0 } }),
      bars: [{ symbol: 'S', bars }],
      codeVersion: 'x',
    })
    const mine = both.sleeves[i].trades
    expect(mine.length).toBeGreaterThan(5)
    // Borrowing is that of the net position, so money differs a little; what was traded when does not.
    expect(mine.map(({ entryTs, exitTs, side }) => [entryTs, exitTs, side])).toEqual(
      alone.trades.map(({ entryTs, exitTs, side }) => [entryTs, exitTs, side]),
    )
  }
  const sum = both.sleeves.reduce((total, { contribution }) => total + contribution, 0)
  expect(sum).toBeCloseTo((both.equity.equity.at(-1) ?? 0) - 100_000, 4)
})
