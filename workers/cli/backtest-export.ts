import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { desc, eq } from 'drizzle-orm'
import { allTrades, readEquity } from '#db/queries/backtests.ts'
import { backtestRuns } from '#db/schema/backtests.ts'
import { type ReportFormat, reportFormats } from '#lib/contracts/reports.ts'
import { Fault } from '#lib/fault.ts'
import { backtestReport } from '#lib/reports/backtest.ts'
import { type Cli, withDatabase } from './context.ts'
import { idOrLast, oneOf } from './options.ts'
import { note, printJson } from './output.ts'
import { writeReport } from './report-file.ts'

interface Options {
  readonly format?: ReportFormat
  readonly out?: string
}

/** A run to take away: whole, as it is stored, or as a report for people. */
export function registerBacktestExport(group: Command): void {
  group
    .command('export')
    .description('A run whole, with trades and equity, as JSON; or as a report')
    .argument('<id>', 'id of a run, or `last`: the newest that is done', idOrLast)
    .option('--json', 'as it is stored (the default)')
    .option('--format <format>', `a report as ${reportFormats.join(', ')}`, oneOf(reportFormats))
    .option('--out <file>', 'where to; without it to standard output')
    .action((id: string, options: Options) => withDatabase((cli) => exportRun(cli, id, options)))
}

async function exportRun({ connection: { db } }: Cli, asked: string, { format, out }: Options): Promise<void> {
  const [row] = await db
    .select()
    .from(backtestRuns)
    .where(asked === 'last' ? eq(backtestRuns.state, 'done') : eq(backtestRuns.id, asked))
    .orderBy(desc(backtestRuns.createdAt))
    .limit(1)
  if (!row) throw new Fault('missing', `There is no backtest ${asked}`, { hint: 'titan backtest list' })
  const { id } = row
  const [trades, equity] = [await allTrades(db, id), await readEquity(db, id)]
  if (!format) {
    const whole = { ...row, trades, equity }
    if (!out) return printJson(whole)
    await writeFile(out, `${JSON.stringify(whole)}\n`)
    return note(`written to ${out}`)
  }
  if (!row.metrics || !equity) {
    throw new Fault('conflict', `The backtest ${id} is ${row.state}: there is nothing to report`, {
      hint: 'Ask again when it is done',
    })
  }
  const report = backtestReport({
    ...{ id, request: row.request, metrics: row.metrics, manifest: row.manifest, trades, equity },
    ...{ evidence: row.evidence, execution: row.execution, notes: row.notes ?? [] },
    finishedAt: (row.finishedAt ?? row.createdAt).toISOString(),
  })
  await writeReport(report, format, `backtest-${id}`, out)
}
