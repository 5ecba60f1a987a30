import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BacktestReport, type BacktestRequestInput, backtestRequest } from '#lib/contracts/backtests.ts'
import type { Market } from '#lib/contracts/strategy.ts'
import { random } from '#lib/stats/random.ts'
import { strategies } from '#lib/strategies/index.ts'
import { panelOf, type SymbolBars } from '../data.ts'
import { deskOf } from '../desk-of.ts'
import { backtest } from '../run.ts'
import { fastPanel, fastRun, fastTerms } from './run.ts'
import { pairSweep } from './sweep.ts'

function walk(
  count: number,
  legs: number,
  seed: number,
  volatility: number,
  opens: boolean,
  volumes = false,
): SymbolBars[] {
  const chance = random(seed)
  const ts = Float64Array.from({ length: count }, (_, i) => Date.UTC(2020, 0, 1) + i * 3_600_000)
  const gap = new Float64Array(legs)
  const close = Array.from({ length: legs }, () => new Float64Array(count))
  const open = Array.from({ length: legs }, () => new Float64Array(count))
  let common = 0
  for (let t = 0; t < count; t++) {
    common += volatility * chance.normal()
    for (let leg = 0; leg < legs; leg++) {
      gap[leg] = 0.9 * gap[leg] + volatility * chance.normal()
      close[leg][t] = 50 * (leg + 1) * Math.exp(common + gap[leg])
      open[leg][t] = (t === 0 ? close[leg][t] : close[leg][t - 1]) * (1 + 0.1 * volatility * chance.normal())
    }
  }
  return close.map((c, leg) => ({
    symbol: `S${leg}`,
    bars: {
      ts,
      open: opens ? open[leg] : null,
      high: opens ? c.map((value, t) => Math.max(value, open[leg][t])) : null,
      low: opens ? c.map((value, t) => Math.min(value, open[leg][t])) : null,
      close: c,
      // Large enough for the orders, small enough for them to move the price.
      volume: volumes ? c.map((_, t) => 4e6 * (1.5 + Math.sin(t * (leg + 1)))) : null,
    },
  }))
}

/** Fills of the event engine, as [bar, leg, quantity, price]. */
function slowFills(input: BacktestRequestInput, bars: SymbolBars[]) {
  const request = backtestRequest.parse(input)
  const panel = panelOf(bars, request.timeframe)
  const fills: number[][] = []
  const run = strategies.get(request.strategy).create(strategies.parse(request.strategy, request.params) as never, {
    symbols: panel.symbols,
  })
  let t = 0
  const { at } = deskOf(
    panel.symbols,
    { ...run, onFill: ({ leg, quantity, price }) => fills.push([t, leg, quantity, price]) },
    panel.closeOnly ? 'next-close' : request.fillModel,
    { request },
  )
  const column = (pick: (leg: (typeof panel.legs)[number]) => Float64Array | null) =>
    Float64Array.from(panel.legs, (leg) => pick(leg)?.[t] ?? Number.NaN)
  const equity = new Float64Array(panel.ts.length)
  for (; t < panel.ts.length; t++) {
    const market: Market = {
      ts: panel.ts[t],
      index: t + 1,
      open: column((leg) => leg.open),
      high: column((leg) => leg.high),
      low: column((leg) => leg.low),
      close: column((leg) => leg.close),
      volume: column((leg) => leg.volume),
    }
    at.bar(market)
    equity[t] = at.equity
  }
  return { fills, equity, report: backtest({ request, bars, dataHash: '-', codeVersion: '-' }) }
}

/** What has no fast path: margin used up, or orders larger than their share of a bar. */
const onlyTheEngine = ({ execution }: BacktestReport): boolean =>
  (execution?.liquidations ?? 0) + (execution?.partialFills ?? 0) > 0

function compare(input: BacktestRequestInput, bars: SymbolBars[]) {
  const request = backtestRequest.parse(input)
  const quick = fastRun(request, panelOf(bars, request.timeframe))
  const { fills, equity, report } = slowFills(input, bars)
  if (quick === null) {
    expect(onlyTheEngine(report)).toBe(true)
    return 0
  }
  expect(quick.fills.count).toBe(fills.length)
  for (const [i, [bar, leg, quantity, price]] of fills.entries()) {
    expect([quick.fills.bar[i], quick.fills.leg[i]]).toEqual([bar, leg])
    expect(quick.fills.quantity[i] / quantity).toBeCloseTo(1, 10)
    if (bars[0].bars.volume === null) expect(quick.fills.price[i]).toBe(price)
    else expect(quick.fills.price[i] / price).toBeCloseTo(1, 12)
  }
  let worst = 0
  for (let t = 0; t < equity.length; t++) worst = Math.max(worst, Math.abs(quick.equity[t] / equity[t] - 1))
  expect(worst).toBeLessThan(1e-9)
  // The engine, and the same desk fed bar by bar as paper trading feeds it: one and the same.
  expect(report.equity.equity).toEqual(equity)
  return fills.length
}

const costs = fc.record({
  commissionBps: fc.integer({ min: 0, max: 30 }),
  slippageBps: fc.integer({ min: 0, max: 10 }),
  impact: fc.constantFrom(0, 1, 3),
})
const world = fc.record({
  seed: fc.nat(1e6),
  volatility: fc.constantFrom(0.001, 0.01, 0.05),
  opens: fc.boolean(),
  volumes: fc.boolean(),
  count: fc.integer({ min: 130, max: 700 }),
})

test('sma-cross: the fast path has the fills of the event engine and its equity', () => {
  let seen = 0
  fc.assert(
    fc.property(
      world,
      costs,
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom('long' as const, 'both' as const),
      fc.constantFrom(0.25, 1),
      fc.constantFrom('next-open' as const, 'next-close' as const),
      ({ seed, volatility, opens, count, volumes }, cost, fast, more, direction, exposure, fillModel) => {
        const params = { fast, slow: fast + more, direction, exposure }
        seen += compare(
          { strategy: 'sma-cross', symbols: ['S0'], params, costs: cost, fillModel, timeframe: '1h' },
          walk(count, 1, seed, volatility, opens, volumes),
        )
      },
    ),
    { numRuns: 60 },
  )
  expect(seen).toBeGreaterThan(500)
})

test('pairs-zscore: the fast path has the fills of the event engine and its equity', () => {
  let seen = 0
  fc.assert(
    fc.property(
      world,
      costs,
      fc.integer({ min: 5, max: 60 }),
      fc.constantFrom([1, 0.2, 2], [1.5, 0.5, 3], [2, 0.5, 4], [2, 0, 2.2]),
      fc.constantFrom(0, 5, 60),
      ({ seed, volatility, opens, count, volumes }, cost, window, [entry, exit, stop], timeStopBars) => {
        const params = { window, entry, exit, stop, timeStopBars }
        seen += compare(
          { strategy: 'pairs-zscore', symbols: ['S0', 'S1'], params, costs: cost, timeframe: '1h' },
          walk(count, 2, seed, volatility, opens, volumes),
        )
      },
    ),
    { numRuns: 60 },
  )
  expect(seen).toBeGreaterThan(500)
})

test('what only the engine can do has no fast path', () => {
  const bars = walk(300, 1, 1, 0.01, true)
  const run = (more: Partial<BacktestRequestInput>, legs = bars) => {
    const request = backtestRequest.parse({ strategy: 'sma-cross', symbols: ['S0'], timeframe: '1h', ...more })
    return fastRun(request, panelOf(legs, '1h'))
  }
  expect(run({})).not.toBeNull()
  expect(run({ strategy: 'ema-cross' })).toBeNull()
  expect(run({ execution: { slippage: { name: 'spread' } } })).toBeNull()
  expect(run({ execution: { latencyMs: 1 } })).toBeNull()
  expect(run({ execution: { minNotional: 1 } })).toBeNull()
  const thin = bars.map(({ symbol, bars: all }) => ({ symbol, bars: { ...all, volume: all.close.map(() => 10) } }))
  expect(run({}, thin)).toBeNull()
})

test('a sweep has the result of the event engine for every combination, over the whole and over a window', () => {
  fc.assert(
    fc.property(world, costs, ({ seed, volatility, opens, count, volumes }, cost) => {
      const bars = walk(count, 2, seed, volatility, opens, volumes)
      const input = { strategy: 'pairs-zscore', symbols: ['S0', 'S1'], costs: cost, timeframe: '1h' as const }
      const request = backtestRequest.parse(input)
      const panel = panelOf(bars, '1h')
      const sweep = pairSweep(fastPanel(panel, 'next-open'), fastTerms(request))
      // No window is shorter than the stretch in which the deviation of the impact is measured.
      const combinations = [21, 45].flatMap((window) =>
        [1, 1.8].flatMap((entry) =>
          [0, 0.1, 0.6].flatMap((exit) =>
            [0, 9].map((timeStopBars) => ({ window, entry, exit, stop: 2.6, timeStopBars })),
          ),
        ),
      )
      for (const [from, to] of [
        [0, count],
        [70, count - 13],
      ]) {
        const rows = sweep?.run(combinations, from, to)
        if (!rows) throw new Error('there is a price at every bar')
        for (const [i, params] of combinations.entries()) {
          const first = Math.max(0, from - params.window)
          const part = bars.map(({ symbol, bars: all }) => {
            const cut = (column: Float64Array | null) => column?.slice(first, to) ?? null
            return {
              symbol,
              bars: {
                ts: all.ts.slice(first, to),
                open: cut(all.open),
                high: cut(all.high),
                low: cut(all.low),
                close: all.close.slice(first, to),
                volume: cut(all.volume),
              },
            }
          })
          const report = backtest({ request: { ...request, params }, bars: part, dataHash: '-', codeVersion: '-' })
          if (rows.sound[i] === 0) {
            expect(onlyTheEngine(report)).toBe(true)
            continue
          }
          const equity = report.equity.equity.slice(from - first)
          const returns = equity.map((value, t) => value / (t === 0 ? request.capital : equity[t - 1]) - 1)
          const mean = returns.reduce((a, b) => a + b, 0) / returns.length
          const deviation = Math.sqrt(returns.reduce((a, b) => a + (b - mean) ** 2, 0) / (returns.length - 1))
          expect(rows.equity[i] / (equity.at(-1) ?? 0)).toBeCloseTo(1, 9)
          expect(rows.trades[i]).toBe(report.metrics.trades)
          expect(rows.mean[i]).toBeCloseTo(mean, 10)
          expect(rows.deviation[i]).toBeCloseTo(deviation, 8)
          expect(rows.drawdown[i]).toBeCloseTo(Math.min(...report.equity.drawdown), 9)
        }
      }
    }),
    { numRuns: 12 },
  )
})
