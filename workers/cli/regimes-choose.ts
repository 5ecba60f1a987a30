import type { Command } from 'commander'
import { panelOf } from '#lib/backtest/data.ts'
import { type BacktestRequest, backtestRequest } from '#lib/contracts/backtests.ts'
import { regimeRequest } from '#lib/contracts/regimes.ts'
import { sharpeDifference } from '#lib/metrics/sharpe-difference.ts'
import { detectRegimes } from '#lib/regimes/detect.ts'
import { regimeDetectors } from '#lib/regimes/index.ts'
import { random } from '#lib/stats/random.ts'
import { strategies } from '#lib/strategies/index.ts'
import { chooseByRegime } from '#lib/walkforward/adaptive.ts'
import { type AdaptiveStudyResult, adaptiveStudy } from '#lib/walkforward/adaptive-study.ts'
import type { Cli } from './context.ts'
import { keyValue, number, oneOf, parse, whole } from './options.ts'
import { fixed, note, percent, printJson, printTable } from './output.ts'
import { barsFor, type RunOptions, runFields, withRunOptions, withSource } from './run-options.ts'
import { gridValue } from './walkforward.ts'

interface Options extends RunOptions {
  detector: string
  detectorParam: Record<string, unknown>
  grid: Record<string, unknown[]>
  minBars?: number
  minTrades?: number
  margin?: number
  trainLen?: number
  testLen?: number
}

/** `titan regimes choose`: sets of parameters by regime, as the strategy `adaptive` takes them. */
export function registerChoose(regimes: Command): void {
  const command = regimes
    .command('choose')
    .description('Parameters by regime on these bars; a regime gets its own only if they beat the common ones')
  withRunOptions(command)
    .option('--detector <name>', regimeDetectors.names.join(', '), oneOf(regimeDetectors.names), 'rule-based')
    .option('--detector-param <name=value>', 'parameter of the detector, repeatable', keyValue, {})
    .option('--grid <name=a,b,c>', 'values to try, repeatable; default: the strategy’s own search space', gridValue, {})
    .option('--min-bars <n>', 'bars a regime needs for a set of its own', whole)
    .option('--min-trades <n>', 'trades it needs', whole)
    .option('--margin <sharpe>', 'annual Sharpe ratio by which it must lie above the common set', number)
    .option('--train-len <bars>', 'choose anew in each training window of so many bars and judge on the next', whole)
    .option('--test-len <bars>', 'bars of each test window; default: a quarter of the training', whole)
    .action((options: Options) => withSource(options, (cli) => choose(options, cli)))
}

async function choose(options: Options, cli?: Cli): Promise<void> {
  const request = parse(backtestRequest, runFields(options), 'The question')
  const { bars } = await barsFor(options, request, cli)
  const panel = panelOf(bars, request.timeframe, request.from, request.to)
  const aligned = panel.symbols.map((symbol, i) => ({ symbol, bars: panel.legs[i] }))
  const market = parse(
    regimeRequest,
    {
      symbols: request.symbols,
      timeframe: request.timeframe,
      detector: options.detector,
      params: options.detectorParam,
    },
    'The detector',
  )
  const { history } = detectRegimes(market, aligned)
  const grid = Object.keys(options.grid).length > 0 ? options.grid : strategies.get(request.strategy).space
  const asked = {
    request,
    bars: aligned,
    path: history.regime,
    grid: grid as Parameters<typeof chooseByRegime>[0]['grid'],
    minBars: options.minBars,
    minTrades: options.minTrades,
    margin: options.margin,
  }
  const following = { detector: options.detector, ...options.detectorParam }
  if (options.trainLen !== undefined) {
    const testLength = options.testLen ?? Math.max(2, Math.floor(options.trainLen / 4))
    return judge(adaptiveStudy({ ...asked, following, trainLength: options.trainLen, testLength }), request, options)
  }
  const chosen = chooseByRegime(asked)
  const params = {
    inner: request.strategy,
    fallback: { ...request.params, ...chosen.fallback },
    ...chosen.sets,
    ...following,
  }
  if (options.json) return printJson({ params, choices: chosen.choices })
  const words = (set: object) =>
    Object.entries(set)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')
  printTable(
    ['Regime', 'Best set', 'Bars', 'Trades', 'Sharpe', 'Of the common set', 'Blocks won', 'Used'],
    chosen.choices.map((one) => [
      one.regime,
      words(one.params),
      one.evidence.bars,
      one.evidence.trades,
      fixed(one.own, 2),
      fixed(one.common, 2),
      `${one.won} of ${one.folds}`,
      one.refused === null ? 'yes' : `no: ${one.refused}`,
    ]),
  )
  note('')
  note(`Common set: ${words(chosen.fallback)}. In sample: --train-len judges it out of sample.`)
  note(`titan backtest run --strategy adaptive ${flags(params)}`)
}

/** Whether following the regimes brought anything that the common set did not. */
function judge(study: AdaptiveStudyResult, request: BacktestRequest, { json }: Options): void {
  const { adaptive, common, returns, folds } = study
  const difference = sharpeDifference(returns.adaptive, returns.common, random(request.seed))
  if (json) return printJson({ folds, adaptive, common, difference })
  const own = folds.filter(({ sets }) => Object.keys(sets).length > 0).length
  printTable(
    ['Out of sample', 'Return', 'Sharpe', '95 %', 'Drawdown'],
    (
      [
        ['by regime', adaptive],
        ['common set', common],
      ] as const
    ).map(([name, one]) => [
      name,
      percent(one.totalReturn),
      fixed(one.sharpeAnnual, 2),
      one.sharpeCi ? `${fixed(one.sharpeCi[0], 2)} to ${fixed(one.sharpeCi[1], 2)}` : null,
      percent(one.maxDrawdown),
    ]),
  )
  note('')
  note(`${own} of ${folds.length} windows gave some regime a set of its own`)
  note(
    difference
      ? `The two Sharpe ratios differ with p ${fixed(difference.p, 3)} (Ledoit and Wolf’s bootstrap)`
      : 'The two tracks are too short, or one of them does not move: nothing to compare',
  )
}

const flags = (params: Record<string, unknown>) =>
  Object.entries(params)
    .map(([name, value]) => `--param '${name}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}'`)
    .join(' ')
