import type { Command } from 'commander'
import { newId } from '#db/ids.ts'
import { adaptiveStudies } from '#db/schema/adaptive.ts'
import { type AdaptiveResult, adaptiveRequest } from '#lib/contracts/adaptive.ts'
import { transitionKinds } from '#lib/contracts/regimes.ts'
import { regimeDetectors } from '#lib/regimes/index.ts'
import { gapVerdict } from '#lib/reports/adaptive.ts'
import { adaptiveStudy } from '#lib/walkforward/adaptive-study.ts'
import { adaptiveColumns } from '../jobs/adaptive.ts'
import { manifestOf } from '../study.ts'
import type { Cli } from './context.ts'
import { keyValue, number, oneOf, parse, whole } from './options.ts'
import { fixed, note, percent, printJson, printTable, progressLine } from './output.ts'
import { barsFor, type RunOptions, runFields, withRunOptions, withSource } from './run-options.ts'
import { gridValue } from './walkforward.ts'

interface Options extends RunOptions {
  detector?: string
  detectorParam: Record<string, unknown>
  transition?: (typeof transitionKinds)[number]
  transitionBars?: number
  grid: Record<string, unknown[]>
  minBars?: number
  minTrades?: number
  margin?: number
  blocks?: number
  trainLen?: number
  testLen?: number
}

/** `titan regimes choose`: sets of parameters by regime, as the strategy `adaptive` takes them, and what following them brings. */
export function registerChoose(regimes: Command): void {
  const command = regimes
    .command('choose')
    .description(
      'Parameters by regime: chosen in each training window, judged on the next; a regime gets its own only if they beat the common ones',
    )
  withRunOptions(command)
    .option('--detector <name>', regimeDetectors.names.join(', '), oneOf(regimeDetectors.names))
    .option('--detector-param <name=value>', 'trainBars, refitEvery, confidence or minDwell, repeatable', keyValue, {})
    .option('--transition <kind>', `how one set becomes another: ${transitionKinds.join(', ')}`, oneOf(transitionKinds))
    .option('--transition-bars <n>', 'bars it takes, where it takes any', whole)
    .option('--grid <name=a,b,c>', 'values to try, repeatable; default: the strategy’s own search space', gridValue, {})
    .option('--min-bars <n>', 'bars a regime needs for a set of its own', whole)
    .option('--min-trades <n>', 'trades it needs', whole)
    .option('--margin <sharpe>', 'annual Sharpe ratio by which it must lie above the common set', number)
    .option('--blocks <n>', 'of its bars; chosen without one, its set must win on more than half of them', whole)
    .option('--train-len <bars>', 'bars of each training window', whole)
    .option('--test-len <bars>', 'bars of the window after it that judges', whole)
    .action((options: Options) => withSource(options, (cli) => choose(options, cli)))
}

/** With a database the study is stored, for `titan regimes choices` and the web; files leave nothing behind. */
async function choose(options: Options, cli?: Cli): Promise<void> {
  const startedAt = new Date()
  const request = parse(
    adaptiveRequest,
    {
      ...runFields(options),
      detector: options.detector,
      detectorParams: options.detectorParam,
      transition: options.transition,
      transitionBars: options.transitionBars,
      grid: options.grid,
      minBars: options.minBars,
      minTrades: options.minTrades,
      margin: options.margin,
      blocks: options.blocks,
      trainLength: options.trainLen,
      testLength: options.testLen,
    },
    'The question',
  )
  const { bars, instruments } = await barsFor(options, request, cli)
  const line = progressLine()
  const started = performance.now()
  const result = adaptiveStudy(request, bars, {
    instruments,
    onProgress: (done, total, phase) => line.show(`${Math.round((100 * done) / total)} %, ${phase}`),
  })
  const computeMs = performance.now() - started
  line.end()
  const manifest = manifestOf(request, bars, instruments)
  const runId = cli ? newId() : null
  if (cli && runId) {
    const { id: ownerId } = await cli.actor(options.user)
    const { visibility } = request
    await cli.connection.db
      .insert(adaptiveStudies)
      .values({ id: runId, ownerId, visibility, request, ...adaptiveColumns(result, manifest, computeMs) })
  }
  if (!options.json) {
    printChoice(result)
    return note(`${runId ? `stored as ${runId}, ` : ''}${Math.round(computeMs)} ms`)
  }
  printJson({
    runId,
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    computeMs,
    manifest,
    ...result,
  })
}

const words = (set: object) =>
  Object.entries(set)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')

/** The sets by regime with their reasons, both tracks out of sample, and the run that follows the sets. */
export function printChoice(result: Omit<AdaptiveResult, 'track'>): void {
  const { byRegime, byCommon, gap, adapted, folds, chosen } = result
  printTable(
    ['Regime', 'Best set', 'Bars', 'Trades', 'Sharpe', 'Of the common set', 'Blocks won', 'Used'],
    chosen.choices.map((one) => [
      one.regime,
      words(one.params),
      one.evidence.bars,
      one.evidence.trades,
      fixed(one.own, 2),
      fixed(one.common, 2),
      one.won === null ? null : `${one.won} of ${one.blocks}`,
      one.refused === null ? 'yes' : `no: ${one.refused}`,
    ]),
  )
  note(`Common set: ${words(chosen.common)}. Chosen on all bars, in sample.`)
  note('')
  printTable(
    ['Out of sample', 'Return', 'Sharpe', '95 %', 'Drawdown', 'Trades'],
    (
      [
        ['by regime', byRegime],
        ['common set', byCommon],
      ] as const
    ).map(([name, one]) => [
      name,
      percent(one.totalReturn),
      fixed(one.sharpe, 2),
      one.sharpeCi ? `${fixed(one.sharpeCi[0], 2)} to ${fixed(one.sharpeCi[1], 2)}` : null,
      percent(one.maxDrawdown),
      one.trades,
    ]),
  )
  note('')
  note(gapVerdict(gap, adapted, folds.length))
  if (gap && adapted > 0)
    note(`The difference has a 95 % interval of ${fixed(gap.low, 2)} to ${fixed(gap.high, 2)} (Ledoit and Wolf).`)
  note(`${adapted} of ${folds.length} windows gave some regime a set of its own`)
  for (const text of result.notes) note(text)
  note(`titan backtest run --strategy adaptive ${flags(chosen.params)}`)
}

const flags = (params: Readonly<Record<string, unknown>>) =>
  Object.entries(params)
    .map(([name, value]) => `--param '${name}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}'`)
    .join(' ')
