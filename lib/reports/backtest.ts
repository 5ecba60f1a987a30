import type { BacktestRequest, RunManifest } from '#lib/contracts/backtests.ts'
import { timeframeMs } from '#lib/contracts/common.ts'
import type { BacktestEvidence } from '#lib/contracts/evidence.ts'
import type { ExecutionSummary } from '#lib/contracts/orders.ts'
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
  rollingSection,
  tradesSection,
} from './sections.ts'
import { number, percent, time } from './words.ts'

/** A finished run as it is stored. */
export interface StoredBacktest extends ReportedRun {
  readonly id: string
  readonly request: BacktestRequest
  readonly manifest: RunManifest | null
  readonly evidence: BacktestEvidence | null
  readonly execution: ExecutionSummary | null
  readonly notes: readonly string[]
  readonly finishedAt: string
}

/**
 * One document of a run: verdict, evidence, figures, trades, and what is needed to run it again.
 * @param mostRows bars of the table of the equity: of a longer run every second, third … is kept, and the last.
 */
export function backtestReport(run: StoredBacktest, mostRows = Number.POSITIVE_INFINITY): Report {
  const { request, metrics: m, evidence, equity } = run
  const barMs = timeframeMs[request.timeframe]
  const first = equity.ts[0]
  const last = equity.ts[equity.ts.length - 1]
  const sections: (ReportSection | null)[] = [
    equitySection(run, barMs, mostRows),
    metricsSection(m),
    evidence && evidenceSection(evidence, m),
    evidence?.monteCarlo ? pathsSection(evidence, m) : null,
    rollingSection(run, barMs),
    monthsSection(run),
    evidence && slicesSection('Years', 'year', evidence.years),
    evidence && slicesSection('Regimes', 'regime', evidence.regimes),
    run.execution && costsSection(run.execution, m),
    tradesSection(run, barMs),
    notesSection(run.notes),
  ]
  return {
    title: `Backtest of ${request.symbols.join(', ')} by ${request.strategy}`,
    verdict: verdictOf(run),
    facts: [
      `${time(first, barMs)} to ${time(last, barMs)}, ${number(m.bars)} bars of ${request.timeframe}`,
      `${number(m.trades)} round trips, in the market ${percent(m.exposure, 0)} of the time`,
      `${number(request.costs.commissionBps, 1)} + ${number(request.costs.slippageBps, 1)} bp a side, ${request.fillModel} fills`,
      `capital ${number(request.capital)}`,
      ...((evidence?.inSampleOnly ?? true) ? ['in sample only: a backtest is not a result'] : []),
    ],
    madeAt: run.finishedAt,
    sections: sections.filter((section): section is ReportSection => section !== null),
    manifest: run.manifest,
  }
}

function verdictOf({ metrics: m, evidence, request }: StoredBacktest): string {
  if (evidence?.lookAhead && !evidence.lookAhead.passed)
    return 'The strategy looks into the future: none of these figures means anything.'
  return ratioVerdict(m, request.symbols.join(', '))
}
