import { describe, expect, it } from 'vitest'
import { type BacktestRequest, backtestRequest } from '#lib/contracts/backtests.ts'
import type { Bars } from '#lib/contracts/bars.ts'
import { random } from '#lib/stats/random.ts'
import { strategies } from '#lib/strategies/index.ts'
import type { SymbolBars } from './data.ts'
import { deskOf } from './desk-of.ts'
import { backtest } from './run.ts'

const count = 700

/** Legs that move together and part now and then, with a volume that is short at times. */
function legs(number: number, seed: number): SymbolBars[] {
  const chance = random(seed)
  const ts = Float64Array.from({ length: count }, (_, i) => Date.UTC(2021, 0, 1) + i * 86_400_000)
  const columns = Array.from({ length: number }, () => Array.from({ length: 5 }, () => new Float64Array(count)))
  const gap = new Float64Array(number)
  let common = 0
  for (let t = 0; t < count; t++) {
    common += 0.012 * chance.normal()
    for (const [leg, [open, high, low, close, volume]] of columns.entries()) {
      gap[leg] = 0.9 * gap[leg] + 0.012 * chance.normal()
      close[t] = 40 * Math.exp(common + gap[leg])
      open[t] = t === 0 ? close[t] : close[t - 1] * (1 + 0.002 * chance.normal())
      high[t] = Math.max(open[t], close[t]) * (1 + 0.004 * chance.uniform())
      low[t] = Math.min(open[t], close[t]) * (1 - 0.004 * chance.uniform())
      volume[t] = 40_000 * chance.uniform()
    }
  }
  return columns.map(([open, high, low, close, volume], leg) => ({
    symbol: `S${leg}`,
    bars: { ts, open, high, low, close, volume },
  }))
}

const variants: Readonly<Record<string, Record<string, unknown>>> = {
  'sma-cross': { direction: 'both' },
  'ema-cross': { direction: 'both' },
  'donchian-breakout': { direction: 'both' },
  'rsi-reversion': { direction: 'both' },
  'bollinger-reversion': { direction: 'both' },
}

describe.each(strategies.list.map((strategy) => [strategy.name, strategy] as const))('%s', (name, strategy) => {
  const bars = legs(strategy.legs[0], 11)
  const request: BacktestRequest = backtestRequest.parse({
    strategy: name,
    symbols: bars.map(({ symbol }) => symbol),
    params: variants[name] ?? {},
    capital: 300_000,
    execution: { slippage: { name: 'square-root' }, fees: { name: 'tiered' } },
  })
  const report = backtest({ request, bars, codeVersion: 'x' })

  it('trades here, in parts where the volume is short', () => {
    expect(report.execution?.fills).toBeGreaterThan(0)
    expect(report.execution?.fees).toBeGreaterThan(0)
    expect(report.execution?.slippage).toBeGreaterThan(0)
  })

  it('no look-ahead: whatever comes after a bar, everything up to it stays as it was, to the bit', () => {
    for (const cut of [260, 420, 611]) {
      const bent = bars.map(({ symbol, bars: all }) => {
        const bend = (column: Float64Array | null, factor: number) =>
          column?.map((value, t) => (t > cut ? value * factor * (1 + 0.3 * Math.sin(t)) : value)) ?? null
        const changed: Bars = {
          ts: all.ts,
          open: bend(all.open, 1.2),
          high: bend(all.high, 1.3),
          low: bend(all.low, 0.8),
          close: bend(all.close, 1.1) ?? all.close,
          volume: bend(all.volume, 0.1),
        }
        return { symbol, bars: changed }
      })
      const other = backtest({ request, bars: bent, codeVersion: 'x' })
      expect(other.equity.equity.slice(0, cut + 1)).toEqual(report.equity.equity.slice(0, cut + 1))
      expect(other.equity.exposure.slice(0, cut + 1)).toEqual(report.equity.exposure.slice(0, cut + 1))
      const closedBy = (all: typeof report) =>
        all.trades.filter(({ exitTs }) => exitTs !== null && exitTs <= bars[0].bars.ts[cut])
      expect(closedBy(other)).toEqual(closedBy(report))
    }
  })

  it('reproducible: the same request on the same bars gives the same report, to the bit', () => {
    expect(backtest({ request, bars, codeVersion: 'x' })).toEqual(report)
  })

  it('paper equals backtest: the same desk fed bar by bar, as bars arrive, has the same trades and equity', async () => {
    const symbols = bars.map(({ symbol }) => symbol)
    const run = strategy.create(strategy.params.parse(request.params), { symbols })
    const { at, counts } = deskOf(symbols, run, 'next-open', { request })
    async function* arriving() {
      for (let t = 0; t < count; t++) {
        if (t % 97 === 0) await Promise.resolve()
        yield t
      }
    }
    const equity = new Float64Array(count)
    for await (const t of arriving()) {
      // A fresh object a bar, as a feed delivers it: nothing may hang on the reused one of the backtest.
      const column = (name: 'open' | 'high' | 'low' | 'close' | 'volume') =>
        Float64Array.from(bars, ({ bars: all }) => all[name]?.[t] ?? Number.NaN)
      at.bar({
        ts: bars[0].bars.ts[t],
        index: t + 1,
        open: column('open'),
        high: column('high'),
        low: column('low'),
        close: column('close'),
        volume: column('volume'),
      })
      equity[t] = at.equity
      expect(at.book.balance()).toBe(0)
    }
    at.finish()
    expect(equity).toEqual(report.equity.equity)
    expect(at.log.trades).toEqual(report.trades)
    expect(counts.fills).toBe(report.execution?.fills)
  })
})
