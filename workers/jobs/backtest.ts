import { eq, inArray } from 'drizzle-orm'
import type { Connection } from '#db/client.ts'
import type { JobHandler } from '#db/jobs.ts'
import { publish } from '#db/outbox.ts'
import { chooseSeries, loadBars } from '#db/queries/series.ts'
import { backtestEquity, backtestRuns, backtestTrades } from '#db/schema/backtests.ts'
import { instruments } from '#db/schema/instruments.ts'
import type { SymbolBars } from '#lib/backtest/data.ts'
import type { Instruments } from '#lib/backtest/desk-of.ts'
import type { BacktestReport, BacktestRequest, InstrumentTerms } from '#lib/contracts/backtests.ts'
import type { BacktestEvidence } from '#lib/contracts/evidence.ts'
import { Fault } from '#lib/fault.ts'
import type { Pool } from '../pool.ts'
import { codeVersion } from '../version.ts'
import { ratesFor } from './rates.ts'

/** What says which bars are wanted: the fields that every question about bars has. */
export type BarsWanted = Pick<
  BacktestRequest,
  'symbols' | 'venue' | 'timeframe' | 'source' | 'adjustment' | 'from' | 'to'
>

/** The bars a backtest asks for, one entry a symbol, in the order of the request, and what is known of the instruments. */
export async function loadBacktest(
  { sql, db }: Connection,
  request: BarsWanted,
): Promise<{ bars: SymbolBars[]; seriesIds: number[]; instruments: InstrumentTerms & Pick<Instruments, 'rates'> }> {
  const { chosen, missing } = await chooseSeries(sql, request)
  if (missing.length > 0)
    throw new Fault('missing', `There are no ${request.timeframe} bars of ${missing.join(', ')}`, {
      next: 'fix',
      hint: 'titan data list shows what there is',
    })
  const series = request.symbols
    .map((symbol) => chosen.find((one) => one.symbol === symbol))
    .filter((one) => one !== undefined)
  const bars = await Promise.all(
    series.map(async ({ id, symbol }) => ({
      symbol,
      bars: await loadBars(sql, id, { from: request.from, to: request.to }),
    })),
  )
  const rows = await db
    .select()
    .from(instruments)
    .where(inArray(instruments.id, [...new Set(series.map(({ instrumentId }) => instrumentId))]))
  const each = series.flatMap((one) => {
    const row = rows.find(({ id }) => id === one.instrumentId)
    return row ? [{ ...row, adjustment: one.adjustment }] : []
  })
  const by = (all: typeof each, pick: (row: (typeof each)[number]) => string) =>
    Object.fromEntries(all.map((row) => [row.symbol, pick(row)]))
  const account = each[0]?.currency ?? ''
  const rates = await ratesFor(
    sql,
    each.map(({ currency }) => currency),
    account,
    request.timeframe,
  )
  return {
    bars,
    seriesIds: series.map(({ id }) => id),
    instruments: {
      ...(Object.keys(rates).length > 0 ? { rates } : {}),
      lots: by(each, ({ lot }) => lot),
      // Adjusted prices never traded: no venue's step applies to them.
      ticks: by(
        each.filter(({ adjustment }) => adjustment === 'raw'),
        ({ tick }) => tick,
      ),
      perpetual: each.filter(({ kind }) => kind === 'swap').map(({ symbol }) => symbol),
      calendars: by(each, ({ calendar }) => calendar),
      currencies: by(each, ({ currency }) => currency),
    },
  }
}

export function backtestJob(connection: Connection, pool: Pool): JobHandler<'backtest'> {
  return async ({ id: jobId, payload: request, ownerId, visibility, signal, progress }) => {
    await connection.db.update(backtestRuns).set({ state: 'running' }).where(eq(backtestRuns.jobId, jobId))
    progress(0, 1, 'reading bars')
    const { bars, seriesIds, instruments } = await loadBacktest(connection, request)
    const { report, evidence, computeMs } = await pool.run(
      'backtest',
      { request, bars, ...instruments, codeVersion: codeVersion() },
      { signal, onProgress: progress },
    )
    return async (tx) => {
      const [run] = await tx
        .update(backtestRuns)
        .set(runColumns(report, evidence, { seriesIds, computeMs }))
        .where(eq(backtestRuns.jobId, jobId))
        .returning({ id: backtestRuns.id })
      if (!run) return { computeMs }
      await writeReport(tx, run.id, report)
      await publish(tx, [
        {
          stream: 'runs',
          key: run.id,
          ownerId,
          visibility,
          payload: { runId: run.id, kind: 'backtest', state: 'done' },
        },
      ])
      return { backtestId: run.id, computeMs }
    }
  }
}

/** The columns of a finished run. */
export const runColumns = (
  report: BacktestReport,
  evidence: BacktestEvidence,
  { seriesIds, computeMs }: { seriesIds: number[]; computeMs: number },
) => ({
  state: 'done' as const,
  metrics: report.metrics,
  manifest: { ...report.manifest, seriesIds },
  notes: report.notes,
  execution: report.execution ?? null,
  evidence,
  computeMs,
  finishedAt: new Date(),
})

export async function writeReport(
  tx: Parameters<typeof publish>[0],
  runId: string,
  { trades, equity }: BacktestReport,
): Promise<void> {
  for (let from = 0; from < trades.length; from += 1_000) {
    await tx
      .insert(backtestTrades)
      .values(trades.slice(from, from + 1_000).map((trade) => ({ runId, n: trade.n, trade })))
  }
  await tx.insert(backtestEquity).values({
    runId,
    ts: [...equity.ts],
    equity: [...equity.equity],
    drawdown: [...equity.drawdown],
    exposure: [...equity.exposure],
  })
}
