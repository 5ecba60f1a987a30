import { eq, sql } from 'drizzle-orm'
import type { Connection } from '#db/client.ts'
import { newId } from '#db/ids.ts'
import type { JobHandler } from '#db/jobs.ts'
import { publish } from '#db/outbox.ts'
import { savePair, watchesReversed } from '#db/queries/pairs.ts'
import { chooseSeries, type FoundSeries, loadCloses } from '#db/queries/series.ts'
import { scanRuns } from '#db/schema/pairs.ts'
import type { ScanRequest, ScanResult, ScanRow } from '#lib/contracts/pairs.ts'
import { Fault } from '#lib/fault.ts'
import { watchParams } from '#lib/pairs/watch-params.ts'
import { strategies } from '#lib/strategies/index.ts'
import type { Pool } from '../pool.ts'
import { residualSpark } from './spark.ts'

/** Rows of a scan that get a picture of their spread: all that are kept, and the best of the rest. */
const sparks = 200
const symbolLimit = 2_000

export interface LoadedScan {
  readonly chosen: FoundSeries[]
  readonly series: { symbol: string; ts: Float64Array; close: Float64Array }[]
}

/** The series a scan asks for, read from the database. */
export async function loadScan({ sql }: Connection, request: ScanRequest): Promise<LoadedScan> {
  const named = [...new Set([...request.symbols, ...(request.pairs ?? []).flat()])]
  const { chosen, missing } = await chooseSeries(sql, { ...request, symbols: named })
  // A pair with an unknown leg is a rejected row; a symbol that was named for itself would be left out without a word.
  const unknown = missing.filter((symbol) => request.symbols.includes(symbol))
  if (unknown.length > 0)
    throw new Fault('missing', `There are no ${request.timeframe} bars of ${unknown.join(', ')}`, {
      hint: 'titan data list',
    })
  if (chosen.length === 0)
    throw new Fault(
      'missing',
      `There are no ${request.timeframe} bars of ${named.length > 0 ? named.slice(0, 5).join(', ') : (request.venue ?? 'any venue')}`,
      { next: 'fix', hint: 'titan data list shows what there is' },
    )
  if (chosen.length > symbolLimit)
    throw new Fault('input', `${chosen.length} symbols are ${chosen.length - symbolLimit} too many for one scan`, {
      hint: 'Name the symbols or a venue',
    })
  const closes = await loadCloses(
    sql,
    chosen.map(({ id }) => id),
    { from: request.from, to: request.to },
  )
  return { chosen, series: chosen.map(({ symbol }, i) => ({ symbol, ...closes[i] })) }
}

export function scanJob(connection: Connection, pool: Pool): JobHandler<'scan'> {
  return async ({ id: jobId, payload: request, ownerId, visibility, signal, progress }) => {
    await connection.db.update(scanRuns).set({ state: 'running' }).where(eq(scanRuns.jobId, jobId))
    progress(0, 1, 'reading bars')
    const { chosen, series } = await loadScan(connection, request)
    const { lags, directions, limits, stages, clusters, pairs } = request
    const result = await pool.run(
      'scan',
      { series, options: { lags, directions, limits, stages, clusters, pairs } },
      { signal, onProgress: progress },
    )
    const bySymbol = new Map(series.map((one) => [one.symbol, one]))
    const rows = result.pairs.toSorted(byEvidence)
    const spans = series.filter(({ ts }) => ts.length > 0)

    return async (tx) => {
      const [run] = await tx
        .update(scanRuns)
        .set({
          state: 'done',
          symbols: chosen.length,
          tested: result.tested,
          pairs: rows.length,
          kept: result.kept,
          expectedByChance: result.expectedByChance,
          expectedFalse: result.expectedFalse,
          histogram: histogramOf(rows),
          firstTs: spans.length > 0 ? new Date(Math.min(...spans.map(({ ts }) => ts[0]))) : null,
          lastTs: spans.length > 0 ? new Date(Math.max(...spans.map(({ ts }) => ts[ts.length - 1]))) : null,
          bars: Math.max(0, ...series.map(({ ts }) => ts.length)),
          computeMs: result.computeMs,
          finishedAt: new Date(),
        })
        .where(eq(scanRuns.jobId, jobId))
        .returning({ id: scanRuns.id })
      if (!run) return summary(result)
      for (let from = 0; from < rows.length; from += 2_000) {
        const some = rows.slice(from, from + 2_000).map((row, i) => {
          const n = from + i + 1
          const picture =
            row.rejected === null || n <= sparks ? residualSpark(bySymbol.get(row.y), bySymbol.get(row.x), row) : null
          return { n, y: row.y, x: row.x, p: row.p, q: row.q, kept: row.rejected === null, row, spark: picture }
        })
        await tx.execute(sql`insert into scan_rows (scan_id, n, y, x, p, q, kept, row, spark)
          select ${run.id}::uuid, * from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as r(n int, y text, x text, p float8, q float8, kept boolean, row jsonb, spark real[])`)
      }
      if (request.watchKept) await watchKept(tx, rows, chosen, bySymbol, { scanId: run.id, ownerId, visibility })
      await publish(tx, [
        { stream: 'runs', key: run.id, ownerId, visibility, payload: { runId: run.id, kind: 'scan', state: 'done' } },
      ])
      return { scanId: run.id, ...summary(result) }
    }
  }
}

const summary = ({ tested, kept, computeMs, expectedFalse }: ScanResult) => ({ tested, kept, computeMs, expectedFalse })

/** Kept first, then by q, p: what a reader wants to see first. */
function byEvidence(a: ScanRow, b: ScanRow): number {
  const kept = Number(a.rejected !== null) - Number(b.rejected !== null)
  return kept || (a.q ?? 2) - (b.q ?? 2) || (a.p ?? 2) - (b.p ?? 2)
}

/** Twenty counts of p between 0 and 1: flat when there is nothing to find. */
function histogramOf(rows: readonly ScanRow[]): number[] {
  const counts = new Array<number>(20).fill(0)
  for (const { p } of rows) if (p !== null) counts[Math.min(19, Math.floor(p * 20))] += 1
  return counts
}

async function watchKept(
  tx: Parameters<typeof savePair>[0],
  rows: readonly ScanRow[],
  chosen: readonly FoundSeries[],
  loaded: ReadonlyMap<string, { ts: Float64Array }>,
  { scanId, ownerId, visibility }: { scanId: string; ownerId: string; visibility: 'private' | 'shared' },
): Promise<void> {
  const bySymbol = new Map(chosen.map((one) => [one.symbol, one]))
  for (const row of rows) {
    const y = bySymbol.get(row.y)
    const x = bySymbol.get(row.x)
    if (row.rejected !== null || !y || !x) continue
    // One direction speaks for a spread. The one that is watched keeps its position and its past; a scan that finds the
    // other one better shows it, and whoever wants both asks for it by hand.
    if (await watchesReversed(tx, { ownerId, ySeriesId: y.id, xSeriesId: x.id })) continue
    const strategy = 'pairs-zscore'
    const lastTs = loaded.get(row.y)?.ts.at(-1) ?? 0
    await savePair(tx, {
      id: newId(),
      ownerId,
      visibility,
      ySeriesId: y.id,
      xSeriesId: x.id,
      y: row.y,
      x: row.x,
      venue: y.venue,
      strategy,
      params: strategies.parse(strategy, watchParams(row)),
      scanId,
      statistics: row,
      formedAt: new Date(lastTs),
    })
  }
}
