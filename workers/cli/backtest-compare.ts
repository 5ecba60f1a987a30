import type { Command } from 'commander'
import { eq, inArray } from 'drizzle-orm'
import { backtestEquity, backtestRuns } from '#db/schema/backtests.ts'
import { Fault } from '#lib/fault.ts'
import { barsPerYear } from '#lib/market/calendar.ts'
import { compareRuns, daily } from '#lib/metrics/compare.ts'
import { type Cli, withDatabase } from './context.ts'
import { rowId } from './options.ts'
import { fixed, note, percent, printJson, printTable } from './output.ts'

export function registerBacktestCompare(group: Command): void {
  group
    .command('compare')
    .description('Finished runs side by side over the bars they share, ranked, and which differ by more than chance')
    .argument('<ids...>', 'two to eight', (text: string, before: string[] = []) => [...before, rowId(text)])
    .option('--json')
    .action((ids: string[], { json }: { json?: boolean }) => withDatabase((cli) => compare(cli, ids, json === true)))
}

async function compare({ connection: { db } }: Cli, ids: readonly string[], json: boolean): Promise<void> {
  if (ids.length < 2 || ids.length > 8 || new Set(ids).size < ids.length)
    throw new Fault('input', 'Two to eight different runs can be compared', { hint: 'titan backtest list' })
  const rows = await db
    .select({ run: backtestRuns, curve: backtestEquity })
    .from(backtestRuns)
    .innerJoin(backtestEquity, eq(backtestEquity.runId, backtestRuns.id))
    .where(inArray(backtestRuns.id, [...ids]))
  const missing = ids.filter((id) => !rows.some(({ run }) => run.id === id))
  if (missing.length > 0)
    throw new Fault('missing', `There is no finished backtest ${missing.join(', ')}`, { hint: 'titan backtest list' })
  const { timeframe, riskFree } = rows[0].run.request
  const mixed = rows.some(({ run }) => run.request.timeframe !== timeframe)
  const curves = rows.map(({ run, curve }) => ({ id: run.id, ts: curve.ts, equity: curve.equity }))
  const answer = compareRuns(mixed ? curves.map(daily) : curves, {
    barsPerYear: (ts) => barsPerYear(ts, mixed ? '1d' : timeframe),
    riskFree,
  })
  if (!answer) throw new Fault('input', 'These runs have fewer than three bars in common')
  const nameOf = (id: string) => {
    const request = rows.find(({ run }) => run.id === id)?.run.request
    return request ? `${request.strategy} ${request.symbols.join('/')}` : id
  }
  if (json)
    return printJson({
      bars: answer.ts.length,
      daily: mixed,
      runs: answer.runs.map(({ wealth: _, ...run }) => ({ name: nameOf(run.id), ...run })),
      pairs: answer.pairs,
    })
  printTable(
    ['Rank', 'Run', 'Return', 'Volatility', 'Sharpe', '95 %', 'Drawdown', 'Id'],
    answer.runs.map(({ id, rank, totalReturn, volatilityAnnual, sharpe, sharpeCi, maxDrawdown }) => [
      rank,
      nameOf(id),
      percent(totalReturn),
      percent(volatilityAnnual),
      fixed(sharpe, 2),
      sharpeCi ? `${fixed(sharpeCi[0], 2)} to ${fixed(sharpeCi[1], 2)}` : null,
      percent(maxDrawdown),
      id,
    ]),
  )
  note('')
  for (const { better, worse, difference, low, high, pHolm } of answer.pairs)
    note(
      `${nameOf(better)} over ${nameOf(worse)}: ${fixed(difference, 2)} (95 % ${fixed(low, 2)} to ${fixed(high, 2)}), p ${fixed(pHolm, 3)} after Holm${pHolm < 0.05 ? '' : ': cannot be told apart'}`,
    )
  note(`${answer.ts.length} ${mixed ? 'days' : 'bars'} in common`)
}
