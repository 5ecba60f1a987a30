import type { SymbolBars } from '#lib/backtest/data.ts'
import type { Instruments } from '#lib/backtest/desk-of.ts'
import type { OptimisationRequest, OptimisationResult } from '#lib/contracts/optimisations.ts'
import { Fault } from '#lib/fault.ts'
import { type StoredTrial, study, widestOf } from './study.ts'
import { trialBench } from './trial.ts'
import { verdictOf } from './verdict.ts'

export interface OptimisationWork {
  /** What is known of the instruments: lots, ticks, which are swaps. */
  readonly instruments?: Instruments
  readonly onProgress?: (done: number, total: number, phase: string) => void
  readonly shouldStop?: () => boolean
}

/**
 * Searches the parameters of a strategy on one thread. The same request on the same bars gives the same trials, bit for
 * bit, however many threads run them (`study` and `trialBench` are what a job spreads over threads).
 * @throws Fault as `study` and `trialBench` do; `refused` when stopped.
 */
export function optimise(
  request: OptimisationRequest,
  bars: readonly SymbolBars[],
  work: OptimisationWork = {},
): { result: OptimisationResult; trials: readonly StoredTrial[] } {
  const search = study(request)
  const bench = trialBench(request, bars, widestOf(request), work.instruments)
  for (let batch = search.ask(); batch; batch = search.ask()) {
    search.tell(batch.map(({ params, floor }) => bench.run(params, floor)))
    work.onProgress?.(search.trials.length, request.trials, 'trying parameters')
    if (work.shouldStop?.())
      throw new Fault('refused', `Stopped after ${search.trials.length} of ${request.trials} trials`)
  }
  const result = verdictOf(request, search.trials, bench, (done, total) =>
    work.onProgress?.(done, total, 'statistics of overfitting'),
  )
  return { result, trials: search.trials }
}
