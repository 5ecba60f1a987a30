import type { BacktestMetrics, BacktestTrade } from '#lib/contracts/backtests.ts'
import { timeframeMs } from '#lib/contracts/common.ts'
import type { PortfolioRequest, StoredAccount } from '#lib/contracts/portfolios.ts'
import type { Report, ReportSection } from '#lib/contracts/reports.ts'
import { evidenceSection, pathsSection, slicesSection } from './evidence.ts'
import {
  costsSection,
  equitySection,
  metricsSection,
  monthsSection,
  notesSection,
  type ReportedRun,
  ratioVerdict,
  tradesSection,
} from './sections.ts'
import { decimals, fraction, interval, number, percent, table, time, whole, words } from './words.ts'

/** A finished run of an account as it is stored. `trades` are those of each sleeve, in order. */
export interface StoredAccountRun {
  readonly id: string
  readonly request: PortfolioRequest
  readonly metrics: BacktestMetrics
  readonly manifest: Readonly<Record<string, unknown>> | null
  readonly result: StoredAccount
  readonly equity: ReportedRun['equity']
  readonly trades: readonly { readonly place: number; readonly trade: BacktestTrade }[]
  readonly finishedAt: string
}

/**
 * One document of an account: its equity, what each strategy brought, what is held and whose it is, costs, trades.
 * @param mostRows rows of the table of the equity: of a longer run every second, third … is kept, and the last.
 */
export function accountReport(run: StoredAccountRun, mostRows = Number.POSITIVE_INFINITY): Report {
  const { request, metrics: m, result, equity } = run
  const barMs = Math.min(...request.sleeves.map(({ timeframe }) => timeframeMs[timeframe]))
  const reported: ReportedRun = {
    request,
    metrics: m,
    evidence: result.evidence ?? null,
    equity,
    trades: run.trades.map(({ trade }) => trade),
  }
  const sections: (ReportSection | null)[] = [
    equitySection(reported, barMs, mostRows),
    sleevesSection(result, m),
    metricsSection(m),
    result.evidence ? evidenceSection(result.evidence, m) : null,
    result.evidence ? pathsSection(result.evidence, m) : null,
    monthsSection(reported),
    slicesSection('Years', 'year', result.evidence?.years ?? []),
    slicesSection('Regimes', 'regime', result.evidence?.regimes ?? []),
    positionsSection(result),
    costsSection(result.execution, m),
    ...result.sleeves.map(({ name }, i) => {
      const trades = run.trades.filter(({ place }) => place === i + 1).map(({ trade }) => trade)
      const section = tradesSection({ ...reported, trades }, barMs)
      return section && { ...section, title: `Trades of ${name}` }
    }),
    notesSection(result.notes),
  ]
  return {
    title: `Account of ${number(result.sleeves.length)} strategies`,
    verdict: ratioVerdict(m, 'The account'),
    facts: [
      `${time(equity.ts[0], barMs)} to ${time(equity.ts[equity.ts.length - 1], barMs)}, ${number(m.bars)} times`,
      `${number(m.trades)} round trips, in the market ${percent(m.exposure, 0)} of the time`,
      `${number(request.costs.commissionBps, 1)} + ${number(request.costs.slippageBps, 1)} bp a side, ${request.fillModel} fills`,
      `capital ${number(request.capital)}`,
      'in sample only: a backtest is not a result',
    ],
    madeAt: run.finishedAt,
    sections: sections.filter((section): section is ReportSection => section !== null),
    manifest: run.manifest,
  }
}

function sleevesSection({ sleeves }: StoredAccount, m: BacktestMetrics): ReportSection {
  const best = sleeves.reduce((a, b) => (b.contribution > a.contribution ? b : a))
  const total = sleeves.reduce((sum, { contribution }) => sum + contribution, 0)
  return {
    title: 'Strategies',
    say: `Of ${number(total)} gained, ${best.name} brought ${number(best.contribution)}; the account fell ${percent(Math.abs(m.maxDrawdown))} at worst.`,
    blocks: [
      table(
        'Strategies',
        [
          ['Strategy', words],
          ['Symbols', words],
          ['Bars', words],
          ['Share', fraction(0)],
          ['Gained', decimals(2)],
          ['Return', fraction()],
          ['Sharpe', decimals(2)],
          ['95 %', words],
          ['Worst fall', fraction()],
          ['Trades', whole],
        ],
        sleeves.map(({ name, symbols, timeframe, share, contribution, metrics }) => [
          ...[name, symbols.join(', '), timeframe, share, contribution, metrics.totalReturn, metrics.sharpeAnnual],
          metrics.sharpeCi && interval(metrics.sharpeCi[0], metrics.sharpeCi[1]),
          -Math.abs(metrics.maxDrawdown),
          metrics.trades,
        ]),
      ),
    ],
  }
}

function positionsSection({ positions, sleeves }: StoredAccount): ReportSection | null {
  if (positions.length === 0) return null
  const holders = sleeves.map(({ name }) => name).filter((name) => positions.some(({ bySleeve }) => name in bySleeve))
  const amount = decimals(4)
  return {
    title: 'Positions at the end',
    say: 'Opposite positions of two strategies are one in the account.',
    blocks: [
      table(
        'Positions',
        [['Symbol', words], ['Net', amount], ...holders.map((name) => [name, amount] as const)],
        positions.map(({ symbol, net, bySleeve }) => [symbol, net, ...holders.map((name) => bySleeve[name])]),
      ),
    ],
  }
}
