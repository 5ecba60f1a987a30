import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { backtestRequest } from '#lib/contracts/backtests.ts'
import { type Timeframe, timeframeMs } from '#lib/contracts/common.ts'
import { portfolioRequest } from '#lib/contracts/portfolios.ts'
import { random } from '#lib/stats/random.ts'
import { accountEvidenceOf } from './account-evidence.ts'
import { evidenceOf } from './evidence.ts'
import { type PortfolioInput, portfolioBacktest } from './portfolio.ts'
import { backtest } from './run.ts'
import type { TimedBars } from './timeline.ts'

const start = Date.UTC(2024, 0, 1)

/** Hourly bars, and the days and four-hour bars they make up. */
function series(symbol: string, days: number, seed: number): TimedBars[] {
  const chance = random(seed)
  const n = days * 24
  const column = () => new Float64Array(n)
  const [open, high, low, close, volume] = [column(), column(), column(), column(), column()]
  let price = 50
  for (let t = 0; t < n; t++) {
    open[t] = price
    price *= 1 + 0.006 * chance.normal()
    close[t] = price
    high[t] = Math.max(open[t], price) * (1 + 0.002 * chance.uniform())
    low[t] = Math.min(open[t], price) * (1 - 0.002 * chance.uniform())
    volume[t] = 1e5 * (0.5 + chance.uniform())
  }
  const merged = (timeframe: Timeframe): TimedBars => {
    const length = timeframeMs[timeframe] / timeframeMs['1h']
    const rows = Array.from({ length: n / length }, (_, i) => i * length)
    const over = (values: Float64Array, pick: (part: Float64Array) => number) =>
      Float64Array.from(rows, (from) => pick(values.subarray(from, from + length)))
    return {
      symbol,
      timeframe,
      bars: {
        ts: Float64Array.from(rows, (from) => start + from * timeframeMs['1h']),
        open: over(open, (part) => part[0]),
        high: over(high, (part) => Math.max(...part)),
        low: over(low, (part) => Math.min(...part)),
        close: over(close, (part) => part[part.length - 1]),
        volume: over(volume, (part) => part.reduce((sum, one) => sum + one, 0)),
      },
    }
  }
  return [merged('1h'), merged('4h'), merged('1d')]
}

const cross = (symbol: string, timeframe: Timeframe, share: number, more: object = {}) => ({
  name: `${symbol} ${timeframe} ${share}`,
  strategy: 'sma-cross',
  symbols: [symbol],
  timeframe,
  share,
  params: { fast: 2, slow: 5, direction: 'both', ...more },
})

const play = (sleeves: object[], bars: readonly TimedBars[], more: Partial<PortfolioInput> & { ask?: object } = {}) =>
  portfolioBacktest({ bars, ...more, request: portfolioRequest.parse({ sleeves, ...more.ask }) })

test('one strategy with all of the capital is the plain backtest, to the bit', () => {
  for (const seed of [1, 2, 3]) {
    const bars = series('A', 40, seed)
    const execution = { participation: 0.02, leverage: 2 }
    const request = backtestRequest.parse({ ...cross('A', '4h', 1), capital: 1e6, execution })
    const single = backtest({ request, codeVersion: 'x', bars: [bars[1]], perpetual: ['A'] })
    const whole = play([cross('A', '4h', 1)], bars, { perpetual: ['A'], ask: { capital: 1e6, execution } })
    expect(whole.equity.equity).toEqual(single.equity.equity)
    expect(whole.sleeves[0].trades).toEqual(single.trades)
    expect(whole.metrics).toEqual(single.metrics)
    expect(whole.execution).toEqual(single.execution)
  }
})

const mixed = [
  cross('A', '1h', 0.3),
  cross('A', '1d', 0.2, { fast: 1, slow: 2 }),
  cross('B', '4h', 0.25),
  { ...cross('A', '4h', 0.15), strategy: 'pairs-zscore', symbols: ['A', 'B'], params: { window: 20, entry: 1 } },
]

test('sleeves and idle cash add up to the account at every time, in one currency and in two', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.boolean(), fc.constantFrom(1, 8), (seed, abroad, leverage) => {
      const bars = [...series('A', 25, seed), ...series('B', 25, seed + 1)]
      const rates = {
        EUR: {
          timeframe: '1d' as const,
          ts: Float64Array.from({ length: 30 }, (_, i) => start + (i - 3) * timeframeMs['1d']),
          close: Float64Array.from({ length: 30 }, (_, i) => 1.1 + 0.03 * Math.sin(i)),
        },
      }
      const report = play(mixed, bars, {
        perpetual: ['B'],
        ask: { execution: { leverage } },
        ...(abroad ? { currencies: { A: 'USD', B: 'EUR' }, currency: 'USD', rates } : {}),
      })
      const { equity, ts } = report.equity
      for (let t = 0; t < ts.length; t++) {
        const parts = report.sleeves.reduce((sum, sleeve) => sum + sleeve.equity.equity[t], 10_000)
        expect(Math.abs(parts / equity[t] - 1)).toBeLessThan(1e-9)
      }
      const gained = report.sleeves.reduce((sum, { contribution }) => sum + contribution, 0)
      expect(gained).toBeCloseTo((equity.at(-1) ?? 0) - 100_000, 4)
      expect(report.sleeves.every(({ trades }) => trades.length > 0)).toBe(true)
      expect(report.notes.join()).toContain('10.0 % of the capital belongs to no strategy')
    }),
    { numRuns: 25 },
  )
})

test('a bar is seen by nobody before its close, whatever its length', () => {
  const bars = [...series('A', 25, 5), ...series('B', 25, 6)]
  const base = play(mixed, bars)
  const cut = start + (12 * 24 + 9) * timeframeMs['1h']
  // Everything that has not closed by then is bent: the day under way with it, though it opened long before.
  const bent = bars.map(({ symbol, timeframe, bars: all }) => {
    const bend = (column: Float64Array | null, factor: number) =>
      column?.map((value, t) => (all.ts[t] + timeframeMs[timeframe] > cut ? value * factor : value)) ?? null
    return {
      symbol,
      timeframe,
      bars: {
        ts: all.ts,
        open: bend(all.open, 1.1),
        high: bend(all.high, 1.4),
        low: bend(all.low, 0.7),
        close: bend(all.close, 1.2) ?? all.close,
        volume: bend(all.volume, 0.5),
      },
    }
  })
  const other = play(mixed, bent)
  const known = base.equity.ts.findIndex((ts) => ts > cut)
  expect(known).toBeGreaterThan(100)
  expect(other.equity.equity.slice(0, known)).toEqual(base.equity.equity.slice(0, known))
  expect(other.equity.equity[known]).not.toBe(base.equity.equity[known])
})

describe('one symbol, two opinions', () => {
  const bars = series('A', 20, 9)
  const falling = bars.map((one) => ({
    ...one,
    bars: { ...one.bars, close: one.bars.close.map((_, t) => 100 - t * 0.01) },
  }))
  const hold = { strategy: 'buy-and-hold', symbols: ['A'], timeframe: '1h' as const }
  it('opposite positions are one in the account, and what they cost to hold is that of the net', () => {
    const short = cross('A', '1h', 0.5)
    const both = play([{ ...hold, share: 0.5, name: 'long' }, short], falling)
    const alone = play([short], falling)
    expect(alone.execution.borrow).toBeGreaterThan(0)
    const [{ net, bySleeve }] = both.positions
    expect(Object.values(bySleeve).reduce((sum, held) => sum + held, 0)).toBeCloseTo(net, 6)
    expect(Object.values(bySleeve).map(Math.sign)).toEqual([1, -1])
    expect(both.execution.borrow).toBeLessThan(0.1 * alone.execution.borrow)
  })
  it('the margin is that of the account: what one earns carries the other', () => {
    // Falls slowly, so that the crossing is short, and jumps up in one bar.
    const jump = bars.map((one) => {
      const close = one.bars.close.map((_, t) => (t < 30 ? 100 - 0.1 * t : 190))
      return { ...one, bars: { ...one.bars, open: close, high: close, low: close, close, volume: null } }
    })
    const short = cross('A', '1h', 0.5)
    const alone = play([{ ...short, share: 1 }], jump)
    expect(alone.execution.liquidations).toBe(1)
    expect(alone.sleeves[0].trades[0].exitReason).toContain('margin used up, equity of the account')
    const carried = play([{ ...hold, share: 0.5, name: 'long' }, short], jump)
    expect(carried.execution.liquidations).toBe(0)
  })
})

describe('what cannot be played is refused', () => {
  const bars = series('A', 5, 1)
  it('without bars', () => expect(() => play([cross('Z', '1h', 1)], bars)).toThrow('no 1h bars of Z'))
  it('with more than all of the capital', () =>
    expect(() => play([cross('A', '1h', 0.7), cross('A', '4h', 0.7)], bars)).toThrow('more than all'))
  it('in currencies without rates', () =>
    expect(() => play([cross('A', '1h', 1)], bars, { currency: 'USD', currencies: { A: 'EUR' } })).toThrow(
      'no rates from EUR',
    ))
  it('when somebody stops it', () =>
    expect(() => play([cross('A', '1h', 1)], bars, { shouldStop: () => true })).toThrow('stopped'))
  it('by a strategy that does not exist', () =>
    expect(() => play([{ ...cross('A', '1h', 1), strategy: 'zzz' }], bars)).toThrow('no strategy "zzz"'))
})

describe('evidence of an account', () => {
  const bars = [...series('A', 200, 4), ...series('B', 200, 5)]
  const request = portfolioRequest.parse({ sleeves: [cross('A', '1h', 0.5), cross('B', '1d', 0.3)] })
  const input = { request, bars }
  const report = portfolioBacktest(input)
  const evidence = accountEvidenceOf(input, report)

  it('strategies of hours and of days look ahead together as little as alone', () => {
    expect(evidence.lookAhead).toEqual({ passed: true, tried: 8, finding: null })
    expect(evidence.warmUp?.passed).toBe(true)
  })

  it('tells of its own returns and trips', () => {
    const again = accountEvidenceOf(input, portfolioBacktest(input))
    expect(again).toEqual(evidence)
    expect(evidence.monteCarlo?.paths).toBeGreaterThanOrEqual(10_000)
    const trips = report.sleeves.flatMap(({ trades }) => trades).filter(({ exitKind }) => exitKind !== 'END')
    expect(evidence.years.reduce((sum, one) => sum + one.trades, 0)).toBe(trips.length)
    const wealth = evidence.years.reduce((product, { totalReturn }) => product * (1 + totalReturn), 1)
    expect(wealth - 1).toBeCloseTo(report.metrics.totalReturn, 9)
  })

  it('of one strategy with all of the capital, is that of its run', () => {
    const days = bars.filter(({ timeframe }) => timeframe === '1d')
    const alone = cross('A', '1d', 1)
    const one = { request: portfolioRequest.parse({ sleeves: [alone], capital: 50_000 }), bars: days }
    const told = accountEvidenceOf(one, portfolioBacktest(one))
    const { strategy, params, symbols } = alone
    const run = {
      request: backtestRequest.parse({ strategy, params, symbols, timeframe: '1d', capital: 50_000, seed: 1 }),
      bars: days.filter(({ symbol }) => symbol === 'A'),
      dataHash: '-',
      codeVersion: '-',
    }
    const { permutation, benchmark, capacity, regimes, figures } = evidenceOf(run, backtest(run))
    expect(told.permutation).toEqual(permutation)
    expect(told.capacity).toBe(capacity)
    expect(told.regimes).toEqual(regimes)
    expect(told.figures).toEqual(figures)
    expect(told.benchmark?.totalReturn).toBeCloseTo(benchmark?.totalReturn ?? Number.NaN, 10)
    expect(told.benchmark?.beta).toBeCloseTo(benchmark?.beta ?? Number.NaN, 10)
  })

  it('several strategies are moved together, and held against their symbols by share', () => {
    expect(evidence.permutation?.draws).toBe(999)
    expect(evidence.permutation?.p).toBeGreaterThan(0.01)
    expect(evidence.capacity).toBeGreaterThan(0)
    // Half of A and three tenths of B, the rest in cash, by hand: on days alone both move once a day.
    const days = bars.filter(({ timeframe }) => timeframe === '1d')
    const sleeves = [cross('A', '1d', 0.5), cross('B', '1d', 0.3)]
    const daily = { request: portfolioRequest.parse({ sleeves }), bars: days }
    const found = accountEvidenceOf(daily, portfolioBacktest(daily))
    const [a, b] = days.map(({ bars: { close } }) => close)
    let wealth = 1
    for (let t = 1; t < a.length; t++) wealth *= 1 + 0.5 * (a[t] / a[t - 1] - 1) + 0.3 * (b[t] / b[t - 1] - 1)
    expect(found.benchmark?.totalReturn).toBeCloseTo(wealth - 1, 10)
  })
})
