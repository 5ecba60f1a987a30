import type { Connection } from '#db/client.ts'
import type { JobHandler } from '#db/jobs.ts'
import type { AdaptiveResult } from '#lib/contracts/adaptive.ts'
import type { Pool } from '../pool.ts'
import { manifestOf } from '../study.ts'
import { loadBacktest } from './backtest.ts'
import { finishRun, startRun } from './run-row.ts'

/** The columns of a finished study. */
export function adaptiveColumns(result: AdaptiveResult, manifest: Record<string, unknown>, computeMs: number) {
  const { track, ...rest } = result
  return {
    state: 'done' as const,
    manifest,
    result: rest,
    trackTs: [...track.ts],
    trackByRegime: [...track.byRegime],
    trackByCommon: [...track.byCommon],
    trackRegime: [...track.regime],
    trackFold: [...track.fold],
    computeMs,
    finishedAt: new Date(),
  }
}

export function adaptiveJob(connection: Connection, pool: Pool): JobHandler<'adaptive'> {
  return async (job) => {
    const { payload: request, signal, progress } = job
    await startRun(connection, 'adaptive', job.id)
    progress(0, 1, 'reading bars')
    const { bars, instruments } = await loadBacktest(connection, request)
    const { result, computeMs } = await pool.run(
      'adaptive',
      { request, bars, instruments },
      { signal, onProgress: progress },
    )
    const manifest = manifestOf(request, bars, instruments)
    return async (tx) => {
      const runId = await finishRun(tx, 'adaptive', job, adaptiveColumns(result, manifest, computeMs))
      return runId ? { adaptiveStudyId: runId, computeMs } : { computeMs }
    }
  }
}
