import { asc, eq } from 'drizzle-orm'
import type { Connection } from '#db/client.ts'
import type { JobHandler } from '#db/jobs.ts'
import { optimisationTrials } from '#db/schema/optimisations.ts'
import { type StoredTrial, study } from '#lib/optimize/study.ts'
import type { Pool } from '../pool.ts'
import { sharedBars } from '../shared-bars.ts'
import { manifestOf } from '../study.ts'
import { loadBacktest } from './backtest.ts'
import { finishRun, startRun } from './run-row.ts'

/** Trials wait this long to be written together: a killed study loses no more. */
const writeEveryMs = 250

/** A trial as a row keeps it: what a search needs to go on rests beside its figures. */
export const trialRow = (
  optimisationId: string,
  { n, params, state, values, figures, note, ...rest }: StoredTrial,
) => ({
  optimisationId,
  n,
  params,
  state,
  values: [...values],
  figures,
  note,
  early: rest.early ?? null,
  violation: rest.violation ?? 0,
})

/** What was tried so far, oldest first. */
export async function readTrials(connection: Connection, optimisationId: string): Promise<StoredTrial[]> {
  return connection.db
    .select()
    .from(optimisationTrials)
    .where(eq(optimisationTrials.optimisationId, optimisationId))
    .orderBy(asc(optimisationTrials.n))
}

/**
 * Runs a search on the threads of the pool. Batches are the sampler's own, so that the number of threads changes nothing
 * in what comes out; whole batches are written as they end, and a take-over goes on behind the last one.
 */
export function optimisationJob(connection: Connection, pool: Pool): JobHandler<'optimisation'> {
  return async (job) => {
    const { id: jobId, payload: request, signal, progress } = job
    const runId = await startRun(connection, 'optimisation', jobId)
    progress(0, 1, 'reading bars')
    const { bars: loaded, instruments } = await loadBacktest(connection, request)
    const bars = sharedBars(loaded)
    const started = performance.now()
    const search = study(request, runId ? await readTrials(connection, runId) : [])
    let written = search.trials.length
    let writtenAt = performance.now()
    const write = async () => {
      const rows = runId ? search.trials.slice(written).map((trial) => trialRow(runId, trial)) : []
      for (let from = 0; from < rows.length; from += 500)
        await connection.db
          .insert(optimisationTrials)
          .values(rows.slice(from, from + 500))
          .onConflictDoNothing()
      written = search.trials.length
      writtenAt = performance.now()
    }
    for (let batch = search.ask(); batch; batch = search.ask()) {
      signal.throwIfAborted()
      const size = Math.max(1, Math.ceil(batch.length / pool.threads))
      const parts = Array.from({ length: Math.ceil(batch.length / size) }, (_, i) =>
        batch.slice(i * size, (i + 1) * size),
      )
      const results = await Promise.all(
        parts.map((asks) => pool.run('trials', { study: jobId, request, bars, instruments, asks }, { signal })),
      )
      search.tell(results.flat())
      progress(search.trials.length, request.trials, 'trying parameters')
      if (performance.now() - writtenAt > writeEveryMs) await write()
    }
    await write()
    const result = await pool.run(
      'verdict',
      { study: jobId, request, bars, instruments, trials: [...search.trials] },
      { signal, onProgress: progress },
    )
    const manifest = manifestOf(request, loaded, instruments)
    const computeMs = performance.now() - started
    return async (tx) => {
      const done = await finishRun(tx, 'optimisation', job, { manifest, result, computeMs })
      return done ? { optimisationId: done, computeMs, best: result.best } : { computeMs }
    }
  }
}
