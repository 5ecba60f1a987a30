import type { Connection } from '#db/client.ts'
import type { JobHandler } from '#db/jobs.ts'
import { hashPanel, panelOf, type SymbolBars } from '#lib/backtest/data.ts'
import type { RegimeRequest, RegimeResult } from '#lib/contracts/regimes.ts'
import type { Pool } from '../pool.ts'
import { codeVersion } from '../version.ts'
import { loadSymbols } from './bars.ts'
import { finishRun, startRun } from './run-row.ts'

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
  return async (job) => {
    const { payload: request, signal, progress } = job
    await startRun(connection, 'regimes', job.id)
    progress(0, 1, 'reading bars')
    const { bars } = await loadSymbols(connection, request)
    const { result, computeMs } = await pool.run('regimes', { request, bars }, { signal, onProgress: progress })
    const manifest = regimeManifest(request, bars)
    return async (tx) => {
      const runId = await finishRun(tx, 'regimes', job, regimeColumns(result, manifest, computeMs))
      return runId ? { regimeRunId: runId, computeMs } : { computeMs }
    }
  }
}
