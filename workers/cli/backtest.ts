import type { Command } from 'commander'
import { asc, desc, eq } from 'drizzle-orm'
import { newId } from '#db/ids.ts'
import { backtestEquity, backtestRuns, backtestTrades } from '#db/schema/backtests.ts'
import { backtest } from '#lib/backtest/run.ts'
import { type BacktestMetrics, backtestRequest, fillModels } from '#lib/contracts/backtests.ts'
import { adjustments, timeframes } from '#lib/contracts/common.ts'
import { feeModels } from '#lib/execution/fees/index.ts'
import { slippageModels } from '#lib/execution/slippage/index.ts'
import { Fault } from '#lib/fault.ts'
import { strategies } from '#lib/strategies/index.ts'
import { loadBacktest, writeReport } from '../jobs/backtest.ts'
import { codeVersion } from '../version.ts'
import { type Cli, withDatabase } from './context.ts'
import { endOfDay, keyValue, list, number, oneOf, parse, whole } from './options.ts'
import { fixed, note, printJson, printTable, progressLine } from './output.ts'

interface RunOptions {
  strategy: string
  symbols: string[]
  venue?: string
  timeframe: string
  source?: string
  adjustment?: string
  from?: string
  to?: string
  param: Record<string, unknown>
  capital?: number
  commissionBps?: number
  slippageBps?: number
  fillModel?: (typeof fillModels)[number]
  riskFree?: number
  slippage?: Chosen
  fees?: Chosen
  participation?: number
  borrowBps?: number
  fundingBps?: number
  leverage?: number
  ambiguity?: 'pessimistic' | 'adaptive'
  seed?: number
  user?: string
  json?: boolean
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

export function registerBacktest(program: Command): void {
  const group = program.command('backtest').description('What a strategy would have done, costs included')
  group
    .command('run')
    .requiredOption('--strategy <name>', strategies.names.join(', '))
    .requiredOption('--symbols <list>', 'comma-separated, in the order of the legs', list)
    .option('--venue <name>')
    .option('--timeframe <length>', timeframes.join(', '), oneOf(timeframes), '1d')
    .option('--source <name>')
    .option('--adjustment <kind>', adjustments.join(', '), oneOf(adjustments))
    .option('--from <date>')
    .option('--to <date>', 'inclusive')
    .option('--param <name=value>', 'parameter of the strategy, repeatable', keyValue, {})
    .option('--capital <amount>', '', number)
    .option('--commission-bps <bp>', '', number)
    .option('--slippage-bps <bp>', '', number)
    .option('--fill-model <model>', fillModels.join(', '), oneOf(fillModels))
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
    .option(
      '--ambiguity <rule>',
      'stop and target in one bar: pessimistic, adaptive',
      oneOf(['pessimistic', 'adaptive']),
    )
    .option('--risk-free <rate>', 'annual, 0.02 is 2 %', number)
    .option('--seed <n>', '', whole)
    .option('--user <name>')
    .option('--json')
    .action((options: RunOptions) => withDatabase((cli) => run(cli, options)))
  group
    .command('list')
    .option('--limit <n>', '', whole, 20)
    .option('--json')
    .action((options: { limit: number; json?: boolean }) => withDatabase((cli) => listRuns(cli, options)))
  for (const verb of ['show', 'export'] as const) {
    group
      .command(verb)
      .description(verb === 'show' ? 'Metrics and manifest of a run' : 'A run whole, with trades and equity, as JSON')
      .argument('<id>')
      .option('--json')
      .action((id: string, options: { json?: boolean }) =>
        withDatabase((cli) => show(cli, id, verb === 'export', options.json === true || verb === 'export')),
      )
  }
}

async function run(cli: Cli, options: RunOptions): Promise<void> {
  const { param, commissionBps, slippageBps, from, to, ...others } = options
  const { slippage, fees, participation, borrowBps, fundingBps, leverage, ambiguity, ...rest } = others
  const execution = { slippage, fees, participation, borrowBps, fundingBps, leverage, ambiguity }
  const asked = Object.values(execution).some((value) => value !== undefined)
  const request = parse(
    backtestRequest,
    {
      ...rest,
      params: param,
      costs: { commissionBps, slippageBps },
      execution: asked ? execution : undefined,
      from,
      to: endOfDay(to),
    },
    'The backtest',
  )
  const { bars, seriesIds, instruments } = await loadBacktest(cli.connection, request)
  const line = progressLine()
  const started = performance.now()
  const report = backtest({
    request,
    bars,
    ...instruments,
    codeVersion: codeVersion(),
    onProgress: (done, total) => line.show(`${done} of ${total} bars`),
  })
  const computeMs = performance.now() - started
  line.end()
  const actor = await cli.actor(options.user)
  const id = newId()
  const manifest = { ...report.manifest, seriesIds }
  await cli.connection.db.transaction(async (tx) => {
    await tx.insert(backtestRuns).values({
      id,
      ownerId: actor.id,
      visibility: request.visibility,
      request,
      state: 'done',
      metrics: report.metrics,
      manifest,
      notes: report.notes,
      computeMs,
      finishedAt: new Date(),
    })
    await writeReport(tx, id, report)
  })
  if (options.json)
    return printJson({
      id,
      computeMs,
      metrics: report.metrics,
      execution: report.execution,
      manifest,
      notes: report.notes,
      trades: report.trades,
    })
  printMetrics(report.metrics)
  for (const text of report.notes) note(text)
  note(`Run ${id}, ${Math.round(computeMs)} ms, data ${manifest.dataHash.slice(0, 12)}, code ${manifest.codeVersion}`)
}

const percent = (value: number | null, digits = 1) => (value === null ? null : `${fixed(value * 100, digits)} %`)

function printMetrics(m: BacktestMetrics): void {
  printTable(
    ['Figure', 'Value'],
    [
      ['Total return', percent(m.totalReturn)],
      ['Return a year', percent(m.annualReturn)],
      ['Volatility a year', percent(m.volatilityAnnual)],
      ['Sharpe ratio', fixed(m.sharpeAnnual, 2)],
      ['  95 % interval', m.sharpeCi ? `${fixed(m.sharpeCi[0], 2)} to ${fixed(m.sharpeCi[1], 2)}` : null],
      ['Sortino ratio', fixed(m.sortinoAnnual, 2)],
      ['Calmar ratio', fixed(m.calmar, 2)],
      ['Worst drawdown', percent(m.maxDrawdown)],
      ['Trades', String(m.trades)],
      ['Trades won', percent(m.winRate)],
      ['Profit factor', fixed(m.profitFactor, 2)],
      ['Net a trade', m.expectancyBps === null ? null : `${fixed(m.expectancyBps, 0)} bp`],
      ['Time in the market', percent(m.exposure)],
      ['Costs', fixed(m.totalCosts, 0)],
    ],
  )
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

async function show({ connection: { db } }: Cli, id: string, whole: boolean, json: boolean): Promise<void> {
  const [row] = await db.select().from(backtestRuns).where(eq(backtestRuns.id, id))
  if (!row) throw new Fault('missing', `There is no backtest ${id}`, { hint: 'titan backtest list' })
  if (!whole) {
    if (json) return printJson(row)
    if (row.metrics) printMetrics(row.metrics)
    return note(`${row.request.strategy} on ${row.request.symbols.join(', ')}: ${row.state}`)
  }
  const trades = await db
    .select({ trade: backtestTrades.trade })
    .from(backtestTrades)
    .where(eq(backtestTrades.runId, id))
    .orderBy(asc(backtestTrades.n))
  const [equity] = await db.select().from(backtestEquity).where(eq(backtestEquity.runId, id))
  printJson({ ...row, trades: trades.map(({ trade }) => trade), equity: equity ?? null })
}
