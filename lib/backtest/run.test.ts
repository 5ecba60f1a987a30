import { describe, expect, it } from 'vitest'
import { backtestMetrics, backtestRequest, backtestTrade, runManifest } from '#lib/contracts/backtests.ts'
import type { Bars } from '#lib/contracts/bars.ts'
import { fixture } from '#lib/stats/testing/closes.ts'
import { backtest } from './run.ts'

const closeOnly = (symbol: string) => {
  const { ts, close } = fixture(symbol, '2014-01-02', '2015-12-31')
  return { symbol, bars: { ts, close, open: null, high: null, low: null, volume: null } satisfies Bars }
}

const day = 86_400_000
const ohlc = (symbol: string, opens: number[], closes: number[]) => {
  const column = (values: number[]) => Float64Array.from(values)
  return {
    symbol,
    bars: {
      ts: Float64Array.from(closes, (_, i) => Date.UTC(2024, 0, 1) + i * day),
      open: column(opens),
      high: column(opens.map((o, i) => Math.max(o, closes[i]))),
      low: column(opens.map((o, i) => Math.min(o, closes[i]))),
      close: column(closes),
      volume: column(closes.map(() => 1_000)),
    } satisfies Bars,
  }
}

const request = (more: Record<string, unknown>) =>
  backtestRequest.parse({ strategy: 'buy-and-hold', symbols: ['A'], ...more })
const codeVersion = 'test'

describe('fills', () => {
  it('a decision at the close is filled at the next open, worse by the slippage, and pays commission', () => {
    const report = backtest({
      request: request({ capital: 1_000, costs: { commissionBps: 100, slippageBps: 50 } }),
      bars: [ohlc('A', [10, 20, 30], [10, 20, 40])],
      codeVersion,
    })
    // Sized on the first close: 1000/10 = 100 units; bought at the second open 20 × 1.005.
    const paid = 100 * 20 * 1.005
    expect(report.equity.equity[0]).toBe(1_000)
    expect(report.equity.equity[1]).toBeCloseTo(1_000 - paid * 1.01 + 100 * 20, 9)
    expect(report.equity.equity[2]).toBeCloseTo(1_000 - paid * 1.01 + 100 * 40, 9)
    expect(report.metrics.totalCosts).toBeCloseTo(paid * 0.01 + 100 * 20 * 0.005, 9)
    expect(report.trades[0]).toMatchObject({ exitKind: 'END', exitTs: null, entryTs: Date.UTC(2024, 0, 2) })
    expect(report.trades[0].legs[0].entryPrice).toBeCloseTo(20.1, 12)
    expect(report.notes.some((note) => note.includes('still open'))).toBe(true)
  })
  it('next-close fills at the close', () => {
    const report = backtest({
      request: request({ capital: 1_000, fillModel: 'next-close', costs: { commissionBps: 0, slippageBps: 0 } }),
      bars: [ohlc('A', [10, 20, 30], [10, 25, 40])],
      codeVersion,
    })
    expect(report.trades[0].legs[0].entryPrice).toBe(25)
    expect(report.manifest.fillModel).toBe('next-close')
  })
  it('rounds quantities down to lots where they are known', () => {
    const report = backtest({
      request: request({ capital: 1_055 }),
      bars: [ohlc('A', [10, 10, 10], [10, 10, 10])],
      lots: { A: '10' },
      codeVersion,
    })
    expect(report.trades[0].legs[0].quantity).toBe(100)
  })
})

describe('a pair on real closes', () => {
  const run = (more: Record<string, unknown> = {}) =>
    backtest({
      request: backtestRequest.parse({ strategy: 'pairs-zscore', symbols: ['V', 'MA'], ...more }),
      bars: [closeOnly('V'), closeOnly('MA')],
      codeVersion,
    })
  const report = run()

  it('keeps the contracts', () => {
    expect(backtestMetrics.parse(report.metrics)).toEqual(report.metrics)
    expect(runManifest.parse(report.manifest)).toEqual(report.manifest)
    for (const trade of report.trades) expect(backtestTrade.parse(trade)).toEqual(trade)
    expect(report.equity.equity).toHaveLength(report.metrics.bars)
  })
  it('says that a close-only panel is filled at the next close', () => {
    expect(report.manifest.fillModel).toBe('next-close')
    expect(report.notes[0]).toContain('closes only')
  })
  it('gives the same bits twice', () => {
    expect(run()).toEqual(report)
    expect(report.manifest.dataHash).toMatch(/^[0-9a-f]{64}$/)
  })
  it('adds up: the profit of the trades is the change of equity', () => {
    const sum = report.trades.reduce((total, trade) => total + trade.pnl, 0)
    expect(sum).toBeCloseTo((report.equity.equity.at(-1) ?? 0) - 100_000, 6)
    expect(report.trades.reduce((total, trade) => total + trade.costs, 0)).toBeCloseTo(report.metrics.totalCosts, 6)
    expect(report.metrics.trades).toBeGreaterThan(3)
  })
  it('enters after the decision, never on its bar', () => {
    for (const trade of report.trades) {
      expect(Math.abs(trade.entryReading ?? 0)).toBeGreaterThanOrEqual(2)
      expect(trade.bars).toBeGreaterThan(0)
    }
  })
  it('costs only take away', () => {
    const free = run({ costs: { commissionBps: 0, slippageBps: 0 }, execution: { borrowBps: 0 } })
    expect(free.metrics.totalCosts).toBe(0)
    expect(free.metrics.totalReturn).toBeGreaterThan(report.metrics.totalReturn)
  })
  it('borrowing what is sold short costs by default, and is told', () => {
    const { borrow, fees, slippage } = report.execution ?? { borrow: 0, fees: 0, slippage: 0 }
    expect(borrow).toBeGreaterThan(0)
    expect(borrow + fees + slippage).toBeCloseTo(report.metrics.totalCosts, 6)
    const lender = run({ execution: { borrowBps: 0 } })
    expect(lender.metrics.totalReturn).toBeGreaterThan(report.metrics.totalReturn)
    expect(lender.trades.map(({ entryTs, exitTs }) => [entryTs, exitTs])).toEqual(
      report.trades.map(({ entryTs, exitTs }) => [entryTs, exitTs]),
    )
  })
  it('changing bars after t leaves equity up to t as it was', () => {
    const [v, ma] = [closeOnly('V'), closeOnly('MA')]
    const cut = 300
    const bent = { ...v, bars: { ...v.bars, close: v.bars.close.map((price, i) => (i > cut ? price * 1.1 : price)) } }
    const other = backtest({
      request: backtestRequest.parse({ strategy: 'pairs-zscore', symbols: ['V', 'MA'] }),
      bars: [bent, ma],
      codeVersion,
    })
    expect(other.equity.equity.slice(0, cut + 1)).toEqual(report.equity.equity.slice(0, cut + 1))
    expect(other.manifest.dataHash).not.toBe(report.manifest.dataHash)
  })
  it('cuts to the dates given, both included', () => {
    const part = run({ from: '2014-06-02', to: '2014-12-31' })
    expect(part.manifest.from).toBe('2014-06-02T00:00:00.000Z')
    expect(part.manifest.to).toBe('2014-12-31T00:00:00.000Z')
    expect(part.metrics.barsPerYear).toBe(252)
  })
})

describe('what cannot be run is refused with its reason', () => {
  const bars = [ohlc('A', [1, 1, 1], [1, 1, 1])]
  const fault = (more: Record<string, unknown>) => () => backtest({ request: request(more), bars, codeVersion })
  it('unknown strategy', () => expect(fault({ strategy: 'zzz' })).toThrow(/Known: .*buy-and-hold/))
  it('wrong parameter', () => expect(fault({ params: { exposure: 7 } })).toThrow('exposure'))
  it('wrong number of symbols', () => expect(fault({ strategy: 'pairs-zscore' })).toThrow('trades 2 symbols'))
  it('window longer than the data', () => {
    const two = [ohlc('A', [1, 2, 3], [1, 2, 3]), ohlc('B', [1, 2, 3], [1, 2, 3])]
    expect(() =>
      backtest({ request: request({ strategy: 'pairs-zscore', symbols: ['A', 'B'] }), bars: two, codeVersion }),
    ).toThrow('needs at least 62 bars')
  })
  it('stopped from outside', () => {
    expect(() => backtest({ request: request({}), bars, codeVersion, shouldStop: () => true })).toThrow(
      'stopped after 0 of 3 bars',
    )
  })
})

it('stops at zero equity', () => {
  const doubled = ohlc('A', [10, 10, 10, 10], [10, 10, 10, 10])
  const report = backtest({
    request: request({ costs: { commissionBps: 1_000, slippageBps: 1_000 }, capital: 1 }),
    bars: [doubled],
    codeVersion,
  })
  expect(report.metrics.totalReturn).toBeLessThan(0)
  expect(report.metrics.sharpeAnnual).not.toBe(Number.NEGATIVE_INFINITY)
})
