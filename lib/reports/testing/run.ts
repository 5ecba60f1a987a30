import { backtestRequest } from '#lib/contracts/backtests.ts'
import type { StoredBacktest } from '../backtest.ts'

const day = 86_400_000
const from = Date.UTC(2014, 0, 2)

/** A finished run of three years with everything a report can show. */
export function storedRun(more: Partial<StoredBacktest> = {}): StoredBacktest {
  const n = 900
  const equity: number[] = []
  for (let i = 0; i < n; i++) equity.push(100_000 + 30 * i + 2_000 * Math.sin(i / 25) + 300 * Math.sin(i / 2.3))
  let peak = 100_000
  const drawdown = equity.map((value) => {
    peak = Math.max(peak, value)
    return value / peak - 1
  })
  const slice = (name: string, totalReturn: number) => ({
    ...{ name, bars: 300, totalReturn, sharpe: 1.2, sharpeCi: [-0.1, 2.5] as const },
    ...{ maxDrawdown: -0.03, trades: 12, winRate: 0.58 },
  })
  return {
    id: '0198c0de-0000-7000-8000-000000000001',
    request: backtestRequest.parse({ strategy: 'pairs-zscore', symbols: ['V', 'MA'], params: { entry: 2 } }),
    metrics: {
      ...{ bars: n, barsPerYear: 252, totalReturn: 0.2734, annualReturn: 0.0701, volatilityAnnual: 0.0512 },
      ...{ sharpeAnnual: 0.98, sharpeCi: [-0.12, 2.08], sortinoAnnual: 1.41, calmar: 1.9, maxDrawdown: -0.0369 },
      ...{ maxDrawdownBars: 87, trades: 205, winRate: 0.571, profitFactor: 1.33, expectancyBps: 12.4 },
      ...{ exposure: 0.44, turnoverAnnual: 21.7, costShare: 0.31, totalCosts: 4_321.98 },
    },
    manifest: { dataHash: 'c0ffee'.repeat(10), seed: 7, symbols: ['V', 'MA'] } as never,
    evidence: {
      ...{ probabilisticSharpe: 0.913, minimumTrackRecord: 1_234, capacity: null, inSampleOnly: true },
      lookAhead: { passed: true, tried: 12, finding: null },
      warmUp: { passed: true, tried: 4, finding: null },
      monteCarlo: {
        ...{ paths: 1_000, loss: 0.08, trades: [-0.05, 0.1, 0.2, 0.3, 0.4] },
        ...{ totalReturn: [-0.02, 0.12, 0.27, 0.36, 0.51], maxDrawdown: [0.02, 0.03, 0.05, 0.07, 0.11] },
      },
      permutation: { p: 0.0312, draws: 500 },
      benchmark: { symbol: 'SPY', alphaAnnual: 0.03, beta: 0.11, informationRatio: 0.2, totalReturn: 0.4 },
      years: [slice('2014', 0.08), slice('2015', -0.012)],
      regimes: [slice('calm', 0.09)],
    },
    execution: {
      ...{ orders: 410, fills: 432, partialFills: 22, rejected: 0, expired: 1, ambiguousBars: 0, liquidations: 0 },
      ...{ fees: 3_000.5, slippage: 900.25, borrow: 421.23, funding: 0 },
    },
    notes: ['A note with <signs> & "quotes" | and bars'],
    finishedAt: '2016-01-04T10:00:00.000Z',
    trades: Array.from({ length: 205 }, (_, i) => ({
      ...{ n: i + 1, side: i % 2 === 0 ? ('long' as const) : ('short' as const), bars: 4 },
      ...{ entryTs: from + 4 * i * day, exitTs: i === 204 ? null : from + (4 * i + 3) * day, costs: 21.08 },
      ...{ pnl: i % 3 === 0 ? -150.25 : 210.5, netBps: i % 3 === 0 ? -15 : 21, entryReading: -2.1 },
      ...{ entryReason: 'z', exitReason: i === 204 ? null : 'z', exitKind: i === 204 ? null : ('EXIT' as const) },
      legs: [
        { symbol: 'V', quantity: 120, entryPrice: 50, exitPrice: 51 },
        { symbol: 'MA', quantity: -81.5, entryPrice: 80, exitPrice: 79 },
      ],
    })),
    equity: {
      ts: equity.map((_, i) => from + i * day),
      ...{ equity, drawdown, exposure: equity.map((_, i) => (i % 9 < 4 ? 1 : 0)) },
    },
    ...more,
  }
}
