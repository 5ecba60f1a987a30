import type { Connection, Queryable } from '#db/client.ts'
import type { JobHandler } from '#db/jobs.ts'
import { backtestEquity, backtestTrades } from '#db/schema/backtests.ts'
import type { SymbolBars } from '#lib/backtest/data.ts'
import type { Instruments } from '#lib/backtest/desk-of.ts'
import { checkDetail } from '#lib/backtest/detail.ts'
import type { BacktestReport, InstrumentTerms } from '#lib/contracts/backtests.ts'
import type { BacktestEvidence } from '#lib/contracts/evidence.ts'
import type { Pool } from '../pool.ts'
import { codeVersion } from '../version.ts'
import { type BarsWanted, finerOf, loadSymbols } from './bars.ts'
import { ratesFor } from './rates.ts'
import { finishRun, startRun } from './run-row.ts'

/**
 * Bars and instruments of a backtest, with the finer bars it looks into and the rates of every other currency than that of
 * its first symbol. The ids of the series are those of the bars, then those of the finer ones.
 */
export async function loadBacktest(
  connection: Connection,
  request: BarsWanted,
): Promise<{
  bars: SymbolBars[]
  seriesIds: number[]
  instruments: InstrumentTerms & Pick<Instruments, 'rates' | 'detail'>
}> {
  checkDetail(request)
  const { bars, seriesIds, terms } = await loadSymbols(connection, request)
  const finer = request.detail && (await loadSymbols(connection, finerOf(request, request.detail)))
  const account = terms.currencies?.[request.symbols[0]] ?? ''
  const rates = await ratesFor(connection.sql, Object.values(terms.currencies ?? {}), account, request.timeframe)
  return {
    bars,
    seriesIds: finer ? [...seriesIds, ...finer.seriesIds] : seriesIds,
    instruments: {
      ...(Object.keys(rates).length > 0 ? { rates } : {}),
      ...(finer ? { detail: Object.fromEntries(finer.bars.map(({ symbol, bars: one }) => [symbol, one])) } : {}),
      ...terms,
    },
  }
}

export function backtestJob(connection: Connection, pool: Pool): JobHandler<'backtest'> {
  return async (job) => {
    const { payload: request, signal, progress } = job
    await startRun(connection, 'backtest', job.id)
    progress(0, 1, 'reading bars')
    const { bars, seriesIds, instruments } = await loadBacktest(connection, request)
    const { report, evidence, computeMs } = await pool.run(
      'backtest',
      { request, bars, ...instruments, codeVersion: codeVersion() },
      { signal, onProgress: progress },
    )
    return async (tx) => {
      const runId = await finishRun(tx, 'backtest', job, runColumns(report, evidence, { seriesIds, computeMs }))
      if (!runId) return { computeMs }
      await writeReport(tx, runId, report)
      return { backtestId: runId, computeMs }
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

export async function writeReport(tx: Queryable, runId: string, { trades, equity }: BacktestReport): Promise<void> {
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
