import type { Command } from 'commander'
import { asc, eq } from 'drizzle-orm'
import { allAccountTrades, readCurve } from '#db/queries/accounts.ts'
import { readAdaptiveTrack } from '#db/queries/adaptive.ts'
import { accountRuns } from '#db/schema/accounts.ts'
import { adaptiveStudies } from '#db/schema/adaptive.ts'
import { backtestEquity, backtestRuns, backtestTrades } from '#db/schema/backtests.ts'
import { optimisations } from '#db/schema/optimisations.ts'
import { regimeRuns } from '#db/schema/regimes.ts'
import { walkForwards } from '#db/schema/studies.ts'
import { portfolioBacktest } from '#lib/backtest/portfolio.ts'
import { backtest } from '#lib/backtest/run.ts'
import { Fault } from '#lib/fault.ts'
import { optimise } from '#lib/optimize/run.ts'
import { detectRegimes } from '#lib/regimes/detect.ts'
import { adaptiveStudy } from '#lib/walkforward/adaptive-study.ts'
import { walkForward } from '#lib/walkforward/run.ts'
import { accountManifest, loadAccount } from '../jobs/account.ts'
import { loadBacktest } from '../jobs/backtest.ts'
import { loadSymbols } from '../jobs/bars.ts'
import { readTrials } from '../jobs/optimisation.ts'
import { regimeColumns, regimeManifest } from '../jobs/regimes.ts'
import { manifestOf } from '../study.ts'
import { codeVersion } from '../version.ts'
import { type Cli, withDatabase } from './context.ts'
import { rowId } from './options.ts'
import { note, partly, printJson } from './output.ts'

interface Comparison {
  readonly kind: 'regimes' | 'backtest' | 'walkforward' | 'optimisation' | 'account' | 'adaptive'
  readonly dataHash: { readonly stored: unknown; readonly now: unknown }
  readonly codeVersion: { readonly stored: unknown; readonly now: string }
  /** First place where both differ, as a path; null: not a bit. */
  readonly difference: string | null
}

export function registerReproduce(program: Command): void {
  program
    .command('reproduce')
    .description('Run a stored run again, on the bars as they are now, and compare every bit')
    .argument(
      '<run>',
      'id of a backtest, walk-forward, optimisation, account, study by regime or telling of regimes',
      rowId,
    )
    .option('--json')
    .action((id: string, { json }: { json?: boolean }) =>
      withDatabase(async (cli) => {
        const found =
          (await ofBacktest(cli, id)) ??
          (await ofWalkForward(cli, id)) ??
          (await ofOptimisation(cli, id)) ??
          (await ofAccount(cli, id)) ??
          (await ofAdaptive(cli, id)) ??
          (await ofRegimes(cli, id))
        if (!found)
          throw new Fault('missing', `There is no finished run ${id}`, {
            hint: 'titan backtest list, titan study list, titan backtest account list, titan regimes choices list, titan regimes history',
          })
        const reproduced = found.difference === null
        partly.failed = !reproduced
        if (json) return printJson({ runId: id, reproduced, ...found })
        const { dataHash, codeVersion: code } = found
        if (dataHash.stored !== dataHash.now)
          note('The bars are not the ones it ran on: they were changed or added to since.')
        if (code.stored !== code.now) note(`It ran with code ${code.stored}; this is ${code.now}.`)
        note(reproduced ? `The same ${found.kind}, bit for bit` : `It differs at ${found.difference}`)
      }),
    )
}

/** First path at which two values of JSON differ; −0 and 0 are one, as in the table. */
export function firstDifference(a: unknown, b: unknown, path = ''): string | null {
  if (a === b) return null
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return path || 'the whole'
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  for (const key of keys) {
    const inner = firstDifference(
      (a as Record<string, unknown>)[key],
      (b as Record<string, unknown>)[key],
      path ? `${path}.${key}` : key,
    )
    if (inner) return inner
  }
  return null
}

/** A value as a table would give it back: what is undefined is not there, −0 is 0. */
const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

async function ofBacktest({ connection }: Cli, id: string): Promise<Comparison | null> {
  const [row] = await connection.db.select().from(backtestRuns).where(eq(backtestRuns.id, id))
  if (row?.state !== 'done' || !row.manifest) return null
  const { bars, instruments } = await loadBacktest(connection, row.request)
  const report = backtest({ request: row.request, bars, ...instruments, codeVersion: codeVersion() })
  const trades = await connection.db
    .select({ trade: backtestTrades.trade })
    .from(backtestTrades)
    .where(eq(backtestTrades.runId, id))
    .orderBy(asc(backtestTrades.n))
  const [curve] = await connection.db.select().from(backtestEquity).where(eq(backtestEquity.runId, id))
  return {
    kind: 'backtest',
    dataHash: { stored: row.manifest.dataHash, now: report.manifest.dataHash },
    codeVersion: { stored: row.manifest.codeVersion, now: codeVersion() },
    difference: firstDifference(
      { metrics: row.metrics, trades: trades.map(({ trade }) => trade), equity: curve?.equity },
      stored({ metrics: report.metrics, trades: report.trades, equity: [...report.equity.equity] }),
    ),
  }
}

async function ofWalkForward({ connection }: Cli, id: string): Promise<Comparison | null> {
  const [row] = await connection.db.select().from(walkForwards).where(eq(walkForwards.id, id))
  if (row?.state !== 'done') return null
  const { bars, instruments } = await loadBacktest(connection, row.request)
  const { track, ...result } = walkForward(row.request, bars, { instruments })
  const manifest = manifestOf(row.request, bars, instruments)
  return {
    kind: 'walkforward',
    dataHash: { stored: row.manifest?.dataHash, now: manifest.dataHash },
    codeVersion: { stored: row.manifest?.codeVersion, now: codeVersion() },
    difference: firstDifference(
      { result: row.result, track: row.trackReturns },
      stored({ result, track: [...track.returns] }),
    ),
  }
}

async function ofOptimisation({ connection }: Cli, id: string): Promise<Comparison | null> {
  const [row] = await connection.db.select().from(optimisations).where(eq(optimisations.id, id))
  if (row?.state !== 'done') return null
  const { bars, instruments } = await loadBacktest(connection, row.request)
  const { result, trials } = optimise(row.request, bars, { instruments })
  const manifest = manifestOf(row.request, bars, instruments)
  const before = await readTrials(connection, id)
  return {
    kind: 'optimisation',
    dataHash: { stored: row.manifest?.dataHash, now: manifest.dataHash },
    codeVersion: { stored: row.manifest?.codeVersion, now: codeVersion() },
    difference: firstDifference(
      { result: row.result, trials: before.map(({ n, params, values }) => ({ n, params, values })) },
      stored({ result, trials: trials.map(({ n, params, values }) => ({ n, params, values })) }),
    ),
  }
}

async function ofAdaptive({ connection }: Cli, id: string): Promise<Comparison | null> {
  const [row] = await connection.db.select().from(adaptiveStudies).where(eq(adaptiveStudies.id, id))
  if (row?.state !== 'done') return null
  const { bars, instruments } = await loadBacktest(connection, row.request)
  const { track, ...result } = adaptiveStudy(row.request, bars, { instruments })
  const manifest = manifestOf(row.request, bars, instruments)
  const before = await readAdaptiveTrack(connection.db, id)
  return {
    kind: 'adaptive',
    dataHash: { stored: row.manifest?.dataHash, now: manifest.dataHash },
    codeVersion: { stored: row.manifest?.codeVersion, now: codeVersion() },
    difference: firstDifference(
      { result: row.result, byRegime: before?.byRegime, byCommon: before?.byCommon },
      stored({ result, byRegime: [...track.byRegime], byCommon: [...track.byCommon] }),
    ),
  }
}

async function ofAccount({ connection }: Cli, id: string): Promise<Comparison | null> {
  const { db } = connection
  const [row] = await db.select().from(accountRuns).where(eq(accountRuns.id, id))
  if (row?.state !== 'done') return null
  const loaded = await loadAccount(connection, row.request)
  const { seriesIds: _, ...input } = loaded
  const report = portfolioBacktest({ request: row.request, ...input })
  const manifest = accountManifest(row.request, loaded, report)
  const [trades, curve] = [await allAccountTrades(db, id), await readCurve(db, id)]
  const nowTraded = report.sleeves.flatMap((one, i) => one.trades.map((trade) => ({ place: i + 1, trade })))
  return {
    kind: 'account',
    dataHash: { stored: row.manifest?.dataHash, now: manifest.dataHash },
    codeVersion: { stored: row.manifest?.codeVersion, now: codeVersion() },
    difference: firstDifference(
      { metrics: row.metrics, positions: row.result?.positions, trades, equity: curve?.equity },
      stored({
        ...{ metrics: report.metrics, positions: report.positions },
        ...{ trades: nowTraded, equity: [...report.equity.equity] },
      }),
    ),
  }
}

async function ofRegimes({ connection }: Cli, id: string): Promise<Comparison | null> {
  const [row] = await connection.db.select().from(regimeRuns).where(eq(regimeRuns.id, id))
  if (row?.state !== 'done') return null
  const { bars } = await loadSymbols(connection, row.request)
  const now = regimeColumns(detectRegimes(row.request, bars), regimeManifest(row.request, bars), 0)
  const told = ({ result, historyTs, historyRegime, historyProbability, historyLevel }: Partial<typeof row>) => ({
    ...{ result, historyTs, historyRegime, historyProbability, historyLevel },
  })
  return {
    kind: 'regimes',
    dataHash: { stored: row.manifest?.['dataHash'], now: now.manifest['dataHash'] },
    codeVersion: { stored: row.manifest?.['codeVersion'], now: codeVersion() },
    difference: firstDifference(stored(told(row)), stored(told(now as Partial<typeof row>))),
  }
}
