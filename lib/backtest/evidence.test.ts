import { describe, expect, test } from 'vitest'
import { type BacktestRequestInput, backtestRequest } from '#lib/contracts/backtests.ts'
import type { StrategyRun } from '#lib/contracts/strategy.ts'
import { deviation } from '#lib/stats/columns.ts'
import { random } from '#lib/stats/random.ts'
import { strategies } from '#lib/strategies/index.ts'
import { panelOf, type SymbolBars } from './data.ts'
import { evidenceOf, returnsOf, slicesBy } from './evidence.ts'
import { loScale, sharpeLo } from './further-figures.ts'
import { firstFrom, permutationTest } from './permutation.ts'
import { lookAheadProbe, warmUpProbe } from './probes.ts'
import { backtest } from './run.ts'

function pair(count: number, seed: number, pull: number): SymbolBars[] {
  const chance = random(seed)
  const ts = Float64Array.from({ length: count }, (_, i) => Date.UTC(2015, 0, 1) + i * 86_400_000)
  const [y, x, volume] = [new Float64Array(count), new Float64Array(count), new Float64Array(count).fill(1e5)]
  let [common, gap] = [0, 0]
  for (let t = 0; t < count; t++) {
    common += 0.01 * chance.normal()
    gap = pull * gap + 0.012 * chance.normal()
    x[t] = 50 * Math.exp(common)
    y[t] = 80 * Math.exp(common + gap)
  }
  return [y, x].map((close, i) => ({
    symbol: `S${i}`,
    bars: { ts, open: close, high: close, low: close, close, volume },
  }))
}
const bars = pair(1_200, 5, 0.9)
const inputOf = (more: Partial<BacktestRequestInput> = {}, on = bars) => ({
  request: backtestRequest.parse({ strategy: 'pairs-zscore', symbols: ['S0', 'S1'], ...more }),
  bars: on,
  codeVersion: '-',
})

describe('look-ahead probe', () => {
  const input = inputOf()
  const report = backtest(input)
  const probe = (run: Parameters<typeof lookAheadProbe>[0]['run'], of = report) =>
    lookAheadProbe({ bars, report: of, seed: 1, run })

  test('an honest run passes every cut', () => {
    expect(probe((other) => backtest({ ...input, bars: other }))).toEqual({ passed: true, tried: 8, finding: null })
  })

  test('a run that scales by the whole series, or shifts by one bar, is caught', () => {
    const peeking = (shift: number) => (other: readonly SymbolBars[]) => {
      const scaled = other.map(({ symbol, bars: all }) => {
        const top = shift === 0 ? Math.max(...all.close) : 1
        const change = (column: Float64Array | null) =>
          column?.map((_, i) => column[Math.min(column.length - 1, i + shift)] / top) ?? null
        return {
          symbol,
          bars: {
            ...all,
            open: change(all.open),
            high: change(all.high),
            low: change(all.low),
            close: change(all.close) ?? all.close,
          },
        }
      })
      return backtest({ ...input, bars: scaled, request: { ...input.request, execution: undefined } })
    }
    for (const shift of [0, 1]) {
      const cheat = peeking(shift)
      const found = probe(cheat, cheat(bars))
      expect(found.passed, `shift ${shift}`).toBe(false)
      expect(found.finding).toMatch(/changed|change/)
    }
  })
})

describe('warm-up probe', () => {
  const panel = panelOf(bars, '1d')
  const declared = (warmup: number, period: number) =>
    warmUpProbe(panel, warmup, (): StrategyRun => {
      let value = Number.NaN
      return {
        step({ close }) {
          value = Number.isNaN(value) ? close[0] : value + (2 / (period + 1)) * (close[0] - value)
          return null
        },
        readings: () => ({ average: value }),
        save: () => null,
      }
    })

  test('an exponential average needs more bars than its period, and the probe says so', () => {
    const short = declared(20, 60)
    expect(short.passed).toBe(false)
    expect(short.finding).toMatch(/^average is .* % off \d+ bars after a start; 20 are declared/)
    expect(declared(150, 60).passed).toBe(true)
  })

  test('exponential averages and Wilder’s decide only once the start weighs a hundredth at most', () => {
    const wilder = strategies.get('rsi-reversion')
    const cross = strategies.get('ema-cross')
    const one = panelOf([bars[0]], '1d')
    const probe = (strategy: typeof wilder, params: object, warmup?: number) => {
      const parsed = strategies.parse(strategy.name, params) as never
      return warmUpProbe(one, warmup ?? strategy.warmup(parsed), () => strategy.create(parsed, { symbols: ['S0'] }))
    }
    for (const period of [2, 7, 14, 21]) {
      const warmup = wilder.warmup(strategies.parse('rsi-reversion', { period }) as never)
      expect((1 - 1 / period) ** (warmup - period)).toBeLessThanOrEqual(0.01)
      expect((1 - 1 / period) ** (warmup - period - 1)).toBeGreaterThan(0.01)
      expect(probe(wilder, { period })).toMatchObject({ passed: true, tried: 3 })
    }
    expect(cross.warmup(strategies.parse('ema-cross', { slow: 26 }) as never)).toBe(25 + 60)
    for (const slow of [26, 50, 100]) expect(probe(cross, { slow })).toMatchObject({ passed: true, tried: 3 })
  })

  test('a reading a fiftieth off is found, one a two-hundredth off is let pass', () => {
    const off = (share: number) => {
      let started = 0
      const probe = warmUpProbe(panel, 30, (): StrategyRun => {
        const factor = started++ === 0 ? 1 : 1 + share
        let last = 0
        return {
          step({ close }) {
            last = close[0] * factor
            return null
          },
          readings: () => ({ price: last }),
          save: () => null,
        }
      })
      return probe.passed
    }
    expect(off(0.02)).toBe(false)
    expect(off(0.005)).toBe(true)
  })

  test('a window forgets exactly', () => {
    const strategy = strategies.get('pairs-zscore')
    const params = strategies.parse('pairs-zscore', {}) as never
    const run = (warmup: number) => warmUpProbe(panel, warmup, () => strategy.create(params, { symbols: ['S0', 'S1'] }))
    expect(run(strategy.warmup(params))).toMatchObject({ passed: true, tried: 3 })
  })
})

describe('permutation test', () => {
  const of = (on: SymbolBars[]) => {
    const input = inputOf({}, on)
    const report = backtest(input)
    const { ts, equity } = report.equity
    const worthBefore = (at: number) => equity[Math.max(0, firstFrom(ts, at) - 1)]
    const trades = report.trades.filter(({ exitKind }) => exitKind !== 'END')
    return permutationTest([{ panel: panelOf(on, '1d'), trades, worthBefore }], 1)
  }
  test('where the spread swings back the positions stand where they pay', () => {
    const found = of(bars)
    expect(found?.draws).toBe(999)
    expect(found?.p).toBeLessThan(0.01)
  })

  test('on two walks the p-values are spread as chance spreads them', () => {
    const values = Array.from({ length: 40 }, (_, k) => of(pair(700, 100 + k, 1))?.p ?? 1)
    expect(values.filter((p) => p < 0.1).length).toBeLessThan(12)
    expect(values.filter((p) => p > 0.5).length).toBeGreaterThan(8)
  })

  test('there is none without trades', () => {
    expect(permutationTest([{ panel: panelOf(bars, '1d'), trades: [], worthBefore: () => 1 }], 1)).toBeNull()
  })
})

test.each([
  [
    'SPY',
    0.439773234197,
    [-0.0849938524649, -0.0780601559488, 0.0294100961257, -0.020421632921, -0.0528710251919],
    0.572493977651,
  ],
  [
    'KO',
    0.521704686004,
    [-0.0834572393468, -0.0517933238941, 0.0215485841666, -0.0299192831076, -0.0338035616054],
    0.647886427853,
  ],
  [
    'GLD',
    0.416266664271,
    [-0.0171777982727, -0.00892680310446, -0.0098090695189, 0.00974473515158, 0.00885760958251],
    0.423698240136,
  ],
  [
    'XOM',
    0.246236497202,
    [-0.149252946984, -0.100494539616, 0.0646214549763, -0.0188891734608, -0.0279228223369],
    0.335373496032,
  ],
] as const)('Lo’s ratio of %s is that of the reference', (_, plain, rho, annual) => {
  expect((plain / Math.sqrt(252)) * (loScale(252, rho) ?? 0)).toBeCloseTo(annual, 9)
})

test('independent returns scale by √q, trending ones by less', () => {
  const chance = random(8)
  const still = Float64Array.from({ length: 4_000 }, () => 0.01 * chance.normal() + 0.001)
  const plain = (0.001 / 0.01) * Math.sqrt(252)
  expect(sharpeLo(still, 252)).toBeCloseTo(plain, 0)
  let last = 0
  const trending = Float64Array.from({ length: 4_000 }, () => (last = 0.5 * last + 0.01 * chance.normal()) + 0.001)
  const naive = (trending.reduce((a, b) => a + b) / 4_000 / deviation(trending)) * Math.sqrt(252)
  expect(sharpeLo(trending, 252)).toBeLessThan(0.75 * naive)
  expect(sharpeLo(new Float64Array(50), 252)).toBeNull()
})

describe('evidence of a run', () => {
  const input = inputOf()
  const report = backtest(input)
  const evidence = evidenceOf(input, report)

  test('is the same twice, and whole', () => {
    expect(evidenceOf(input, report)).toEqual(evidence)
    expect(evidence.lookAhead?.passed).toBe(true)
    expect(evidence.warmUp?.passed).toBe(true)
    expect(evidence.probabilisticSharpe).toBeGreaterThan(0.5)
    expect(evidence.monteCarlo?.paths).toBe(10_000)
    const [low, , middle, , high] = evidence.monteCarlo?.totalReturn ?? [0, 0, 0, 0, 0]
    expect(low).toBeLessThan(middle)
    expect(high).toBeGreaterThan(middle)
    // The run is one of its own paths: it lies among them.
    expect(report.metrics.totalReturn).toBeGreaterThan(low)
    expect(report.metrics.totalReturn).toBeLessThan(high)
  })

  test('holds every further figure', () => {
    const { figures } = evidence
    for (const [name, value] of Object.entries(figures ?? {})) expect(value, name).toEqual(expect.any(Number))
    expect(figures?.cvarHistorical95).toBeGreaterThan(figures?.varHistorical95 as number)
    expect(figures?.varHistorical99).toBeGreaterThan(figures?.varHistorical95 as number)
    expect(figures?.capitalUtilisation).toBeGreaterThan(0)
    expect(Math.sign(figures?.sqn as number)).toBe(Math.sign(report.metrics.expectancyBps as number))
  })

  test('years multiply to the whole, and each trade is in one of them', () => {
    expect(evidence.years.map(({ name }) => name)).toEqual(['2015', '2016', '2017', '2018'])
    const product = evidence.years.reduce((wealth, { totalReturn }) => wealth * (1 + totalReturn), 1)
    expect(product - 1).toBeCloseTo(report.metrics.totalReturn, 10)
    expect(evidence.years.reduce((sum, { bars: count }) => sum + count, 0)).toBe(1_200)
    expect(evidence.years.reduce((sum, { trades }) => sum + trades, 0)).toBe(report.metrics.trades)
    const none = slicesBy(report, returnsOf(report.equity.equity, 100_000), () => null, {
      barsPerYear: 365,
      riskFree: 0,
    })
    expect(none).toEqual([])
  })

  test('buy and hold has beta 1, no alpha but its costs, and the capacity its volume allows', () => {
    const held = inputOf({ strategy: 'buy-and-hold', symbols: ['S1'], riskFree: 0 }, [bars[1]])
    const own = evidenceOf(held, backtest(held))
    expect(own.benchmark?.beta).toBeCloseTo(1, 1)
    expect(Math.abs(own.benchmark?.alphaAnnual ?? 1)).toBeLessThan(0.02)
    expect(own.benchmark?.symbol).toBe('S1')
    // A tenth of 100,000 units of about 50 each, twice as much for a pair of legs.
    expect(evidence.capacity).toBeGreaterThan(3e5)
    expect(evidence.capacity).toBeLessThan(3e6)
    const silent = bars.map(({ symbol, bars: all }) => ({ symbol, bars: { ...all, volume: null } }))
    const quiet = inputOf({}, silent)
    expect(evidenceOf(quiet, backtest(quiet)).capacity).toBeNull()
  })
})

test('the other futures of a long run stay prices that a venue with ticks can fill', () => {
  const n = 60_000
  const bars = ['A', 'B'].map((symbol, k) => {
    const close = Float64Array.from({ length: n }, (_, i) => 40 * Math.exp(0.02 * Math.sin(i / 13 + k)))
    const ts = Float64Array.from({ length: n }, (_, i) => Date.UTC(2012, 0, 1) + i * 3_600_000)
    return { symbol, bars: { ts, open: close, high: close, low: close, close, volume: close.map(() => 1e6) } }
  })
  const request = backtestRequest.parse({ strategy: 'pairs-zscore', symbols: ['A', 'B'], timeframe: '1h' })
  const ticks = { A: '0.01', B: '0.01' }
  const run = (other: typeof bars) => backtest({ request, bars: other, ticks, codeVersion: 'x' })
  const probe = lookAheadProbe({ bars, report: run(bars), seed: 1, run: (other) => run(other as typeof bars) })
  expect(probe).toMatchObject({ passed: true, finding: null })
})
