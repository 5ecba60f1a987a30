import type { Command } from 'commander'
import { newId } from '#db/ids.ts'
import { backtestRuns } from '#db/schema/backtests.ts'
import { evidenceOf } from '#lib/backtest/evidence.ts'
import { backtest } from '#lib/backtest/run.ts'
import { backtestRequest } from '#lib/contracts/backtests.ts'
import { runColumns, writeReport } from '../jobs/backtest.ts'
import { codeVersion } from '../version.ts'
import { printMetrics } from './backtest-words.ts'
import type { Cli } from './context.ts'
import { parse } from './options.ts'
import { fixed, note, printJson, progressLine } from './output.ts'
import { barsFor, type RunOptions, runFields, withRunOptions, withSource } from './run-options.ts'

export function registerRun(group: Command): void {
  withRunOptions(group.command('run')).action((options: RunOptions) => withSource(options, (cli) => run(options, cli)))
}

/** With a database the run is stored; files leave nothing behind. */
async function run(options: RunOptions, cli?: Cli): Promise<void> {
  const request = parse(backtestRequest, runFields(options), 'The backtest')
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
