import type { BacktestReport, BacktestRequest, BacktestTrade } from '#lib/contracts/backtests.ts'
import type { BacktestEvidence, Slice } from '#lib/contracts/evidence.ts'
import { executionOptions } from '#lib/contracts/orders.ts'
import { monteCarlo } from '#lib/metrics/monte-carlo.ts'
import { minimumTrackRecord, probabilisticSharpe, sharpeShape } from '#lib/metrics/probabilistic-sharpe.ts'
import { hurdleOf, returnMetrics } from '#lib/metrics/returns.ts'
import { quantile } from '#lib/stats/columns.ts'
import { strategies } from '#lib/strategies/index.ts'
import { type Panel, panelOf } from './data.ts'
import { furtherFigures } from './further-figures.ts'
import { firstFrom, permutationTest } from './permutation.ts'
import { lookAheadProbe, warmUpProbe } from './probes.ts'
import { regimesBefore } from './regime-slices.ts'
import { type BacktestInput, backtest } from './run.ts'

/**
 * How far a finished run can be trusted: intervals, what else could have happened, whether its positions fell on the right
 * bars, and the two probes. Deterministic: by the seed of the request.
 * @param onProgress is told of steps done and their number.
 */
export function evidenceOf(
  input: BacktestInput,
  report: BacktestReport,
  onProgress: (done: number, total: number) => void = () => {},
): BacktestEvidence {
  const { request } = input
  const panel = panelOf(input.bars, request.timeframe, request.from, request.to)
  const { barsPerYear } = report.metrics
  const returns = returnsOf(report.equity.equity, request.capital)
  const closed = closedOf(report.trades)
  const steps = 5
  onProgress(0, steps)
  const lookAhead = lookAheadProbe({
    bars: input.bars,
    report,
    seed: request.seed,
    run: (bars) => backtest({ ...input, bars, dataHash: '', onProgress: undefined }),
  })
  onProgress(1, steps)
  const strategy = strategies.get(request.strategy)
  const params = strategies.parse(request.strategy, request.params) as never
  const create = () => strategy.create(params, { symbols: panel.symbols })
  const warmUp = warmUpProbe(panel, strategy.warmup(params), create, strategy.held)
  onProgress(2, steps)
  const paths = evidenceOfReturns(report, request)
  onProgress(3, steps)
  const { ts, equity } = report.equity
  const worthBefore = (at: number) => equity[Math.max(0, firstFrom(ts, at) - 1)]
  const permutation = permutationTest([{ panel, trades: closed, worthBefore }], request.seed)
  onProgress(4, steps)
  return {
    ...paths,
    lookAhead,
    warmUp,
    permutation,
    benchmark: benchmarkOf(returns, holding(panel), { barsPerYear, riskFree: request.riskFree }),
    regimes: slicesBy(
      report,
      returns,
      regimesBefore(input.bars, request.timeframe, { from: panel.ts[0], to: panel.ts[panel.ts.length - 1] }),
      { barsPerYear, riskFree: request.riskFree },
    ),
    capacity: capacityOf([{ panel, trades: closed }], request),
    // One run chose nothing by itself; what parameters it was given may have been chosen on these very bars.
    inSampleOnly: true,
  }
}

type Told = Pick<BacktestReport, 'equity' | 'trades'> & { readonly metrics: { readonly barsPerYear: number } }

/** What the returns and the closed trips say by themselves, whatever made them. */
export function evidenceOfReturns(
  report: Told,
  { capital, riskFree, seed }: { capital: number; riskFree: number; seed: number },
): Required<Pick<BacktestEvidence, 'probabilisticSharpe' | 'minimumTrackRecord' | 'monteCarlo' | 'figures' | 'years'>> {
  const { barsPerYear } = report.metrics
  const returns = returnsOf(report.equity.equity, capital)
  const closed = closedOf(report.trades)
  const hurdle = hurdleOf(riskFree, barsPerYear)
  const shape = sharpeShape(returns, hurdle)
  return {
    probabilisticSharpe: shape && probabilisticSharpe(shape),
    minimumTrackRecord: shape && minimumTrackRecord(shape),
    monteCarlo: monteCarloOf(returns, closed, seed),
    figures: furtherFigures(returns, closed, report.equity, { barsPerYear, riskFree, hurdle }),
    years: slicesBy(report, returns, (ts) => String(new Date(ts).getUTCFullYear()), { barsPerYear, riskFree }),
  }
}

export const closedOf = (trades: readonly BacktestTrade[]): BacktestTrade[] =>
  trades.filter(({ exitKind }) => exitKind !== 'END')

export function returnsOf(equity: Float64Array, capital: number): Float64Array {
  return equity.map((value, i) => value / (i === 0 ? capital : equity[i - 1]) - 1)
}

function monteCarloOf(
  returns: Float64Array,
  trades: readonly BacktestTrade[],
  seed: number,
): BacktestEvidence['monteCarlo'] {
  if (returns.length < 30 || returns.every((value) => value === 0)) return null
  // A path of a long run is drawn from blocks of a day or so; what is kept in memory stays small.
  const thin = returns.length > 100_000 ? compound(returns, Math.ceil(returns.length / 50_000)) : returns
  const drawn = monteCarlo(thin, { seed })
  // Net return on the gross exposure; never below a total loss.
  const each = Float64Array.from(trades, ({ netBps }) => Math.max(-0.9999, netBps / 10_000))
  const byTrade = trades.length >= 10 ? monteCarlo(each, { seed, blockLength: 1 }) : null
  const minusOne = (values: readonly number[]) =>
    values.map((value) => value - 1) as unknown as [number, number, number, number, number]
  return {
    paths: drawn.paths,
    totalReturn: minusOne(drawn.finalWealth),
    maxDrawdown: [...drawn.maxDrawdown],
    loss: drawn.lossProbability,
    trades: byTrade && minusOne(byTrade.finalWealth),
  }
}

function compound(returns: Float64Array, by: number): Float64Array {
  return Float64Array.from({ length: Math.ceil(returns.length / by) }, (_, k) => {
    let wealth = 1
    for (let i = k * by; i < Math.min(returns.length, (k + 1) * by); i++) wealth *= 1 + returns[i]
    return wealth - 1
  })
}

/** Figures by a name that each bar has; a trade counts where it was closed. */
export function slicesBy(
  report: { readonly equity: { readonly ts: Float64Array }; readonly trades: readonly BacktestTrade[] },
  returns: Float64Array,
  nameOf: (ts: number, i: number) => string | null,
  options: { barsPerYear: number; riskFree: number },
): Slice[] {
  const groups = new Map<string, number[]>()
  const names = Array.from(report.equity.ts, (ts, i) => nameOf(ts, i))
  for (const [i, name] of names.entries()) {
    if (name === null) continue
    const group = groups.get(name)
    if (group) group.push(returns[i])
    else groups.set(name, [returns[i]])
  }
  const nameAt = new Map(names.map((name, i) => [report.equity.ts[i], name]))
  const byName = Map.groupBy(
    report.trades.filter(({ exitKind, exitTs }) => exitKind !== 'END' && exitTs !== null),
    ({ exitTs }) => nameAt.get(exitTs as number) ?? null,
  )
  return [...groups].map(([name, own]) => {
    const metrics = returnMetrics(own, options)
    const trades = byName.get(name) ?? []
    return {
      name,
      bars: own.length,
      totalReturn: metrics.totalReturn,
      sharpe: metrics.sharpeAnnual,
      sharpeCi: metrics.sharpeCi,
      maxDrawdown: metrics.maxDrawdown,
      trades: trades.length,
      winRate: trades.length > 0 ? trades.filter(({ pnl }) => pnl > 0).length / trades.length : null,
    }
  })
}

/** All legs held in equal parts, rebalanced at every bar. */
function holding({ ts, legs, symbols }: Panel): Held {
  const returns = new Float64Array(ts.length)
  for (let t = 1; t < ts.length; t++) {
    let sum = 0
    for (const { close } of legs) sum += close[t] / close[t - 1] - 1
    returns[t] = sum / legs.length
  }
  return { name: symbols.length === 1 ? symbols[0] : `${symbols.join(' + ')}, equal parts`, returns }
}

/** What one might have held instead: its returns on the times of the run, the first of them none. */
export interface Held {
  readonly name: string
  readonly returns: Float64Array
}

/** Against holding: Jensen's alpha and beta by least squares. Null for less than 30 bars, or where nothing moved. */
export function benchmarkOf(
  returns: Float64Array,
  { name, returns: held }: Held,
  { barsPerYear, riskFree }: { barsPerYear: number; riskFree: number },
): BacktestEvidence['benchmark'] {
  const n = returns.length
  if (n < 30) return null
  const hurdle = hurdleOf(riskFree, barsPerYear)
  let [mx, my] = [0, 0]
  for (let t = 1; t < n; t++) {
    mx += held[t] - hurdle
    my += returns[t] - hurdle
  }
  mx /= n - 1
  my /= n - 1
  let [sxx, sxy, active, activeSquares] = [0, 0, 0, 0]
  for (let t = 1; t < n; t++) {
    const x = held[t] - hurdle - mx
    const y = returns[t] - hurdle - my
    sxx += x * x
    sxy += x * y
    const gap = returns[t] - held[t]
    active += gap
    activeSquares += gap * gap
  }
  if (!(sxx > 0) || !Number.isFinite(sxx)) return null
  const beta = sxy / sxx
  const meanActive = active / (n - 1)
  const spread = Math.sqrt(Math.max(0, activeSquares / (n - 1) - meanActive * meanActive) * ((n - 1) / (n - 2)))
  return {
    symbol: name,
    alphaAnnual: n / barsPerYear < 1 / 12 ? null : (my - beta * mx) * barsPerYear,
    beta,
    informationRatio: spread > 0 ? (meanActive / spread) * Math.sqrt(barsPerYear) : null,
    totalReturn: held.reduce((wealth, value) => wealth * (1 + value), 1) - 1,
  }
}

/** The capital at which one leg in ten would want more than its share of the volume of the bar it is filled in. */
export function capacityOf(
  all: readonly { readonly panel: Panel; readonly trades: readonly BacktestTrade[] }[],
  { capital, execution }: Pick<BacktestRequest, 'capital' | 'execution'>,
): number | null {
  const { participation } = executionOptions.parse(execution ?? {})
  const room = all.flatMap(({ panel, trades }) =>
    trades.flatMap(({ entryTs, legs }) => {
      const at = firstFrom(panel.ts, entryTs)
      return legs.flatMap(({ symbol, quantity }) => {
        const volume = panel.ts[at] === entryTs ? panel.legs[panel.symbols.indexOf(symbol)]?.volume?.[at] : undefined
        return volume !== undefined && volume > 0 && quantity !== 0
          ? [(participation * volume) / Math.abs(quantity)]
          : []
      })
    }),
  )
  return room.length === 0 ? null : capital * quantile(Float64Array.from(room), 0.1)
}
