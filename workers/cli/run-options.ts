import type { Command } from 'commander'
import type { SymbolBars } from '#lib/backtest/data.ts'
import type { Instruments } from '#lib/backtest/desk-of.ts'
import type { InstrumentTerms } from '#lib/contracts/backtests.ts'
import { adjustments, timeframes } from '#lib/contracts/common.ts'
import { Fault } from '#lib/fault.ts'
import { strategies } from '#lib/strategies/index.ts'
import { loadBacktest } from '../jobs/backtest.ts'
import type { BarsWanted } from '../jobs/bars.ts'
import { readBars } from './bars.ts'
import { checkedBars } from './bars-check.ts'
import { type Cli, withDatabase } from './context.ts'
import { type ExecutionChoices, executionFields, withExecutionOptions } from './execution-options.ts'
import { keyValue, list, number, oneOf, spanOf, whole } from './options.ts'
import { readPanel } from './panel.ts'

/** What every command that runs a strategy over bars is told the same way. */
export interface RunOptions extends ExecutionChoices {
  strategy: string
  symbols: string[]
  panel?: string
  bars?: string[]
  /** Files of finer bars, to look into. */
  detailBars?: string[]
  venue?: string
  timeframe: (typeof timeframes)[number]
  source?: string
  adjustment?: (typeof adjustments)[number]
  from?: string
  to?: string
  startDate?: string
  endDate?: string
  param: Record<string, unknown>
  commissionBps?: number
  slippageBps?: number
  impact?: number
  riskFree?: number
  capital?: number
  seed?: number
  user?: string
  json?: boolean
}

export type FileOptions = Pick<RunOptions, 'panel' | 'bars' | 'detailBars'>

export const withFileOptions = (command: Command): Command =>
  command
    .option('--panel <file>', 'a wide close panel (CSV or CSV.gz) instead of the database')
    .option(
      '--bars <files>',
      'files of one symbol each (CSV or CSV.gz), comma-separated, instead of the database',
      list,
    )

export function withRunOptions(command: Command, { strategy = true, symbols = true } = {}): Command {
  if (strategy) command.requiredOption('--strategy <name>', strategies.names.join(', '))
  if (symbols) command.requiredOption('--symbols <list>', 'comma-separated, in the order of the legs', list)
  return withExecutionOptions(withFileOptions(command))
    .option('--venue <name>')
    .option('--timeframe <length>', timeframes.join(', '), oneOf(timeframes), '1d')
    .option('--source <name>')
    .option('--adjustment <kind>', adjustments.join(', '), oneOf(adjustments))
    .option('--from <date>', 'the same as --start-date')
    .option('--to <date>', 'the same as --end-date')
    .option('--start-date <date>')
    .option('--end-date <date>', 'inclusive')
    .option('--param <name=value>', 'parameter of the strategy, repeatable', keyValue, {})
    .option('--commission-bps <bp>', '', number)
    .option('--slippage-bps <bp>', '', number)
    .option('--impact <eta>', 'of an order of all of the volume, in deviations of a bar', number)
    .option('--risk-free <rate>', 'annual, 0.02 is 2 %', number)
    .option('--capital <amount>', '', number)
    .option('--seed <n>', '', whole)
    .option('--user <name>')
    .option('--json')
}

/** The fields of a request that these options say; the contract judges them. */
export const runFields = (options: RunOptions) => ({
  strategy: options.strategy,
  params: options.param,
  symbols: options.symbols,
  venue: options.venue,
  timeframe: options.timeframe,
  source: options.source,
  adjustment: options.adjustment,
  ...spanOf(options.from ?? options.startDate, options.to ?? options.endDate, [
    options.from ? '--from' : '--start-date',
    options.to ? '--to' : '--end-date',
  ]),
  capital: options.capital,
  riskFree: options.riskFree,
  seed: options.seed,
  costs: { commissionBps: options.commissionBps, slippageBps: options.slippageBps, impact: options.impact },
  ...executionFields(options),
})

/** Runs with a database only when the bars are not in files. */
export const withSource = (options: FileOptions, work: (cli?: Cli) => Promise<void>) =>
  options.panel || options.bars ? fromFiles(options, work) : withDatabase((cli) => work(cli))

function fromFiles({ panel, bars }: Pick<RunOptions, 'panel' | 'bars'>, work: () => Promise<void>): Promise<void> {
  if (panel && bars) throw new Fault('input', '--panel and --bars were both given', { hint: 'Leave one of them out' })
  return work()
}

export interface SourcedBars {
  readonly bars: SymbolBars[]
  readonly seriesIds: number[] | null
  readonly instruments: InstrumentTerms & Pick<Instruments, 'detail'>
}

/** The bars of a request, one entry a symbol: of the files, or of the database with what it knows of the instruments. */
export async function barsFor(options: FileOptions, request: BarsWanted, cli?: Cli): Promise<SourcedBars> {
  if (cli) return loadBacktest(cli.connection, request)
  const all = await filesOf(options)
  const bars = request.symbols.map((symbol) => {
    const found = all.find((one) => one.symbol === symbol)
    if (found) return checkedBars(found, request.timeframe)
    const names = all.map((one) => one.symbol)
    throw new Fault('missing', `The ${options.panel ? 'panel has no column' : 'files have no symbol'} ${symbol}`, {
      next: 'fix',
      hint: `There are ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}`,
    })
  })
  return { bars, seriesIds: null, instruments: await detailFiles(options, request) }
}

/** Finer bars of files, where the request asks for some. */
async function detailFiles({ detailBars = [] }: FileOptions, { detail }: BarsWanted) {
  if ((detail === undefined) !== (detailBars.length === 0))
    throw new Fault('input', 'With files --detail and --detail-bars go together', { next: 'fix' })
  if (detail === undefined) return {}
  const finer = await fileBars(detailBars)
  return { detail: Object.fromEntries(finer.map((one) => [one.symbol, checkedBars(one, detail).bars])) }
}

const read = new Map<string, Promise<SymbolBars[]>>()

/** Bars of a panel or of files, one entry a symbol of each. A command that asks again is given what was read. */
export function filesOf({ panel, bars = [] }: FileOptions): Promise<SymbolBars[]> {
  const name = panel ?? bars.join('\n')
  const found = read.get(name) ?? (panel ? panelBars(panel) : fileBars(bars))
  read.set(name, found)
  return found
}

async function panelBars(path: string): Promise<SymbolBars[]> {
  const panel = await readPanel(path)
  return panel.map(({ symbol, ts, close }) => ({
    symbol,
    bars: { ts, open: null, high: null, low: null, close, volume: null },
  }))
}

const fileBars = (paths: readonly string[]): Promise<SymbolBars[]> =>
  Promise.all(
    paths.map(async (path) => {
      const { symbol, ...bars } = await readBars(path)
      return { symbol, bars }
    }),
  )
