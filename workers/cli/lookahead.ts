import type { Command } from 'commander'
import { panelOf } from '#lib/backtest/data.ts'
import { lookAheadProbe, warmUpProbe } from '#lib/backtest/probes.ts'
import { backtest } from '#lib/backtest/run.ts'
import { backtestRequest } from '#lib/contracts/backtests.ts'
import { simulatedMarket } from '#lib/market/simulated.ts'
import { strategies } from '#lib/strategies/index.ts'
import { codeVersion } from '../version.ts'
import type { Cli } from './context.ts'
import { list, parse } from './options.ts'
import { note, partly, printJson } from './output.ts'
import { barsFor, type RunOptions, runFields, type SourcedBars, withRunOptions, withSource } from './run-options.ts'

const simulatedBars = 2_000

export function registerLookahead(program: Command): void {
  const command = program
    .command('lookahead')
    .description('Change the future and look whether a strategy notices; start it later and look whether it settles')
    .argument('<strategy>', strategies.names.join(', '))
    .option('--symbols <list>', 'comma-separated; without them bars of the simulated market', list)
  withRunOptions(command, { strategy: false, symbols: false }).action(
    (strategy: string, options: Omit<RunOptions, 'strategy' | 'symbols'> & { symbols?: string[] }) =>
      options.symbols
        ? withSource(options, (cli) => run({ ...options, strategy, symbols: options.symbols ?? [] }, cli))
        : run({ ...options, strategy, symbols: [] }),
  )
}

async function run(options: RunOptions, cli?: Cli): Promise<void> {
  const isSimulated = options.symbols.length === 0
  const [fewest] = strategies.has(options.strategy) ? strategies.get(options.strategy).legs : [1]
  const market = isSimulated ? simulated(Math.max(1, fewest)) : null
  const request = parse(
    backtestRequest,
    { ...runFields(options), ...(market && { symbols: market.map(({ symbol }) => symbol), timeframe: '1s' }) },
    'The probe',
  )
  const sourced: SourcedBars = market
    ? { bars: market, seriesIds: null, instruments: {} }
    : await barsFor(options, request, cli)
  const input = { request, bars: sourced.bars, ...sourced.instruments, codeVersion: codeVersion(), dataHash: '' }
  const report = backtest(input)
  const lookAhead = lookAheadProbe({
    bars: input.bars,
    report,
    seed: request.seed,
    run: (bars) => backtest({ ...input, bars }),
  })
  const strategy = strategies.get(request.strategy)
  const params = strategies.parse(request.strategy, request.params) as never
  const panel = panelOf(input.bars, request.timeframe, request.from, request.to)
  const create = () => strategy.create(params, { symbols: panel.symbols })
  const warmUp = warmUpProbe(panel, strategy.warmup(params), create, strategy.held)
  partly.failed = !lookAhead.passed
  const trades = report.metrics.trades
  if (options.json)
    return printJson({
      strategy: request.strategy,
      symbols: request.symbols,
      bars: panel.ts.length,
      trades,
      lookAhead,
      warmUp,
    })
  note(
    `${request.strategy} on ${request.symbols.join(', ')}${isSimulated ? ' (simulated)' : ''}: ${panel.ts.length} bars, ${trades} trades`,
  )
  note(
    lookAhead.passed
      ? `No look-ahead: ${lookAhead.tried} other futures moved nothing before them`
      : `LOOK-AHEAD: ${lookAhead.finding}`,
  )
  note(
    warmUp.passed
      ? `Warm-up is long enough: started ${warmUp.tried} times later, every reading agrees`
      : `Warm-up: ${warmUp.finding}`,
  )
}

function simulated(legs: number) {
  const market = simulatedMarket({ seed: 1, timeframe: '1s' })
  const all = market.history(0, simulatedBars)
  const [planted] = market.planted
  const names = market.instruments.map(({ symbol }) => symbol)
  const chosen = [planted.y, planted.x, ...names.filter((name) => name !== planted.y && name !== planted.x)]
  return chosen.slice(0, legs).map((symbol) => ({ symbol, bars: all[names.indexOf(symbol)] }))
}
