import { describe, expect, it } from 'vitest'
import { type BacktestRequestInput, backtestRequest } from '#lib/contracts/backtests.ts'
import type { StrategyRun } from '#lib/contracts/strategy.ts'
import { Fault } from '#lib/fault.ts'
import type { SymbolBars } from './data.ts'
import { deskOf, guarded } from './desk-of.ts'
import { estimateAccount, estimateMemory } from './memory.ts'
import { type BacktestInput, backtest } from './run.ts'

const day = 86_400_000
const start = Date.UTC(2024, 0, 1)

function series(symbol: string, closes: readonly number[], more: { volume?: number; skip?: number } = {}): SymbolBars {
  const close = Float64Array.from(closes)
  return {
    symbol,
    bars: {
      ts: close.map((_, i) => start + (i + (more.skip ?? 0)) * day),
      open: close,
      high: close,
      low: close,
      close,
      volume: more.volume === undefined ? null : close.map(() => more.volume ?? 0),
    },
  }
}

const level = (n: number, price = 10) => new Array<number>(n).fill(price)
const run = (
  bars: SymbolBars[],
  more: Omit<Partial<BacktestInput>, 'request'> & { request?: Partial<BacktestRequestInput> } = {},
) =>
  backtest({
    codeVersion: 'x',
    bars,
    ...more,
    request: backtestRequest.parse({
      strategy: 'buy-and-hold',
      symbols: bars.map(({ symbol }) => symbol),
      ...more.request,
    }),
  })

describe('a series that ends before the others', () => {
  it('has its position closed at its last close, and says so', () => {
    const report = run([series('LIVE', level(40)), series('DEAD', level(20, 5))])
    expect(report.manifest.bars).toBe(20)
    expect(report.notes.join()).toContain('DEAD ends on 2024-01-20, 20 bars before the others')
    const [trade] = report.trades
    expect(trade).toMatchObject({ exitKind: 'STOP', exitTs: start + 19 * day })
    expect(trade.exitReason).toContain('DEAD: no bars after this one')
    expect(report.metrics.trades).toBe(1)
    expect(report.equity.exposure.at(-1)).toBe(0)
    expect(trade.legs.every(({ exitPrice }) => exitPrice !== null)).toBe(true)
  })
  it('a feed that lags by a bar or so has not ended', () => {
    const report = run([series('LIVE', level(40)), series('LATE', level(36, 5))])
    expect(report.trades[0].exitKind).toBe('END')
    expect(report.notes.join()).not.toContain('before the others')
  })
  it('bars without a partner are told', () => {
    const whole = series('A', level(40))
    const gaps = series('B', level(40))
    const keep = (column: Float64Array | null) => column?.filter((_, i) => i % 4 !== 2) ?? null
    const { bars } = gaps
    const thin = {
      ts: keep(bars.ts),
      open: keep(bars.open),
      high: keep(bars.high),
      low: keep(bars.low),
      close: keep(bars.close),
    }
    const report = run([whole, { symbol: 'B', bars: { ...(thin as typeof bars), volume: null } }])
    expect(report.notes.join()).toContain('25.0 % of the bars of A have no partner')
  })
})

describe('notes', () => {
  it('a jump by the ratio of a split is asked about; one of another size is not', () => {
    const split = run([series('S', [...level(5, 400), ...level(5, 100.5)])])
    expect(split.notes.join()).toContain('S jumps to 1/4 on 2024-01-06: is a split not adjusted for?')
    expect(run([series('R', [...level(5, 2), ...level(5, 20.1)])]).notes.join()).toContain('10.1 times its price')
    expect(run([series('S', [...level(5, 400), ...level(5, 180)])]).notes.join()).not.toContain('jumps')
  })
  it('slippage without volumes is its fixed part, and is told; with volumes there is impact on top', () => {
    const closes = Array.from({ length: 30 }, (_, i) => 10 + Math.sin(i))
    const slip = (volume?: number, costs = {}) =>
      run([series('A', closes, { volume })], {
        request: { strategy: 'sma-cross', params: { fast: 2, slow: 4 }, capital: 1_000, costs },
      })
    const blind = slip()
    expect(blind.notes.join()).toContain('A: no volumes, so slippage is its fixed part alone')
    const seen = slip(1e4)
    expect(seen.notes.join()).not.toContain('fixed part')
    expect(seen.execution?.slippage).toBeGreaterThan(1.5 * (blind.execution?.slippage ?? 0))
    expect(slip(1e4, { impact: 0 }).execution?.slippage).toBeCloseTo(blind.execution?.slippage ?? 0, 3)
    expect(slip(1e7).execution?.slippage).toBeLessThan(seen.execution?.slippage ?? 0)
  })
})

describe('currencies', () => {
  const bars = [series('SAP', level(30, 100)), series('IBM', level(30, 100))]
  const currencies = { SAP: 'EUR', IBM: 'USD' }
  const rate = (close: number[], from = 0) => ({
    timeframe: '1d' as const,
    ts: Float64Array.from(close, (_, i) => start + (i + from) * day),
    close: Float64Array.from(close),
  })
  it('mixed without a rate is refused', () => {
    expect(() => run(bars, { currencies, currency: 'USD' })).toThrow('no rates from EUR to USD')
    expect(() => run(bars, { currencies: { SAP: 'EUR', IBM: 'EUR' } })).not.toThrow()
  })
  it('a rate counts after the close of its bar, and moves equity of what is held', () => {
    const rates = { EUR: rate([...level(11, 1), ...level(30, 1.1)], -1) }
    const report = run(bars, {
      currencies,
      currency: 'USD',
      rates,
      request: { costs: { commissionBps: 0, slippageBps: 0 }, execution: { conversionBps: 0 } },
    })
    // The bar of day 10 (index 11 of the rates) closes at the end of day 10: equity of day 10 is the first with it.
    const { equity } = report.equity
    expect([equity[8], equity[9], equity[10], equity[29]].map((value) => Math.round(value))).toEqual([
      100_000, 100_000, 105_000, 105_000,
    ])
  })
  it('sizes in the currency of the account, and changing money costs', () => {
    const report = run(bars, { currencies, currency: 'USD', rates: { EUR: rate(level(40, 2), -5) } })
    expect(report.trades[0].legs.map(({ quantity }) => Math.round(quantity))).toEqual([250, 500])
    expect(report.execution?.conversion).toBeCloseTo((50_000 * 1.0001 * 2) / 1e4, 2)
    expect(report.manifest.instruments).toEqual({ currencies, currency: 'USD' })
    const others = run(bars, { currencies, currency: 'USD', rates: { EUR: rate(level(40, 2.1), -5) } })
    expect(others.manifest.dataHash).not.toBe(report.manifest.dataHash)
  })
})

describe('guard rails', () => {
  const broken: StrategyRun = {
    step(market) {
      if (market.index < 3) return null
      throw new TypeError('cannot read z of nothing')
    },
    readings: () => ({}),
    save: () => null,
  }
  const market = (index: number) => {
    const column = Float64Array.of(10)
    return {
      ts: start + (index - 1) * day,
      index,
      open: column,
      high: column,
      low: column,
      close: column,
      volume: column,
    }
  }
  it('a strategy that throws ends the run with its name, the bar and the message', () => {
    const request = backtestRequest.parse({ strategy: 'sma-cross', symbols: ['A'] })
    const { at } = deskOf(['A'], broken, 'next-open', { request })
    at.bar(market(1))
    at.bar(market(2))
    expect(() => at.bar(market(3))).toThrow(
      'sma-cross failed at bar 3 (2024-01-03T00:00:00.000Z): cannot read z of nothing',
    )
    try {
      at.bar(market(3))
    } catch (error) {
      expect(error).toBeInstanceOf(Fault)
      expect((error as Fault).cause).toBeInstanceOf(TypeError)
    }
  })
  it('weights that are no numbers, or too few, are refused before they become orders', () => {
    for (const weights of [[Number.NaN], [1, 1], [Number.POSITIVE_INFINITY]]) {
      const one = guarded(
        { ...broken, step: () => ({ kind: 'ENTER', side: 'long', weights, strength: 1, reason: 'why' }) },
        'mine',
        1,
      )
      expect(() => one.step(market(1))).toThrow('mine failed at bar 1')
    }
  })
  it('is asked to stop often enough', () => {
    let asked = 0
    const stop = () => ++asked > 2
    expect(() => run([series('A', level(5_000))], { shouldStop: stop })).toThrow(/stopped after 1024 of 5000 bars/)
  })
  it('refuses what would not fit in memory before it starts, and says how much it would take', () => {
    const bars = [series('A', level(10_000))]
    const bytes = estimateMemory({ params: {} }, bars)
    // Five columns in, four out and the words of the trades.
    expect(bytes / 10_000).toBeGreaterThan(9 * 8)
    expect(bytes / 10_000).toBeLessThan(20 * 8)
    expect(estimateMemory({ params: { window: 5_000 } }, bars)).toBeGreaterThan(bytes)
    expect(() => run(bars, { memoryBudget: bytes - 1 })).toThrow(Fault)
    expect(() => run(bars, { memoryBudget: bytes - 1 })).toThrow('GiB, more than the')
    expect(() => run(bars, { memoryBudget: bytes })).not.toThrow()
  })
  it('counts the curves of an account on all its times: few days beside many minutes are many', () => {
    const days = { ...series('A', level(100)), timeframe: '1d' as const }
    const minutes = { ...series('B', level(10_000)), timeframe: '1m' as const }
    const of = (symbol: string, timeframe: string) => ({ symbols: [symbol], timeframe, params: {} })
    const alone = estimateAccount([of('A', '1d')], [days])
    const both = estimateAccount([of('A', '1d'), of('B', '1m')], [days, minutes])
    // Three curves of four columns on ten thousand times, at the least.
    expect(both - alone).toBeGreaterThan(3 * 4 * 8 * 10_000)
    expect(estimateAccount([of('A', '1d'), of('B', '1m'), of('B', '1m')], [days, minutes])).toBeGreaterThan(both)
  })
})
