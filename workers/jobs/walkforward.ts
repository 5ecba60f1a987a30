import { eq } from 'drizzle-orm'
import type { Connection } from '#db/client.ts'
import type { JobHandler } from '#db/jobs.ts'
import { publish } from '#db/outbox.ts'
import { walkForwards } from '#db/schema/studies.ts'
import type { WalkForwardResult } from '#lib/contracts/studies.ts'
import type { Pool } from '../pool.ts'
import { manifestOf } from '../study.ts'
import { loadBacktest } from './backtest.ts'

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
  return async ({ id: jobId, payload: request, ownerId, visibility, signal, progress }) => {
    await connection.db.update(walkForwards).set({ state: 'running' }).where(eq(walkForwards.jobId, jobId))
    progress(0, 1, 'reading bars')
    const { bars, instruments } = await loadBacktest(connection, request)
    const { result, computeMs } = await pool.run(
      'walkforward',
      { request, bars, instruments },
      { signal, onProgress: progress },
    )
    const manifest = manifestOf(request, bars)
    return async (tx) => {
      const [run] = await tx
        .update(walkForwards)
        .set(studyColumns(result, manifest, computeMs))
        .where(eq(walkForwards.jobId, jobId))
        .returning({ id: walkForwards.id })
      if (!run) return { computeMs }
      await publish(tx, [
        {
          stream: 'runs',
          key: run.id,
          ownerId,
          visibility,
          payload: { runId: run.id, kind: 'walkforward', state: 'done' },
        },
      ])
      return { walkForwardId: run.id, computeMs, passed: result.passed }
    }
  }
}
