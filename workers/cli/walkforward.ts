import type { Command } from 'commander'
import { newId } from '#db/ids.ts'
import { walkForwards } from '#db/schema/studies.ts'
import {
  performanceModes,
  stressWindows,
  type WalkForwardRequest,
  type WalkForwardResult,
  walkForwardRequest,
  windowKinds,
} from '#lib/contracts/studies.ts'
import { objectives } from '#lib/optimize/objectives.ts'
import { paramsSaid } from '#lib/reports/stretch.ts'
import { walkForward } from '#lib/walkforward/run.ts'
import { studyColumns } from '../jobs/walkforward.ts'
import { manifestOf } from '../study.ts'
import type { Cli } from './context.ts'
import { keyValue, list, oneOf, parse, whole, wordOrNumber } from './options.ts'
import { fixed, note, partly, percent, printJson, printTable, progressLine } from './output.ts'
import { barsFor, type RunOptions, runFields, withRunOptions, withSource } from './run-options.ts'

interface Options extends RunOptions {
  trainLen?: number
  testLen?: number
  stride?: number
  purge?: number
  embargo?: number
  windows?: (typeof windowKinds)[number]
  perfMode?: (typeof performanceModes)[number]
  objective?: string
  grid: Record<string, unknown[]>
  stress?: string[]
}

/** `window=30,60,90` again and again. */
export const gridValue = (text: string, before: Record<string, unknown[]> = {}): Record<string, unknown[]> => {
  const [[name, values]] = Object.entries(keyValue(text))
  return { ...before, [name]: list(String(values)).map(wordOrNumber) }
}

/** What a walk-forward is told beyond what every run is told. */
export const withWalkForwardOptions = (command: Command): Command =>
  command
    .option('--train-len <bars>', '', whole)
    .option('--test-len <bars>', '', whole)
    .option('--stride <bars>', '', whole)
    .option('--purge <bars>', 'left out between training and test', whole)
    .option('--embargo <bars>', 'further bars behind a test block that cross-validation does not train on', whole)
    .option('--windows <kind>', windowKinds.join(', '), oneOf(windowKinds))
    .option(
      '--perf-mode <mode>',
      `${performanceModes.join(', ')}; STRICT ends with exit code 1 when a gate fails`,
      oneOf(performanceModes),
    )
    .option('--objective <name>', [...objectives.keys()].join(', '), oneOf([...objectives.keys()]))
    .option('--grid <name=a,b,c>', 'values to try, repeatable; default: the strategy’s own search space', gridValue, {})
    .option('--stress <list>', Object.keys(stressWindows).join(', '), list)

export const walkForwardFields = (options: Options) => ({
  ...runFields(options),
  trainLength: options.trainLen,
  testLength: options.testLen,
  stride: options.stride,
  purge: options.purge,
  embargo: options.embargo,
  windows: options.windows,
  mode: options.perfMode,
  objective: options.objective,
  grid: options.grid,
  stress: options.stress,
})
export type WalkForwardOptions = Options

export function registerWalkForward(program: Command): void {
  const command = program
    .command('walkforward')
    .description(
      'Choose parameters on one stretch, judge them on the next, again and again; then say how likely the result is luck',
    )
  withWalkForwardOptions(withRunOptions(command)).action((options: Options) =>
    withSource(options, (cli) => run(options, cli)),
  )
}

/** With a database the run is stored, for `titan study` and the web; a panel leaves nothing behind. */
async function run(options: Options, cli?: Cli): Promise<void> {
  const startedAt = new Date()
  const request = parse(walkForwardRequest, walkForwardFields(options), 'The walk-forward')
  const { bars, instruments } = await barsFor(options, request, cli)
  const line = progressLine()
  const started = performance.now()
  const result = walkForward(request, bars, {
    instruments,
    onProgress: (done, total, phase) => line.show(`${Math.round((100 * done) / total)} %, ${phase}`),
  })
  const computeMs = performance.now() - started
  line.end()
  partly.failed = request.mode === 'STRICT' && !result.passed
  const manifest = manifestOf(request, bars, instruments)
  const runId = newId()
  if (cli) {
    const { id: ownerId } = await cli.actor(options.user)
    const { visibility } = request
    await cli.connection.db
      .insert(walkForwards)
      .values({ id: runId, ownerId, visibility, request, ...studyColumns(result, manifest, computeMs) })
  }
  if (!options.json) return printStudy(result, request, computeMs)
  printJson({
    runId,
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    computeMs,
    manifest,
    ...result,
  })
}

function printStudy(result: WalkForwardResult, request: WalkForwardRequest, computeMs: number): void {
  printTable(
    ['Test', 'Parameters', 'Sharpe in', 'Sharpe out', 'Return out', 'Drawdown', 'Trades'],
    result.folds.map(({ test, params, inSample, outOfSample }) => [
      `${test[0]} to ${test[1]}`,
      paramsSaid(params),
      fixed(inSample.sharpe, 2),
      fixed(outOfSample.sharpe, 2),
      percent(outOfSample.totalReturn),
      percent(outOfSample.maxDrawdown),
      outOfSample.trades,
    ]),
  )
  const out = result.outOfSample
  note('')
  note(
    `Out of sample: Sharpe ${fixed(out.sharpe, 2)}${out.sharpeCi ? ` (95 % ${fixed(out.sharpeCi[0], 2)} to ${fixed(out.sharpeCi[1], 2)})` : ''}, return ${percent(out.totalReturn)}, worst drawdown ${percent(out.maxDrawdown)}, ${out.trades} trades over ${out.bars} bars`,
  )
  note(
    `In sample the best trial showed ${fixed(result.inSample.sharpe, 2)}; the deflated probability that it is skill is ${fixed(result.deflatedSharpe?.probability, 2) ?? 'unknown'} among ${result.deflatedSharpe?.trials ?? 0} trials`,
  )
  if (result.pbo)
    note(
      `Picking the winner fails in ${percent(result.pbo.probability, 0)} of ${result.pbo.splits} splits (PBO); superior ability p ${fixed(result.spa?.consistent, 3) ?? '–'}`,
    )
  for (const gate of result.gates)
    note(
      `${gate.passed ? 'passed' : 'FAILED'} ${gate.name}: ${fixed(gate.observed, 3) ?? '–'} against ${gate.limit}${gate.needed === null ? '' : `; ${gate.needed} ${gate.unit} would be needed to be sure, there are ${gate.had}`}`,
    )
  for (const stress of result.stress)
    note(
      `${stress.name}: ${stress.covered ? `return ${percent(stress.totalReturn)}, drawdown ${percent(stress.maxDrawdown)}` : 'not covered'}`,
    )
  for (const text of result.notes) note(text)
  note(`${request.mode}, ${Math.round(computeMs)} ms`)
}
