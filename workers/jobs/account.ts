import { createHash } from 'node:crypto'
import type { Connection, Queryable } from '#db/client.ts'
import type { JobHandler } from '#db/jobs.ts'
import { accountCurves, accountTrades } from '#db/schema/accounts.ts'
import { hashPanel, panelOf } from '#lib/backtest/data.ts'
import { checkDetail, detailColumns } from '#lib/backtest/detail.ts'
import type { PortfolioInput } from '#lib/backtest/portfolio.ts'
import type { TimedBars } from '#lib/backtest/timeline.ts'
import type { EquityCurve, InstrumentTerms } from '#lib/contracts/backtests.ts'
import type { Bars } from '#lib/contracts/bars.ts'
import { timeframeMs } from '#lib/contracts/common.ts'
import type { BacktestEvidence } from '#lib/contracts/evidence.ts'
import type { PortfolioReport, PortfolioRequest, Sleeve, StoredAccount } from '#lib/contracts/portfolios.ts'
import { Fault } from '#lib/fault.ts'
import { keepShape } from '#lib/stats/thin.ts'
import type { Pool } from '../pool.ts'
import { codeVersion } from '../version.ts'
import { finerOf, loadSymbols } from './bars.ts'
import { ratesFor } from './rates.ts'
import { finishRun, startRun } from './run-row.ts'

export type AccountBars = Omit<PortfolioInput, 'request' | 'onProgress' | 'shouldStop' | 'memoryBudget'> & {
  readonly seriesIds: readonly number[]
}

/** Points of the small picture of a sleeve. */
const shapePoints = 240

const placeOf = ({ timeframe, venue, source, adjustment }: Sleeve) =>
  JSON.stringify([timeframe, venue, source, adjustment])

/**
 * The bars that the sleeves ask for, one entry for each symbol and length of bar, what is known of the instruments, and
 * the rates of every other currency than that of the account.
 * @throws Fault `input` when one symbol is asked for from two places: an account holds it once.
 */
export async function loadAccount(connection: Connection, request: PortfolioRequest): Promise<AccountBars> {
  const bars: TimedBars[] = []
  const seriesIds = new Map<string, number>()
  const instrumentIds = new Map<string, string>()
  const known: InstrumentTerms[] = []
  const detail: Record<string, Bars> = {}
  for (const { timeframe } of request.sleeves) checkDetail({ timeframe, detail: request.detail })
  for (const sleeves of Map.groupBy(request.sleeves, placeOf).values()) {
    const [{ timeframe, venue, source, adjustment }] = sleeves
    const symbols = [...new Set(sleeves.flatMap((one) => one.symbols))]
    const { from, to } = request
    const loaded = await loadSymbols(connection, { symbols, timeframe, venue, source, adjustment, from, to })
    known.push(loaded.terms)
    for (const [i, one] of loaded.bars.entries()) {
      const { symbol } = one
      const key = `${symbol} ${timeframe}`
      const series = seriesIds.get(key)
      if (series === loaded.seriesIds[i]) continue
      const instrument = instrumentIds.get(symbol) ?? loaded.instrumentIds[i]
      if (series !== undefined || instrument !== loaded.instrumentIds[i])
        throw new Fault('input', `${symbol} is asked for from two places: in one account it is one position`, {
          hint: 'Give all its sleeves the same venue, source and adjustment',
        })
      seriesIds.set(key, loaded.seriesIds[i])
      instrumentIds.set(symbol, instrument)
      bars.push({ ...one, timeframe })
    }
    if (request.detail) {
      const finer = await loadSymbols(
        connection,
        finerOf({ symbols, timeframe, venue, source, adjustment, from, to }, request.detail),
      )
      for (const [i, { symbol, bars: one }] of finer.bars.entries()) {
        detail[symbol] = one
        seriesIds.set(`${symbol} ${request.detail}`, finer.seriesIds[i])
      }
    }
  }
  const terms = mergedTerms(known)
  const currency = request.currency ?? terms.currencies?.[request.sleeves[0].symbols[0]]
  const finest = request.sleeves.reduce((a, b) => (timeframeMs[b.timeframe] < timeframeMs[a.timeframe] ? b : a))
  const rates = currency
    ? await ratesFor(connection.sql, Object.values(terms.currencies ?? {}), currency, finest.timeframe)
    : {}
  const looked = request.detail ? { detail } : {}
  return { bars, ...terms, ...looked, currency, rates, seriesIds: [...seriesIds.values()] }
}

function mergedTerms(all: readonly InstrumentTerms[]): InstrumentTerms {
  const by = (pick: (one: InstrumentTerms) => Readonly<Record<string, string>> | undefined) =>
    Object.assign({}, ...all.map((one) => pick(one) ?? {})) as Record<string, string>
  return {
    lots: by(({ lots }) => lots),
    ticks: by(({ ticks }) => ticks),
    perpetual: [...new Set(all.flatMap(({ perpetual }) => perpetual ?? []))],
    calendars: by(({ calendars }) => calendars),
    currencies: by(({ currencies }) => currencies),
  }
}

/** What is needed to run it again: data hash, code version, the whole request as it was understood. */
export function accountManifest(
  request: PortfolioRequest,
  { bars, rates = {}, detail, seriesIds }: AccountBars,
  { equity, instruments }: PortfolioReport,
): Record<string, unknown> {
  const hash = createHash('sha256')
  const further = Object.values(rates)
    .flatMap(({ ts, close }) => [ts, close])
    .concat(detailColumns(detail))
  for (const [i, { symbol, timeframe, bars: one }] of bars.entries()) {
    const panel = panelOf([{ symbol, bars: one }], timeframe, request.from, request.to)
    hash.update(`${timeframe} ${hashPanel(panel, i === 0 ? further : [])}\n`)
  }
  return {
    dataHash: hash.digest('hex'),
    codeVersion: codeVersion(),
    ...request,
    from: new Date(equity.ts[0]).toISOString(),
    to: new Date(equity.ts.at(-1) ?? 0).toISOString(),
    bars: equity.ts.length,
    instruments,
    ...(seriesIds.length > 0 ? { seriesIds } : {}),
  }
}

/** The columns of a finished run. */
export function accountColumns(
  request: PortfolioRequest,
  { metrics, sleeves, positions, execution, notes }: PortfolioReport,
  evidence: BacktestEvidence,
  manifest: Record<string, unknown>,
  computeMs: number,
) {
  const result: StoredAccount = {
    sleeves: sleeves.map(({ trades: _, equity, ...sleeve }, i) => {
      const kept = keepShape(equity.equity, shapePoints)
      const shape = { ts: kept.map((at) => equity.ts[at]), equity: kept.map((at) => equity.equity[at]) }
      return { ...sleeve, share: request.sleeves[i].share, shape }
    }),
    positions,
    execution,
    notes,
    evidence,
  }
  return { state: 'done' as const, metrics, manifest, result, computeMs, finishedAt: new Date() }
}

/** The curves and trades of a finished run. */
export async function writeAccount(tx: Queryable, runId: string, { equity, sleeves }: PortfolioReport): Promise<void> {
  const curve = (place: number, { equity: values, drawdown, exposure }: EquityCurve, ts: Float64Array | null) =>
    tx.insert(accountCurves).values({
      ...{ runId, place, ts: ts && [...ts] },
      ...{ equity: [...values], drawdown: [...drawdown], exposure: [...exposure] },
    })
  await curve(0, equity, equity.ts)
  for (const [i, sleeve] of sleeves.entries()) {
    await curve(i + 1, sleeve.equity, null)
    for (let from = 0; from < sleeve.trades.length; from += 1_000)
      await tx
        .insert(accountTrades)
        .values(sleeve.trades.slice(from, from + 1_000).map((trade) => ({ runId, place: i + 1, n: trade.n, trade })))
  }
}

export function accountJob(connection: Connection, pool: Pool): JobHandler<'account'> {
  return async (job) => {
    const { payload: request, signal, progress } = job
    await startRun(connection, 'account', job.id)
    progress(0, 1, 'reading bars')
    const loaded = await loadAccount(connection, request)
    const { seriesIds: _, ...input } = loaded
    const { report, evidence, computeMs } = await pool.run(
      'account',
      { request, ...input },
      { signal, onProgress: progress },
    )
    const manifest = accountManifest(request, loaded, report)
    return async (tx) => {
      const runId = await finishRun(tx, 'account', job, accountColumns(request, report, evidence, manifest, computeMs))
      if (!runId) return { computeMs }
      await writeAccount(tx, runId, report)
      return { accountRunId: runId, computeMs }
    }
  }
}
