import type { Command } from 'commander'
import { newId } from '#db/ids.ts'
import { backtestRuns } from '#db/schema/backtests.ts'
import { evidenceOf } from '#lib/backtest/evidence.ts'
import { backtest } from '#lib/backtest/run.ts'
import { backtestRequest, fillModels } from '#lib/contracts/backtests.ts'
import { timeframes } from '#lib/contracts/common.ts'
import { feeModels } from '#lib/execution/fees/index.ts'
import { slippageModels } from '#lib/execution/slippage/index.ts'
import { runColumns, writeReport } from '../jobs/backtest.ts'
import { codeVersion } from '../version.ts'
import { printMetrics } from './backtest-words.ts'
import type { Cli } from './context.ts'
import { keyValue, list, number, oneOf, parse } from './options.ts'
import { fixed, note, printJson, progressLine } from './output.ts'
import { barsFor, type RunOptions, runFields, withRunOptions, withSource } from './run-options.ts'

interface Options extends RunOptions {
  fillModel?: (typeof fillModels)[number]
  detail?: (typeof timeframes)[number]
  slippage?: Chosen
  fees?: Chosen
  participation?: number
  borrowBps?: number
  fundingBps?: number
  leverage?: number
  latencyMs?: number
  minNotional?: number
  ambiguity?: 'pessimistic' | 'adaptive'
}

interface Chosen {
  readonly name: string
  readonly params: Record<string, unknown>
}

/** `square-root` or `square-root:eta=0.3,baseBps=2`. */
const model = (text: string): Chosen => {
  const [name, ...rest] = text.split(':')
  const params = list(rest.join(':')).reduce<Record<string, unknown>>((all, pair) => keyValue(pair, all), {})
  return { name, params }
}

export function registerRun(group: Command): void {
  withRunOptions(group.command('run'))
    .option('--fill-model <model>', fillModels.join(', '), oneOf(fillModels))
    .option('--detail <length>', 'length of finer bars that say what came first inside a bar', oneOf(timeframes))
    .option('--detail-bars <files>', 'the finer bars, with --bars: files of one symbol each', list)
    .option(
      '--slippage <model>',
      `instead of basis points, as NAME or NAME:a=1,b=2: ${slippageModels.names.join(', ')}`,
      model,
    )
    .option('--fees <model>', `instead of basis points: ${feeModels.names.join(', ')}`, model)
    .option('--participation <share>', 'largest share of the volume of a bar, 0.1 is 10 %', number)
    .option('--borrow-bps <bp>', 'a year, on what is sold short', number)
    .option('--funding-bps <bp>', 'every eight hours, on perpetual swaps', number)
    .option('--leverage <times>', 'largest exposure over equity', number)
    .option('--min-notional <value>', 'orders below it are refused', number)
    .option('--latency-ms <ms>', 'from a decision to the venue', number)
    .option(
      '--ambiguity <rule>',
      'stop and target in one bar: pessimistic, adaptive',
      oneOf(['pessimistic', 'adaptive']),
    )
    .action((options: Options) => withSource(options, (cli) => run(options, cli)))
}

/** With a database the run is stored; files leave nothing behind. */
async function run(options: Options, cli?: Cli): Promise<void> {
  const { slippage, fees, participation, borrowBps, fundingBps, leverage, latencyMs, minNotional, ambiguity } = options
  const execution = {
    slippage,
    fees,
    participation,
    borrowBps,
    fundingBps,
    leverage,
    latencyMs,
    minNotional,
    ambiguity,
  }
  const asked = Object.values(execution).some((value) => value !== undefined)
  const request = parse(
    backtestRequest,
    {
      ...runFields(options),
      fillModel: options.fillModel,
      detail: options.detail,
      execution: asked ? execution : undefined,
    },
    'The backtest',
  )
  const { bars, seriesIds, instruments } = await barsFor(options, request, cli)
  const line = progressLine()
  const started = performance.now()
  const input = { request, bars, ...instruments, codeVersion: codeVersion() }
  const report = backtest({ ...input, onProgress: (done, total) => line.show(`${done} of ${total} bars`) })
  const computeMs = performance.now() - started
  const evidence = evidenceOf(input, report, (done, total) => line.show(`evidence: ${done} of ${total}`))
  line.end()
  const id = newId()
  const columns = runColumns(report, evidence, { seriesIds: seriesIds ?? [], computeMs })
  if (cli) {
    const actor = await cli.actor(options.user)
    await cli.connection.db.transaction(async (tx) => {
      const { visibility } = request
      await tx.insert(backtestRuns).values({ id, ownerId: actor.id, visibility, request, ...columns })
      await writeReport(tx, id, report)
    })
  }
  const { metrics, manifest, notes } = columns
  if (options.json)
    return printJson({
      id,
      computeMs,
      metrics,
      execution: report.execution,
      evidence,
      manifest,
      notes,
      trades: report.trades,
    })
  printMetrics(metrics)
  for (const text of notes) note(text)
  const { lookAhead, warmUp, permutation } = evidence
  if (lookAhead) note(lookAhead.passed ? 'No look-ahead was found' : `LOOK-AHEAD: ${lookAhead.finding}`)
  if (warmUp && !warmUp.passed) note(`Warm-up: ${warmUp.finding}`)
  if (permutation) note(`Positions moved along the bars at random do as well with p ${fixed(permutation.p, 3)}`)
  note(`Run ${id}, ${Math.round(computeMs)} ms, data ${manifest.dataHash.slice(0, 12)}, code ${manifest.codeVersion}`)
}
