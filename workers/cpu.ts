import type { MessagePort } from 'node:worker_threads'
import { accountEvidenceOf } from '#lib/backtest/account-evidence.ts'
import type { SymbolBars } from '#lib/backtest/data.ts'
import { evidenceOf } from '#lib/backtest/evidence.ts'
import { type PortfolioInput, portfolioBacktest } from '#lib/backtest/portfolio.ts'
import { type BacktestInput, backtest } from '#lib/backtest/run.ts'
import type { AdaptiveRequest, AdaptiveResult } from '#lib/contracts/adaptive.ts'
import type { BacktestReport, InstrumentTerms } from '#lib/contracts/backtests.ts'
import type { BacktestEvidence } from '#lib/contracts/evidence.ts'
import type { OptimisationRequest, OptimisationResult } from '#lib/contracts/optimisations.ts'
import type { ScanOptions, ScanResult } from '#lib/contracts/pairs.ts'
import type { PortfolioReport } from '#lib/contracts/portfolios.ts'
import type { RegimeRequest, RegimeResult } from '#lib/contracts/regimes.ts'
import type { WalkForwardRequest, WalkForwardResult } from '#lib/contracts/studies.ts'
import { Fault, type FaultIssue, type FaultKind, type FaultNext } from '#lib/fault.ts'
import { type Ask, type StoredTrial, widestOf } from '#lib/optimize/study.ts'
import { type RunTrial, type TrialBench, trialBench } from '#lib/optimize/trial.ts'
import { verdictOf } from '#lib/optimize/verdict.ts'
import { type ScanWork, scan } from '#lib/pairs/scan.ts'
import type { ScanSeries } from '#lib/pairs/series.ts'
import { detectRegimes } from '#lib/regimes/detect.ts'
import { adaptiveStudy } from '#lib/walkforward/adaptive-study.ts'
import { walkForward } from '#lib/walkforward/run.ts'

/** What the threads can do, and what goes in and out of each. */
export interface CpuTasks {
  scan: { input: { series: ScanSeries[]; options: ScanOptions & Pick<ScanWork, 'pairs'> }; output: ScanResult }
  backtest: {
    input: Omit<BacktestInput, 'onProgress' | 'shouldStop'>
    output: { report: BacktestReport; evidence: BacktestEvidence; computeMs: number }
  }
  walkforward: {
    input: { request: WalkForwardRequest; bars: BacktestInput['bars']; instruments?: InstrumentTerms }
    output: { result: WalkForwardResult; computeMs: number }
  }
  adaptive: {
    input: { request: AdaptiveRequest; bars: BacktestInput['bars']; instruments?: InstrumentTerms }
    output: { result: AdaptiveResult; computeMs: number }
  }
  regimes: {
    input: { request: RegimeRequest; bars: SymbolBars[] }
    output: { result: RegimeResult; computeMs: number }
  }
  account: {
    input: Omit<PortfolioInput, 'onProgress' | 'shouldStop'>
    output: { report: PortfolioReport; evidence: BacktestEvidence; computeMs: number }
  }
  trials: { input: StudyInput & { asks: readonly Ask[] }; output: RunTrial[] }
  verdict: { input: StudyInput & { trials: StoredTrial[] }; output: OptimisationResult }
}
interface StudyInput {
  /** Names the study: a thread keeps what it has prepared for the last one it worked on. */
  study: string
  request: OptimisationRequest
  bars: SymbolBars[]
  instruments?: InstrumentTerms
}
export type CpuTask = keyof CpuTasks

type Handlers = {
  [K in CpuTask]: (
    input: CpuTasks[K]['input'],
    progress: (done: number, total: number, phase: string) => void,
  ) => CpuTasks[K]['output']
}

const now = () => performance.now()

const handlers: Handlers = {
  scan: ({ series, options }, progress) =>
    scan(series, { ...options, now, onProgress: (done, total) => progress(done, total, 'testing pairs') }),
  backtest(input, progress) {
    const started = now()
    const report = backtest({ ...input, onProgress: (done, total) => progress(done, total, 'trading bars') })
    const computeMs = now() - started
    const evidence = evidenceOf(input, report, (done, total) =>
      progress(done, total, 'looking for luck and look-ahead'),
    )
    return { report, evidence, computeMs }
  },
  walkforward({ request, bars, instruments }, progress) {
    const started = now()
    const result = walkForward(request, bars, { instruments, onProgress: progress })
    return { result, computeMs: now() - started }
  },
  adaptive({ request, bars, instruments }, progress) {
    const started = now()
    const result = adaptiveStudy(request, bars, { instruments, onProgress: progress })
    return { result, computeMs: now() - started }
  },
  regimes({ request, bars }, progress) {
    const started = now()
    const result = detectRegimes(request, bars, { onProgress: progress })
    return { result, computeMs: now() - started }
  },
  account(input, progress) {
    const started = now()
    const report = portfolioBacktest({ ...input, onProgress: (done, total) => progress(done, total, 'trading bars') })
    const computeMs = now() - started
    const evidence = accountEvidenceOf(input, report, (done, total) =>
      progress(done, total, 'looking for luck and look-ahead'),
    )
    return { report, evidence, computeMs }
  },
  trials(input) {
    const bench = benchOf(input)
    return input.asks.map(({ params, floor }) => bench.run(params, floor))
  },
  verdict: (input, progress) =>
    verdictOf(input.request, input.trials, benchOf(input), (done, total) =>
      progress(done, total, 'statistics of overfitting'),
    ),
}

let prepared: { study: string; bench: TrialBench } | null = null
function benchOf({ study, request, bars, instruments }: StudyInput): TrialBench {
  if (prepared?.study !== study) prepared = { study, bench: trialBench(request, bars, widestOf(request), instruments) }
  return prepared.bench
}

/** What a thread answers with: an error loses its class on the way out, so a Fault goes as what it says. */
export type Answer<T> =
  | { readonly value: T }
  | {
      readonly fault: {
        readonly kind: FaultKind
        readonly message: string
        readonly next: FaultNext
        readonly hint?: string
        readonly issues: readonly FaultIssue[]
      }
    }

/** Entry of a thread. Progress is thinned here, so that the other side is not woken for every pair. */
export default function run<K extends CpuTask>({
  task,
  input,
  port,
}: {
  task: K
  input: CpuTasks[K]['input']
  port: MessagePort
}): Answer<CpuTasks[K]['output']> {
  let lastAt = 0
  const progress = (done: number, total: number, phase: string) => {
    if (now() - lastAt < 100 && done < total) return
    lastAt = now()
    port.postMessage({ done, total, phase })
  }
  try {
    return { value: handlers[task](input, progress) }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const { kind, message, next, hint, issues } = error
    return { fault: { kind, message, next, hint, issues } }
  } finally {
    port.close()
  }
}
