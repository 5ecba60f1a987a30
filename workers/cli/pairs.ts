import type { Command } from 'commander'
import { desc, eq } from 'drizzle-orm'
import { newId } from '#db/ids.ts'
import { savePair } from '#db/queries/pairs.ts'
import { chooseSeries, loadCloses } from '#db/queries/series.ts'
import { pairState, pairs } from '#db/schema/pairs.ts'
import { adjustments, timeframes } from '#lib/contracts/common.ts'
import { directions, type ScanResult, type ScanRow, scanOptions, scanRequest } from '#lib/contracts/pairs.ts'
import { Fault } from '#lib/fault.ts'
import { scan } from '#lib/pairs/scan.ts'
import { watchParams } from '#lib/pairs/watch-params.ts'
import { parametersOf } from '#lib/registry.ts'
import { strategies } from '#lib/strategies/index.ts'
import { loadScan } from '../jobs/scan.ts'
import { withDatabase } from './context.ts'
import { keyValue, lagRule, list, number, oneOf, pairList, parse, rowId, spanOf, whole, withinSpan } from './options.ts'
import { fixed, note, partly, printJson, printTable, progressLine } from './output.ts'
import { readPanel } from './panel.ts'

interface ScanCommand {
  panel?: string
  venue?: string
  timeframe: string
  source?: string
  adjustment?: string
  symbols?: string[]
  pairs?: [string, string][]
  from?: string
  to?: string
  lags: 'aic' | 'bic' | number
  directions?: (typeof directions)[number]
  qMax?: number
  halfLifeMin?: number
  halfLifeMax?: number
  spreadSdMin?: number
  overlapMin?: number
  twoStage?: number | true
  clusters?: number | true
  all?: boolean
  json?: boolean
}

export function registerPairs(program: Command): void {
  const group = program.command('pairs').description('Find cointegrated pairs honestly, watch what is kept')
  group
    .command('scan')
    .description(
      'Engle–Granger on log prices over all pairs, with Holm over both directions and Benjamini–Hochberg over the scan',
    )
    .option('--panel <file>', 'a wide close panel (CSV or CSV.gz) instead of the database')
    .option('--venue <name>')
    .option('--timeframe <length>', timeframes.join(', '), oneOf(timeframes), '1d')
    .option('--source <name>')
    .option('--adjustment <kind>', adjustments.join(', '), oneOf(adjustments))
    .option('--symbols <list>', 'comma-separated; default: all', list)
    .option('--pairs <list>', 'only these: Y:X,Y:X', pairList)
    .option('--from <date>', 'first day, inclusive')
    .option('--to <date>', 'last day, inclusive')
    .option('--lags <rule>', 'aic, bic or a number of lagged differences', lagRule, 'aic')
    .option('--directions <which>', 'one or both (default: one with --panel, else both)', oneOf(directions))
    .option('--q-max <q>', 'keep pairs up to this q', number)
    .option('--half-life-min <bars>', '', number)
    .option('--half-life-max <bars>', '', number)
    .option('--spread-sd-min <bp>', 'keep pairs whose spread moves at least so much', number)
    .option('--overlap-min <bars>', '', whole)
    .option('--two-stage [share]', 'screen on the first share of the bars (0.5), confirm on the rest', number)
    .option('--clusters [correlation]', 'test only pairs whose returns go together (0.5)', number)
    .option('--all', 'list the rejected pairs too, with the reason')
    .option('--json')
    .action(runScan)
  group
    .command('list')
    .description('Watched pairs and where they stand')
    .option('--json')
    .action((options: { json?: boolean }) => withDatabase((cli) => listWatched(cli, options)))
  group
    .command('watch')
    .description('Watch a pair: its hedge ratio is estimated on the stored bars and then frozen')
    .argument('<pair>', 'Y:X', pairList)
    .option('--venue <name>')
    .option('--timeframe <length>', timeframes.join(', '), oneOf(timeframes), '1d')
    .option('--source <name>')
    .option('--adjustment <kind>', adjustments.join(', '), oneOf(adjustments))
    .option('--from <date>')
    .option('--to <date>', 'last day used for the estimate; what comes after is watched')
    .option('--param <name=value>', 'parameter of the strategy, repeatable', keyValue, {})
    .option('--user <name>')
    .option('--json')
    .action((legs: [string, string][], options: WatchCommand) => withDatabase((cli) => watch(cli, legs, options)))
  group
    .command('unwatch')
    .argument('<id>', '', rowId)
    .option('--json')
    .action((id: string, { json }: { json?: boolean }) =>
      withDatabase(async ({ connection: { db } }) => {
        const [row] = await db.update(pairs).set({ watching: false }).where(eq(pairs.id, id)).returning()
        if (!row) throw new Fault('missing', `There is no watched pair ${id}`, { hint: 'titan pairs list' })
        if (json) return printJson(row)
        note(`${row.y}/${row.x} is no longer watched`)
      }),
    )
}

/** An option with a value that may be left out: nothing, the usual, or what was given. */
const orUsual = (value: number | true | undefined, name: string) =>
  value === undefined ? undefined : value === true ? {} : { [name]: value }

async function runScan(command: ScanCommand): Promise<void> {
  const { qMax, halfLifeMin, halfLifeMax, spreadSdMin, overlapMin } = command
  const options = parse(
    scanOptions,
    {
      lags: command.lags,
      directions: command.directions ?? (command.panel ? 'one' : 'both'),
      limits: { qMax, halfLifeMin, halfLifeMax, spreadSdMinBps: spreadSdMin, overlapMin },
      stages: orUsual(command.twoStage, 'split'),
      clusters: orUsual(command.clusters, 'minCorrelation'),
    },
    'The scan',
  )
  const range = spanOf(command.from, command.to)
  const work = async (series: { symbol: string; ts: Float64Array; close: Float64Array }[]) => {
    const line = progressLine()
    const result = scan(series, {
      ...options,
      pairs: command.pairs,
      // Rows of rejected pairs are only made where somebody sees or counts them.
      all: command.all === true || command.json !== true,
      now: () => performance.now(),
      onProgress: (done, total) => line.show(`${done} of ${total} pairs`),
    })
    line.end()
    partly.failed = result.tested === 0
    printScan(result, command)
    if (result.tested === 0) note(`Nothing was tested${why(result.pairs)}`)
  }
  if (command.panel) {
    const panel = await readPanel(command.panel, withinSpan(command.from, command.to))
    const unknown = command.symbols?.filter((symbol) => !panel.some((one) => one.symbol === symbol)) ?? []
    if (unknown.length > 0) throw new Fault('missing', `The panel has no column ${unknown.join(', ')}`)
    const chosen = command.symbols ? panel.filter(({ symbol }) => command.symbols?.includes(symbol)) : panel
    return work(chosen)
  }
  const { venue, timeframe, source, adjustment, symbols = [] } = command
  const request = parse(
    scanRequest,
    { ...options, venue, timeframe, source, adjustment, symbols, pairs: command.pairs, ...range },
    'The scan',
  )
  await withDatabase(async ({ connection }) => work((await loadScan(connection, request)).series))
}

function printScan(result: ScanResult, { all, json }: ScanCommand): void {
  const shown = all ? result.pairs : result.pairs.filter((row) => row.rejected === null)
  if (json) return printJson({ ...result, pairs: shown })
  printTable(
    ['Pair', 'Bars', 't', 'p', 'q', 'β', 'Half-life', 'sd, bp', 'z', 'Corr.', ...(all ? ['Verdict'] : [])],
    shown.map((row) => [
      `${row.y}/${row.x}`,
      row.n,
      fixed(row.stat, 2),
      fixed(row.p, 4),
      fixed(row.q, 3),
      fixed(row.beta, 2),
      fixed(row.halfLife, 1),
      fixed(row.spreadSdBps, 0),
      fixed(row.z, 2),
      fixed(row.correlation, 2),
      ...(all ? [row.rejected ?? 'kept'] : []),
    ]),
  )
  const below = result.pairs.filter((row) => row.p !== null && row.p < 0.05).length
  note(
    `${result.kept} of ${result.pairs.length} pairs kept (${fixed(result.expectedFalse, 2)} of them expected to be luck); ${below} have p below 0.05 where chance alone gives ${fixed(result.expectedByChance, 0)}. ${Math.round(result.computeMs)} ms`,
  )
}

const why = (rows: readonly ScanRow[]) =>
  rows.length === 0 ? '; --all says why' : `: ${rows[0].y}/${rows[0].x}: ${rows[0].rejected}`

async function listWatched(
  { connection: { db } }: Parameters<Parameters<typeof withDatabase>[0]>[0],
  { json }: { json?: boolean },
): Promise<void> {
  const rows = await db
    .select({ pair: pairs, state: pairState })
    .from(pairs)
    .leftJoin(pairState, eq(pairState.pairId, pairs.id))
    .where(eq(pairs.watching, true))
    .orderBy(desc(pairs.createdAt))
  if (json)
    return printJson(rows.map(({ pair, state }) => ({ ...pair, state: state && { ...state, saved: undefined } })))
  printTable(
    ['Id', 'Pair', 'Venue', 'Position', 'z', 'Last bar', 'Watched since'],
    rows.map(({ pair, state }) => [
      pair.id,
      `${pair.y}/${pair.x}`,
      pair.venue,
      state?.side,
      fixed(state?.z, 2),
      state?.barTs.toISOString(),
      pair.createdAt.toISOString().slice(0, 16),
    ]),
  )
}

interface WatchCommand {
  venue?: string
  timeframe: (typeof timeframes)[number]
  source?: string
  adjustment?: string
  from?: string
  to?: string
  param: Record<string, unknown>
  user?: string
  json?: boolean
}

async function watch(
  cli: Parameters<Parameters<typeof withDatabase>[0]>[0],
  [[y, x]]: [string, string][],
  options: WatchCommand,
): Promise<void> {
  const { sql, db } = cli.connection
  const { chosen, missing } = await chooseSeries(sql, { ...options, symbols: [y, x] })
  if (missing.length > 0)
    throw new Fault('missing', `There are no ${options.timeframe} bars of ${missing.join(' and ')}`, {
      hint: 'titan data list',
    })
  const legs = [y, x].map((symbol) => chosen.find((one) => one.symbol === symbol)).filter((one) => one !== undefined)
  const closes = await loadCloses(
    sql,
    legs.map(({ id }) => id),
    { ...spanOf(options.from, options.to), last: 1_260 },
  )
  const series = legs.map(({ symbol }, i) => ({ symbol, ...closes[i] }))
  const [row]: ScanRow[] = scan(series, { ...parse(scanOptions, {}, 'The test'), pairs: [[y, x]] }).pairs
  if (row.beta === null) throw new Fault('refused', `${y}/${x} cannot be watched: ${row.rejected}`)
  const strategy = 'pairs-zscore'
  const actor = await cli.actor(options.user)
  const params = parametersOf(strategies.get(strategy), { ...watchParams(row), ...options.param }) as Record<
    string,
    unknown
  >
  const formedAt = new Date(Math.min(...series.map(({ ts }) => ts[ts.length - 1])))
  const pair = await db.transaction((tx) =>
    savePair(tx, {
      id: newId(),
      ownerId: actor.id,
      visibility: 'private',
      ySeriesId: legs[0].id,
      xSeriesId: legs[1].id,
      y,
      x,
      venue: legs[0].venue,
      strategy,
      params,
      statistics: row,
      formedAt,
    }),
  )
  if (options.json) return printJson(pair)
  note(
    `${y}/${x} is watched from ${formedAt.toISOString().slice(0, 10)} on: p ${fixed(row.p, 4)}, β ${fixed(row.beta, 2)}, half-life ${fixed(row.halfLife, 1)} bars${row.rejected ? `. A scan would reject it: ${row.rejected}` : ''}`,
  )
}
