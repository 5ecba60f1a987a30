import { z } from 'zod'
import { adjustment, id, instant, symbols, timeframe, venue, visibility } from './common.ts'
import { type ExecutionSummary, executionOptions } from './orders.ts'

/** Costs are never zero by default. */
export const costs = z.object({
  commissionBps: z.number().min(0).max(1_000).default(10),
  slippageBps: z.number().min(0).max(1_000).default(1),
  /**
   * Impact on top of it, in deviations of a bar at a participation of 1, growing with the square root of the
   * participation; 0 where a series has no volumes.
   */
  impact: z.number().min(0).max(10).default(1),
})
export type Costs = z.infer<typeof costs>

export const fillModels = ['next-open', 'next-close'] as const
export type FillModel = (typeof fillModels)[number]

export const backtestRequest = z.object({
  strategy: z.string().min(1),
  /** Checked by the strategy's own schema. */
  params: z.record(z.string(), z.unknown()).default({}),
  symbols,
  venue: venue.optional(),
  timeframe: timeframe.default('1d'),
  source: z.string().optional(),
  adjustment: adjustment.optional(),
  from: instant.optional(),
  to: instant.optional(),
  capital: z.number().positive().max(1e12).default(100_000),
  /** Annual risk-free rate. */
  riskFree: z.number().min(-0.5).max(1).default(0.02),
  costs: costs.prefault({}),
  fillModel: z.enum(fillModels).default('next-open'),
  detail: timeframe
    .optional()
    .describe('Length of finer bars, of the same symbols, that say whether stop or target came first inside a bar'),
  /** How orders meet the market; without it the defaults, of which none is free. */
  execution: executionOptions.optional(),
  seed: z.int().min(0).max(4_294_967_295).default(1),
  visibility: visibility.default('private'),
})
export type BacktestRequest = z.infer<typeof backtestRequest>
export type BacktestRequestInput = z.input<typeof backtestRequest>

/** One round trip of one strategy: from flat to flat, all legs together. */
export const backtestTrade = z.object({
  n: z.int(),
  side: z.enum(['long', 'short']),
  entryTs: z.number(),
  exitTs: z.number().nullable(),
  bars: z.int(),
  /** Net profit in account currency, costs taken off. */
  pnl: z.number(),
  /** Net profit over the gross exposure at entry, in basis points. */
  netBps: z.number(),
  costs: z.number(),
  entryReason: z.string(),
  exitReason: z.string().nullable(),
  exitKind: z.enum(['EXIT', 'STOP', 'REBALANCE', 'END']).nullable(),
  /** z-score, or the strategy's main reading, at entry. */
  entryReading: z.number().nullable(),
  legs: z.array(
    z.object({ symbol: z.string(), quantity: z.number(), entryPrice: z.number(), exitPrice: z.number().nullable() }),
  ),
})
export type BacktestTrade = z.infer<typeof backtestTrade>

/** Null where a figure cannot be had (no trades, no variance): never infinity or a sentinel. */
export const backtestMetrics = z.object({
  bars: z.int(),
  barsPerYear: z.number(),
  totalReturn: z.number(),
  annualReturn: z.number().nullable(),
  volatilityAnnual: z.number().nullable(),
  sharpeAnnual: z.number().nullable(),
  /** 95 % interval of the Sharpe ratio. */
  sharpeCi: z.tuple([z.number(), z.number()]).nullable(),
  sortinoAnnual: z.number().nullable(),
  calmar: z.number().nullable(),
  maxDrawdown: z.number(),
  /** Bars from the peak before the worst drawdown to its recovery, or to the end. */
  maxDrawdownBars: z.int(),
  trades: z.int(),
  winRate: z.number().nullable(),
  profitFactor: z.number().nullable(),
  expectancyBps: z.number().nullable(),
  /** Share of bars with a position. */
  exposure: z.number(),
  /** Traded value over mean equity, a year. */
  turnoverAnnual: z.number(),
  /** Costs over gross profit before costs. */
  costShare: z.number().nullable(),
  totalCosts: z.number(),
})
export type BacktestMetrics = z.infer<typeof backtestMetrics>

const bySymbol = z.record(z.string(), z.string())

/** What a run knew of its instruments, by symbol. What is left out was taken as without limits. */
export const instrumentTerms = z.object({
  /** Smallest steps of quantity and of price, as decimal strings. Without them fractions are allowed. */
  lots: bySymbol.optional(),
  ticks: bySymbol.optional(),
  /** Symbols that are perpetual swaps: they have funding, and nothing is borrowed to short them. */
  perpetual: z.array(z.string()).optional(),
  /** `24/7` or a market identifier code: when the day of a DAY order ends. */
  calendars: bySymbol.optional(),
  /** Currency each is quoted in, and that of the account; without it that of the first symbol. */
  currencies: bySymbol.optional(),
  currency: z.string().optional(),
})
export type InstrumentTerms = Readonly<z.infer<typeof instrumentTerms>>

/** What is needed to run it again and get the same bits. */
export const runManifest = z.object({
  /** SHA-256 over every bar that was read. */
  dataHash: z.string(),
  codeVersion: z.string(),
  strategy: z.string(),
  params: z.record(z.string(), z.unknown()),
  symbols: z.array(z.string()),
  seriesIds: z.array(z.int()).optional(),
  timeframe,
  from: z.string(),
  to: z.string(),
  bars: z.int(),
  capital: z.number(),
  riskFree: z.number(),
  costs,
  fillModel: z.enum(fillModels),
  /** Length of the finer bars that were looked into. */
  detail: timeframe.optional(),
  execution: executionOptions.optional(),
  instruments: instrumentTerms.optional(),
  seed: z.int(),
})
export type RunManifest = z.infer<typeof runManifest>

/** Equity after each bar, as columns. */
export interface EquityCurve {
  readonly ts: Float64Array
  readonly equity: Float64Array
  /** 0 at a peak, −0.1 ten percent below it. */
  readonly drawdown: Float64Array
  /** Gross exposure over equity. */
  readonly exposure: Float64Array
}

export interface BacktestReport {
  metrics: BacktestMetrics
  manifest: RunManifest
  trades: BacktestTrade[]
  equity: EquityCurve
  execution?: ExecutionSummary
  notes: string[]
}

export const runStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
export type RunState = (typeof runStates)[number]
export const backtestRunId = id
