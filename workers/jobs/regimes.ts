import { eq } from 'drizzle-orm'
import type { Connection } from '#db/client.ts'
import type { JobHandler } from '#db/jobs.ts'
import { publish } from '#db/outbox.ts'
import { regimeRuns } from '#db/schema/regimes.ts'
import { hashPanel, panelOf, type SymbolBars } from '#lib/backtest/data.ts'
import type { RegimeRequest, RegimeResult } from '#lib/contracts/regimes.ts'
import type { Pool } from '../pool.ts'
import { codeVersion } from '../version.ts'
import { loadBacktest } from './backtest.ts'

/** The columns of a finished run. */
export function regimeColumns(result: RegimeResult, manifest: Record<string, unknown>, computeMs: number) {
  const { history, ...rest } = result
  return {
    state: 'done' as const,
    manifest,
    result: rest,
    historyTs: [...history.ts],
    historyRegime: [...history.regime],
    historyProbability: [...history.probability],
    historyLevel: [...history.level],
    computeMs,
    finishedAt: new Date(),
  }
}

/** What is needed to tell the same again: data hash, code version, the request as it was understood. */
export function regimeManifest(request: RegimeRequest, bars: readonly SymbolBars[]): Record<string, unknown> {
  const panel = panelOf(bars, request.timeframe, request.from, request.to)
  return {
    dataHash: hashPanel(panel),
    codeVersion: codeVersion(),
    ...request,
    from: new Date(panel.ts[0] ?? 0).toISOString(),
    to: new Date(panel.ts.at(-1) ?? 0).toISOString(),
    bars: panel.ts.length,
  }
}

export function regimesJob(connection: Connection, pool: Pool): JobHandler<'regimes'> {
  return async ({ id: jobId, payload: request, ownerId, visibility, signal, progress }) => {
    await connection.db.update(regimeRuns).set({ state: 'running' }).where(eq(regimeRuns.jobId, jobId))
    progress(0, 1, 'reading bars')
    const { bars } = await loadBacktest(connection, request)
    const { result, computeMs } = await pool.run('regimes', { request, bars }, { signal, onProgress: progress })
    const manifest = regimeManifest(request, bars)
    return async (tx) => {
      const [run] = await tx
        .update(regimeRuns)
        .set(regimeColumns(result, manifest, computeMs))
        .where(eq(regimeRuns.jobId, jobId))
        .returning({ id: regimeRuns.id })
      if (!run) return { computeMs }
      await publish(tx, [
        {
          stream: 'runs',
          key: run.id,
          ownerId,
          visibility,
          payload: { runId: run.id, kind: 'regimes', state: 'done' },
        },
      ])
      return { regimeRunId: run.id, computeMs }
    }
  }
}
