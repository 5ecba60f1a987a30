import type { Connection } from '#db/client.ts'
import type { JobHandler } from '#db/jobs.ts'
import type { WalkForwardResult } from '#lib/contracts/studies.ts'
import type { Pool } from '../pool.ts'
import { manifestOf } from '../study.ts'
import { loadBacktest } from './backtest.ts'
import { finishRun, startRun } from './run-row.ts'

/** The columns of a finished run. */
export function studyColumns(result: WalkForwardResult, manifest: Record<string, unknown>, computeMs: number) {
  const { track, ...rest } = result
  return {
    state: 'done' as const,
    manifest,
    result: rest,
    trackTs: [...track.ts],
    trackReturns: [...track.returns],
    trackFold: [...track.fold],
    computeMs,
    finishedAt: new Date(),
  }
}

export function walkForwardJob(connection: Connection, pool: Pool): JobHandler<'walkforward'> {
  return async (job) => {
    const { payload: request, signal, progress } = job
    await startRun(connection, 'walkforward', job.id)
    progress(0, 1, 'reading bars')
    const { bars, instruments } = await loadBacktest(connection, request)
    const { result, computeMs } = await pool.run(
      'walkforward',
      { request, bars, instruments },
      { signal, onProgress: progress },
    )
    const manifest = manifestOf(request, bars, instruments)
    return async (tx) => {
      const runId = await finishRun(tx, 'walkforward', job, studyColumns(result, manifest, computeMs))
      return runId ? { walkForwardId: runId, computeMs, passed: result.passed } : { computeMs }
    }
  }
}
