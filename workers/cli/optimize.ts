import type { Command } from 'commander'
import { newId } from '#db/ids.ts'
import { optimisations, optimisationTrials } from '#db/schema/optimisations.ts'
import {
  isRepeat,
  type OptimisationRequest,
  type OptimisationResult,
  optimisationRequest,
  type SamplerName,
  samplers,
} from '#lib/contracts/optimisations.ts'
import { objectives } from '#lib/optimize/objectives.ts'
import { optimise } from '#lib/optimize/run.ts'
import type { StoredTrial } from '#lib/optimize/study.ts'
import { paramsSaid } from '#lib/reports/stretch.ts'
import { trialRow } from '../jobs/optimisation.ts'
import { manifestOf } from '../study.ts'
import type { Cli } from './context.ts'
import { keyValue, list, number, oneOf, parse, whole, wordOrNumber } from './options.ts'
import { fixed, note, percent, printJson, printTable, progressLine } from './output.ts'
import { barsFor, type RunOptions, runFields, withRunOptions, withSource } from './run-options.ts'

interface Options extends RunOptions {
  sampler?: SamplerName
  trials?: number
  objectives?: string[]
  space: Record<string, unknown>
  constraint: Constraint[]
  pruning?: 'none' | 'median'
  holdout?: number
}
type Constraint = { metric: string; min?: number; max?: number }

/** `window=30,60,90`, `entry=1..3`, `window=20..120:10` or `threshold=0.01..1:log`. */
const spaceValue = (text: string, before: Record<string, unknown> = {}): Record<string, unknown> => {
  const [[name, value]] = Object.entries(keyValue(text))
  const range = /^(-?[\d.]+?(?:e[+-]?\d+)?)\.\.(-?[\d.]+(?:e[+-]?\d+)?)(?::(log|[\d.]+(?:e[+-]?\d+)?))?$/.exec(
    String(value),
  )
  if (!range) return { ...before, [name]: list(String(value)).map(wordOrNumber) }
  const [, min, max, step] = range
  const integer = Number.isInteger(Number(min)) && Number.isInteger(Number(max)) && !/\./.test(`${min}${max}`)
  return {
    ...before,
    [name]: {
      min: Number(min),
      max: Number(max),
      log: step === 'log',
      ...(step && step !== 'log' ? { step: Number(step) } : {}),
      integer: integer && step === undefined,
    },
  }
}

/** `maxDrawdown<=0.1` or `trades>=30`. */
const constraintValue = (text: string, before: Constraint[] = []): Constraint[] => {
  const [, metric, sign, limit] = /^(\w+)(<=|>=)(-?[\d.]+(?:e[+-]?\d+)?)$/.exec(text) ?? []
  const bound = sign === '<=' ? { max: Number(limit) } : { min: Number(limit) }
  return [...before, { metric: metric ?? text, ...(metric ? bound : {}) }]
}

export function registerOptimize(program: Command): void {
  const command = program
    .command('optimize')
    .description(
      'Search the parameters of a strategy, judge the winner on bars held back, and say how likely it is luck',
    )
  withRunOptions(command)
    .option('--sampler <name>', samplers.join(', '), oneOf(samplers))
    .option('--trials <n>', '', whole)
    .option('--objectives <list>', `one, or several for a front: ${[...objectives.keys()].join(', ')}`, list)
    .option(
      '--space <name=values>',
      'repeatable: a,b,c or 1..3 or 20..120:10 or 0.01..1:log; default: the strategy’s own',
      spaceValue,
      {},
    )
    .option('--constraint <rule>', 'repeatable: maxDrawdown<=0.1, trades>=30', constraintValue, [])
    .option('--pruning <rule>', 'none, median', oneOf(['none', 'median']))
    .option('--holdout <share>', 'of the bars, at the end, that no trial sees', number)
    .action((options: Options) => withSource(options, (cli) => run(options, cli)))
}

async function run(options: Options, cli?: Cli): Promise<void> {
  const startedAt = new Date()
  const request = parse(
    optimisationRequest,
    {
      ...runFields(options),
      sampler: options.sampler,
      trials: options.trials,
      objectives: options.objectives,
      space: options.space,
      constraints: options.constraint,
      pruning: options.pruning,
      holdout: options.holdout,
    },
    'The optimisation',
  )
  const { bars, instruments } = await barsFor(options, request, cli)
  const line = progressLine()
  const started = performance.now()
  const { result, trials } = optimise(request, bars, {
    instruments,
    onProgress: (done, total, phase) => line.show(`${phase}: ${done} of ${total}`),
  })
  const computeMs = performance.now() - started
  line.end()
  const manifest = manifestOf(request, bars, instruments)
  const runId = newId()
  if (cli) {
    const { id: ownerId } = await cli.actor(options.user)
    await cli.connection.db.transaction(async (tx) => {
      const { visibility } = request
      const end = { state: 'done' as const, manifest, result, computeMs, finishedAt: new Date() }
      await tx.insert(optimisations).values({ id: runId, ownerId, visibility, request, ...end })
      for (let from = 0; from < trials.length; from += 500)
        await tx
          .insert(optimisationTrials)
          .values(trials.slice(from, from + 500).map((trial) => trialRow(runId, trial)))
    })
  }
  if (!options.json) return print(request, result, trials, computeMs)
  printJson({
    runId,
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    computeMs,
    manifest,
    ...result,
    trials,
  })
}

function print(
  request: OptimisationRequest,
  result: OptimisationResult,
  trials: readonly StoredTrial[],
  computeMs: number,
): void {
  const shown =
    request.objectives.length > 1
      ? result.front
      : trials
          .filter((trial) => trial.state === 'done' && !isRepeat(trial))
          .toSorted((a, b) => (b.values[0] ?? -Infinity) - (a.values[0] ?? -Infinity))
          .slice(0, 10)
          .map(({ n }) => n)
  printTable(
    ['Trial', ...request.objectives, 'Return', 'Drawdown', 'Trades', 'Parameters'],
    shown.map((n) => {
      const { values, figures, params } = trials[n]
      return [
        n,
        ...values.map((value) => fixed(value, 3)),
        percent(figures?.totalReturn),
        percent(figures?.maxDrawdown),
        figures?.trades,
        paramsSaid(params),
      ]
    }),
  )
  note('')
  const { counts, heldOut } = result
  note(
    `${trials.filter((trial) => !isRepeat(trial)).length} combinations in ${trials.length} trials by ${request.sampler}: ${counts.done} judged, ${counts.infeasible} outside the constraints, ${counts.pruned} stopped early, ${counts.refused} refused`,
  )
  if (heldOut)
    note(
      `The best by ${request.objectives[0]}: Sharpe ${fixed(result.inSample?.sharpe, 2)} on the bars that chose it, ${fixed(heldOut.sharpe, 2)}${heldOut.sharpeCi ? ` (95 % ${fixed(heldOut.sharpeCi[0], 2)} to ${fixed(heldOut.sharpeCi[1], 2)})` : ''} on the ${heldOut.bars} held back`,
    )
  if (result.deflatedSharpe)
    note(
      `Probability that its ratio is more than the best of ${result.deflatedSharpe.trials} trials without skill: ${fixed(result.deflatedSharpe.probability, 2)}`,
    )
  if (result.pbo) note(`Picking the winner fails in ${percent(result.pbo.probability, 0)} of the splits (PBO)`)
  for (const text of result.notes) note(text)
  note(`${Math.round(computeMs)} ms`)
}
