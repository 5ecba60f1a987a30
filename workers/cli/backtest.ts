import type { Command } from 'commander'
import { desc, eq } from 'drizzle-orm'
import { backtestRuns } from '#db/schema/backtests.ts'
import { Fault } from '#lib/fault.ts'
import { registerAccount } from './backtest-account.ts'
import { registerBacktestCompare } from './backtest-compare.ts'
import { registerBacktestExport } from './backtest-export.ts'
import { registerRun } from './backtest-run.ts'
import { printMetrics } from './backtest-words.ts'
import { type Cli, withDatabase } from './context.ts'
import { count, idOrLast } from './options.ts'
import { fixed, note, percent, printJson, printTable } from './output.ts'

export function registerBacktest(program: Command): void {
  const group = program.command('backtest').description('What a strategy would have done, costs included')
  registerRun(group)
  registerAccount(group)
  group
    .command('list')
    .option('--limit <n>', 'at most so many', count, 20)
    .option('--json')
    .action((options: { limit: number; json?: boolean }) => withDatabase((cli) => listRuns(cli, options)))
  group
    .command('show')
    .description('Metrics and manifest of a run')
    .argument('<id>', 'id of a run, or `last`: the newest that is done', idOrLast)
    .option('--json')
    .action((id: string, options: { json?: boolean }) => withDatabase((cli) => show(cli, id, options.json === true)))
  registerBacktestCompare(group)
  registerBacktestExport(group)
}

async function listRuns(
  { connection: { db } }: Cli,
  { limit, json }: { limit: number; json?: boolean },
): Promise<void> {
  const rows = await db.select().from(backtestRuns).orderBy(desc(backtestRuns.createdAt)).limit(limit)
  if (json) return printJson(rows)
  printTable(
    ['Id', 'Made', 'Strategy', 'Symbols', 'State', 'Sharpe', 'Return', 'Trades'],
    rows.map((row) => [
      row.id,
      row.createdAt.toISOString().slice(0, 16),
      row.request.strategy,
      row.request.symbols.join(' '),
      row.state,
      fixed(row.metrics?.sharpeAnnual, 2),
      percent(row.metrics?.totalReturn ?? null),
      row.metrics?.trades,
    ]),
  )
}

async function show({ connection: { db } }: Cli, id: string, json: boolean): Promise<void> {
  const [row] = await db
    .select()
    .from(backtestRuns)
    .where(id === 'last' ? eq(backtestRuns.state, 'done') : eq(backtestRuns.id, id))
    .orderBy(desc(backtestRuns.createdAt))
    .limit(1)
  if (!row) throw new Fault('missing', `There is no backtest ${id}`, { hint: 'titan backtest list' })
  if (json) return printJson(row)
  if (row.metrics) printMetrics(row.metrics)
  note(`${row.request.strategy} on ${row.request.symbols.join(', ')}: ${row.state}`)
}
