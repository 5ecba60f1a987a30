import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { desc, eq } from 'drizzle-orm'
import { type AccountRow, allAccountTrades, readCurve } from '#db/queries/accounts.ts'
import { accountRuns } from '#db/schema/accounts.ts'
import { type ReportFormat, reportFormats } from '#lib/contracts/reports.ts'
import { Fault } from '#lib/fault.ts'
import { accountReport } from '#lib/reports/account.ts'
import { printAccount } from './backtest-account.ts'
import { type Cli, withDatabase } from './context.ts'
import { count, idOrLast, oneOf } from './options.ts'
import { fixed, note, percent, printJson, printTable } from './output.ts'
import { writeReport } from './report-file.ts'

/** Stored accounts: which there are, one of them, one to take away. */
export function registerAccountViews(account: Command): void {
  account
    .command('list')
    .option('--limit <n>', '', count, 20)
    .option('--json')
    .action((options: { limit: number; json?: boolean }) => withDatabase((cli) => listAll(cli, options)))
  account
    .command('show')
    .description('Figures, strategies and positions of a run')
    .argument('<id>', 'id of a run, or `last`: the newest that is done', idOrLast)
    .option('--json')
    .action((id: string, { json }: { json?: boolean }) =>
      withDatabase(async (cli) => {
        const row = await findRun(cli, id)
        if (json) return printJson(row)
        if (row.metrics && row.result) printAccount({ metrics: row.metrics, ...row.result })
        note(`${row.request.sleeves.length} strategies: ${row.state}`)
      }),
    )
  account
    .command('export')
    .description('A run whole, with trades and curves, as JSON; or as a report')
    .argument('<id>', 'id of a run, or `last`: the newest that is done', idOrLast)
    .option('--json', 'as it is stored (the default)')
    .option('--format <format>', `a report as ${reportFormats.join(', ')}`, oneOf(reportFormats))
    .option('--out <file>', 'where to; without it to standard output')
    .action((id: string, options: { format?: ReportFormat; out?: string }) =>
      withDatabase((cli) => exportRun(cli, id, options)),
    )
}

async function findRun({ connection: { db } }: Cli, asked: string): Promise<AccountRow> {
  const [row] = await db
    .select()
    .from(accountRuns)
    .where(asked === 'last' ? eq(accountRuns.state, 'done') : eq(accountRuns.id, asked))
    .orderBy(desc(accountRuns.createdAt))
    .limit(1)
  if (!row) throw new Fault('missing', `There is no account ${asked}`, { hint: 'titan backtest account list' })
  return row
}

async function listAll({ connection: { db } }: Cli, { limit, json }: { limit: number; json?: boolean }): Promise<void> {
  const rows = await db.select().from(accountRuns).orderBy(desc(accountRuns.createdAt)).limit(limit)
  if (json) return printJson(rows)
  printTable(
    ['Id', 'Made', 'Strategies', 'State', 'Sharpe', 'Return', 'Trades'],
    rows.map(({ id, createdAt, request, state, metrics }) => [
      id,
      createdAt.toISOString().slice(0, 16),
      [...new Set(request.sleeves.map(({ strategy }) => strategy))].join(' '),
      state,
      fixed(metrics?.sharpeAnnual, 2),
      percent(metrics?.totalReturn ?? null),
      metrics?.trades,
    ]),
  )
}

async function exportRun(cli: Cli, asked: string, { format, out }: { format?: ReportFormat; out?: string }) {
  const row = await findRun(cli, asked)
  const { db } = cli.connection
  const { id, request, metrics, manifest, result } = row
  const [trades, equity] = [await allAccountTrades(db, id), await readCurve(db, id)]
  if (!format) {
    const places = equity ? request.sleeves.map((_, i) => i + 1) : []
    const sleeves = await Promise.all(places.map((place) => readCurve(db, id, place)))
    const curves = sleeves.map((curve) => curve && { equity: curve.equity, drawdown: curve.drawdown })
    const whole = { ...row, equity, curves, trades }
    if (!out) return printJson(whole)
    await writeFile(out, `${JSON.stringify(whole)}\n`)
    return note(`written to ${out}`)
  }
  if (!metrics || !result || !equity) {
    throw new Fault('conflict', `The account ${id} is ${row.state}: there is nothing to report`, {
      hint: 'Ask again when it is done',
    })
  }
  const finishedAt = (row.finishedAt ?? row.createdAt).toISOString()
  const report = accountReport({ id, request, metrics, manifest, result, equity, trades, finishedAt })
  await writeReport(report, format, `account-${id}`, out)
}
