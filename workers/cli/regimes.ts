import type { Command } from 'commander'
import { newId } from '#db/ids.ts'
import { listRegimeRuns, newestRegimes, readRegimeHistory } from '#db/queries/regimes.ts'
import { regimeRuns } from '#db/schema/regimes.ts'
import { adjustments, timeframes } from '#lib/contracts/common.ts'
import { type RegimeRequest, type RegimeResult, regimeNames, regimeRequest } from '#lib/contracts/regimes.ts'
import { Fault } from '#lib/fault.ts'
import { detectRegimes } from '#lib/regimes/detect.ts'
import { regimeDetectors } from '#lib/regimes/index.ts'
import { regimeColumns, regimeManifest } from '../jobs/regimes.ts'
import { type Cli, withDatabase } from './context.ts'
import { count, keyValue, list, oneOf, parse, spanOf, whole } from './options.ts'
import { fixed, note, percent, printJson, printTable, progressLine } from './output.ts'
import { registerChoices } from './regimes-choices.ts'
import { registerChoose } from './regimes-choose.ts'
import { barsFor, type RunOptions, withSource } from './run-options.ts'

interface Options extends Pick<RunOptions, 'symbols' | 'panel' | 'bars' | 'venue' | 'timeframe' | 'source'> {
  adjustment?: (typeof adjustments)[number]
  from?: string
  to?: string
  detector: string
  param: Record<string, unknown>
  seed?: number
  user?: string
  json?: boolean
}

export function registerRegimes(program: Command): void {
  const regimes = program.command('regimes').description('What kind of weather a market is in, told bar by bar')
  regimes
    .command('detect')
    .description('Calm, normal or stressed at each bar, by models fitted before it; stored unless it runs from files')
    .requiredOption('--symbols <list>', 'comma-separated; several are one market', list)
    .option('--detector <name>', regimeDetectors.names.join(', '), oneOf(regimeDetectors.names), 'hmm')
    .option('--param <name=value>', 'parameter of the detector, repeatable', keyValue, {})
    .option('--panel <file>', 'a wide close panel (CSV or CSV.gz) instead of the database')
    .option('--bars <files>', 'files of one symbol each, comma-separated, instead of the database', list)
    .option('--venue <name>')
    .option('--timeframe <length>', timeframes.join(', '), oneOf(timeframes), '1d')
    .option('--source <name>')
    .option('--adjustment <kind>', adjustments.join(', '), oneOf(adjustments))
    .option('--from <date>')
    .option('--to <date>', 'inclusive')
    .option('--seed <n>', '', whole)
    .option('--user <name>')
    .option('--json')
    .action((options: Options) => withSource(options, (cli) => detect(options, cli)))
  regimes
    .command('history')
    .description('Runs that are stored; with symbols, the newest finished one of that market, bar by bar')
    .option('--symbols <list>', 'comma-separated', list)
    .option('--venue <name>')
    .option('--timeframe <length>', timeframes.join(', '), oneOf(timeframes), '1d')
    .option('--limit <n>', 'at most so many', count, 20)
    .option('--json')
    .action((options: HistoryOptions) => withDatabase((cli) => history(options, cli)))
  registerChoose(regimes)
  registerChoices(regimes)
}

async function detect(options: Options, cli?: Cli): Promise<void> {
  const request = parse(
    regimeRequest,
    {
      symbols: options.symbols,
      detector: options.detector,
      params: options.param,
      venue: options.venue,
      timeframe: options.timeframe,
      source: options.source,
      adjustment: options.adjustment,
      ...spanOf(options.from, options.to),
      seed: options.seed,
    },
    'The question',
  )
  const { bars } = await barsFor(options, request, cli)
  const line = progressLine()
  const started = performance.now()
  const result = detectRegimes(request, bars, {
    onProgress: (done, total, phase) => line.show(`${Math.round((100 * done) / total)} %, ${phase}`),
  })
  const computeMs = performance.now() - started
  line.end()
  const manifest = regimeManifest(request, bars)
  const runId = newId()
  if (cli) {
    const { id: ownerId } = await cli.actor(options.user)
    await cli.connection.db.insert(regimeRuns).values({
      id: runId,
      ownerId,
      visibility: request.visibility,
      request,
      ...regimeColumns(result, manifest, computeMs),
    })
  }
  if (!options.json) return printRegimes(result, request, computeMs)
  const { history: bar, ...rest } = result
  printJson({ runId: cli ? runId : null, computeMs, manifest, ...rest, history: columns(bar) })
}

/** JSON has no NaN. */
const columns = (history: Record<string, ArrayLike<number>>) =>
  Object.fromEntries(
    Object.entries(history).map(([name, values]) => [
      name,
      Array.from(values, (value) => (Number.isNaN(value) ? null : value)),
    ]),
  )

function printRegimes(result: RegimeResult, request: RegimeRequest, computeMs: number): void {
  printTable(
    ['Regime', 'Bars', 'Share', 'Episodes', 'Dwell', 'Return a year', 'Volatility', 'Sharpe', '95 %', 'Drawdown'],
    result.figures.map((one) => [
      one.regime,
      one.bars,
      percent(one.share, 0),
      one.episodes,
      fixed(one.meanDwell, 1),
      percent(one.annualReturn),
      percent(one.volatilityAnnual),
      fixed(one.sharpe, 2),
      one.sharpeCi ? `${fixed(one.sharpeCi[0], 2)} to ${fixed(one.sharpeCi[1], 2)}` : null,
      percent(one.maxDrawdown),
    ]),
  )
  note('')
  const last = result.changes.at(-1)
  if (last)
    note(`${request.symbols.join(', ')}: ${last.to} since ${last.at.slice(0, 10)}, ${result.changes.length} changes`)
  for (const text of result.notes) note(text)
  note(`${request.detector}, ${result.fits.length} fits, ${Math.round(computeMs)} ms`)
}

interface HistoryOptions {
  symbols?: string[]
  venue?: string
  timeframe: (typeof timeframes)[number]
  limit: number
  json?: boolean
}

async function history({ symbols, venue, timeframe, limit, json }: HistoryOptions, cli: Cli): Promise<void> {
  const { db } = cli.connection
  // Whoever has the database sees all of it.
  const eyes = { userId: (await cli.actor()).id, role: 'admin' } as const
  if (!symbols) {
    const { rows } = await listRegimeRuns(db, eyes, { first: Math.min(100, limit) })
    if (json) return printJson(rows)
    return printTable(
      ['Id', 'Made', 'Symbols', 'Detector', 'State', 'Now', 'Changes'],
      rows.map((row) => [
        row.id,
        row.createdAt.toISOString().slice(0, 16),
        row.request.symbols.join(' '),
        row.request.detector,
        row.state,
        row.result?.changes.at(-1)?.to,
        row.result?.changes.length,
      ]),
    )
  }
  const run = await newestRegimes(db, eyes, { symbols, venue, timeframe })
  const told = run && (await readRegimeHistory(db, run.id))
  if (!run || !told)
    throw new Fault('missing', `No regimes of ${symbols.join(', ')} are stored`, {
      hint: 'titan regimes detect tells them',
    })
  if (json) return printJson({ ...run, history: columns(told) })
  const from = Math.max(0, told.ts.length - limit)
  printTable(
    ['Bar', 'Regime', 'Probability', 'Level'],
    told.ts
      .slice(from)
      .map((ts, i) => [
        new Date(ts).toISOString().slice(0, 16),
        regimeNames[told.regime[from + i]] ?? '',
        fixed(told.probability[from + i], 2),
        fixed(told.level[from + i], 2),
      ]),
  )
}
