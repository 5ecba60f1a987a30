import { z } from 'zod'
import {
  type BacktestMetrics,
  type BacktestTrade,
  costs,
  type EquityCurve,
  fillModels,
  type instrumentTerms,
} from './backtests.ts'
import { adjustment, instant, symbols, timeframe, venue, visibility } from './common.ts'
import type { BacktestEvidence } from './evidence.ts'
import { type ExecutionSummary, executionOptions } from './orders.ts'

/** One strategy of an account, with its part of the capital. */
export const sleeve = z.object({
  /** Told apart by it in reports; without one by strategy and symbols. */
  name: z.string().min(1).max(60).optional(),
  strategy: z.string().min(1),
  params: z.record(z.string(), z.unknown()).default({}),
  symbols,
  timeframe: timeframe.default('1d'),
  /** Which of several series of these symbols; without them there must be one. */
  venue: venue.optional(),
  source: z.string().optional(),
  adjustment: adjustment.optional(),
  /** Of the capital at the start. From then on it has what it makes of that. */
  share: z.number().gt(0).max(1),
})
export type Sleeve = z.infer<typeof sleeve>

export const portfolioRequest = z
  .object({
    sleeves: z.array(sleeve).min(1).max(50),
    from: instant.optional(),
    to: instant.optional(),
    capital: z.number().positive().max(1e12).default(100_000),
    /** Of the account; without it that of the first symbol. */
    currency: z.string().min(3).max(8).optional(),
    riskFree: z.number().min(-0.5).max(1).default(0.02),
    costs: costs.prefault({}),
    fillModel: z.enum(fillModels).default('next-open'),
    detail: timeframe
      .optional()
      .describe('Length of finer bars, of the same symbols, that say whether stop or target came first inside a bar'),
    execution: executionOptions.optional(),
    visibility: visibility.default('private'),
  })
  .refine(({ sleeves }) => sleeves.reduce((sum, { share }) => sum + share, 0) <= 1 + 1e-9, {
    path: ['sleeves'],
    message: 'the shares come to more than all of the capital',
  })
export type PortfolioRequest = z.infer<typeof portfolioRequest>

/** What one strategy did inside the account. Its curve is on the times of the account. */
export interface SleeveReport {
  readonly name: string
  readonly strategy: string
  readonly symbols: readonly string[]
  readonly timeframe: string
  readonly metrics: BacktestMetrics
  readonly trades: readonly BacktestTrade[]
  readonly equity: EquityCurve
  /** Of the profit of the account, in its currency. */
  readonly contribution: number
}

export interface PortfolioReport {
  readonly metrics: BacktestMetrics
  /** `ts` is the close of the bars, when all of them are known. */
  readonly equity: EquityCurve
  readonly sleeves: readonly SleeveReport[]
  /** What is held at the end, and whose it is: opposite positions are one in the account. */
  readonly positions: readonly {
    readonly symbol: string
    readonly net: number
    readonly bySleeve: Readonly<Record<string, number>>
  }[]
  readonly execution: ExecutionSummary
  readonly instruments: z.infer<typeof instrumentTerms>
  readonly notes: readonly string[]
}

/** A sleeve as a finished run keeps it. Its trades and its whole curve rest in tables of their own. */
export type StoredSleeve = Omit<SleeveReport, 'trades' | 'equity'> & {
  readonly share: number
  /** Its curve in a few hundred points that keep its highest and lowest: enough for a small picture. */
  readonly shape: { readonly ts: readonly number[]; readonly equity: readonly number[] }
}

/** A finished run of an account, without trades and curves. */
export type StoredAccount = Pick<PortfolioReport, 'positions' | 'execution' | 'notes'> & {
  readonly sleeves: readonly StoredSleeve[]
  /** Missing in runs from before there was any. */
  readonly evidence?: BacktestEvidence
}

/** Its name, or what it is told apart by. */
export const sleeveName = ({ name, strategy, symbols, timeframe: length }: Omit<Sleeve, 'share' | 'params'>): string =>
  name ?? `${strategy} ${symbols.join(' ')} ${length}`
