import type { MessagePort } from 'node:worker_threads'
import { type BacktestInput, backtest } from '#lib/backtest/run.ts'
import type { BacktestReport } from '#lib/contracts/backtests.ts'
import type { ScanOptions, ScanResult } from '#lib/contracts/pairs.ts'
import type { WalkForwardRequest, WalkForwardResult } from '#lib/contracts/studies.ts'
import { type ScanWork, scan } from '#lib/pairs/scan.ts'
import type { ScanSeries } from '#lib/pairs/series.ts'
import { walkForward } from '#lib/walkforward/run.ts'

/** What the threads can do, and what goes in and out of each. */
export interface CpuTasks {
  scan: { input: { series: ScanSeries[]; options: ScanOptions & Pick<ScanWork, 'pairs'> }; output: ScanResult }
  backtest: {
    input: Omit<BacktestInput, 'onProgress' | 'shouldStop'>
    output: { report: BacktestReport; computeMs: number }
  }
  walkforward: {
    input: { request: WalkForwardRequest; bars: BacktestInput['bars'] }
    output: { result: WalkForwardResult; computeMs: number }
  }
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
    return { report, computeMs: now() - started }
  },
  walkforward({ request, bars }, progress) {
    const started = now()
    const result = walkForward(request, bars, { onProgress: progress })
    return { result, computeMs: now() - started }
  },
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
}): CpuTasks[K]['output'] {
  let lastAt = 0
  const progress = (done: number, total: number, phase: string) => {
    if (now() - lastAt < 100 && done < total) return
    lastAt = now()
    port.postMessage({ done, total, phase })
  }
  try {
    return handlers[task](input, progress)
  } finally {
    port.close()
  }
}
