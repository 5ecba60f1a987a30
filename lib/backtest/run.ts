import type {
  BacktestReport,
  BacktestRequest,
  EquityCurve,
  FillModel,
  InstrumentTerms,
} from '#lib/contracts/backtests.ts'
import type { Market, StrategyRun } from '#lib/contracts/strategy.ts'
import type { Desk } from '#lib/execution/desk.ts'
import type { VenueCounts } from '#lib/execution/venue.ts'
import { Fault } from '#lib/fault.ts'
import { barsPerYear } from '#lib/market/calendar.ts'
import { hashPanel, type Panel, panelOf, type SymbolBars } from './data.ts'
import { deskOf, type Instruments } from './desk-of.ts'
import { checkDetail, checkLooked, detailBytes, detailColumns } from './detail.ts'
import { checkMemory, estimateMemory } from './memory.ts'
import { dataNotes, runNotes } from './notes.ts'
import { strategyOf } from './strategy-of.ts'
import { summarise } from './summary.ts'

export interface BacktestInput extends Instruments {
  readonly request: BacktestRequest
  /** One entry for each of `request.symbols`, in that order. */
  readonly bars: readonly SymbolBars[]
  /** SHA-256 over the bars, when the caller has it already. */
  readonly dataHash?: string
  readonly codeVersion: string
  /** Bytes the run may take at most. */
  readonly memoryBudget?: number
  readonly onProgress?: (done: number, total: number) => void
  /** Asked now and then; true ends the run with a `refused` Fault. */
  readonly shouldStop?: () => boolean
}

/** Bars between two looks at the stop signal. */
const barsPerLook = 512

/**
 * Runs one strategy over bars. What is decided at the close of a bar is sized on that close and filled at the next
 * open (`next-close`, or when a leg has closes only: at the next close). Equity is marked at every close.
 * @throws Fault `missing` for an unknown strategy or finer bars that are asked for and not there, `input` for parameters, symbols or bars that do not fit or a strategy
 *   that fails (with the bar), `limited` for a run above the memory allowed, `refused` when it was stopped.
 */
export function backtest(input: BacktestInput): BacktestReport {
  const { request } = input
  const { strategy, params } = strategyOf(request, input.bars.length)
  checkDetail(request)
  checkLooked(request.detail, request.symbols, input.detail)
  checkMemory(estimateMemory(request, input.bars) + detailBytes(input.detail), input.memoryBudget)
  const panel = panelOf(input.bars, request.timeframe, request.from, request.to)
  const warmup = strategy.warmup(params)
  if (panel.ts.length < warmup + 2) {
    const names = panel.symbols.join(' and ')
    throw new Fault(
      'input',
      `${strategy.name} needs at least ${warmup + 2} bars; ${names} have ${panel.ts.length} in common here`,
    )
  }
  const fillModel: FillModel = panel.closeOnly ? 'next-close' : request.fillModel
  const run = strategy.create(params, { symbols: panel.symbols })
  const played = play(panel, run, fillModel, input)
  return report(input, params as Record<string, unknown>, panel, fillModel, played)
}

interface Played {
  readonly curve: EquityCurve
  readonly desk: Desk
  readonly counts: Readonly<VenueCounts>
  readonly exposedBars: number
}

function play(panel: Panel, run: StrategyRun, fillModel: FillModel, input: BacktestInput): Played {
  const { request } = input
  const n = panel.ts.length
  const market = emptyMarket(panel.legs.length)
  const curve = {
    ts: panel.ts,
    equity: new Float64Array(n),
    drawdown: new Float64Array(n),
    exposure: new Float64Array(n),
  }
  const { at, counts } = deskOf(panel.symbols, run, fillModel, input)
  const volumes = panel.legs.map(({ volume }, leg) => (panel.silent.includes(panel.symbols[leg]) ? null : volume))
  let peak = request.capital
  let exposedBars = 0
  for (let t = 0; t < n; t++) {
    if (t % barsPerLook === 0) {
      if (input.shouldStop?.()) throw new Fault('refused', `The backtest was stopped after ${t} of ${n} bars`)
      input.onProgress?.(t, n)
    }
    show(market, panel, volumes, t)
    at.bar(market)
    const { equity, gross } = at
    if (equity > peak) peak = equity
    curve.equity[t] = equity
    curve.drawdown[t] = equity / peak - 1
    curve.exposure[t] = equity > 0 ? gross / equity : 0
    if (gross > 0) exposedBars++
  }
  input.onProgress?.(n, n)
  if (panel.ended.length > 0) {
    at.settle(
      market.close,
      `${panel.ended.map(({ symbol }) => symbol).join(' and ')}: no bars after this one, closed at the last`,
    )
    curve.equity[n - 1] = at.equity
    curve.drawdown[n - 1] = at.equity / peak - 1
    curve.exposure[n - 1] = 0
  }
  at.finish()
  return { curve, desk: at, counts, exposedBars }
}

function emptyMarket(legs: number): { -readonly [K in keyof Market]: Market[K] } {
  const column = () => new Float64Array(legs).fill(Number.NaN)
  return { ts: 0, index: 0, open: column(), high: column(), low: column(), close: column(), volume: column() }
}

function show(
  market: { -readonly [K in keyof Market]: Market[K] },
  panel: Panel,
  volumes: readonly (Float64Array | null)[],
  t: number,
): void {
  market.ts = panel.ts[t]
  market.index = t + 1
  for (let leg = 0; leg < panel.legs.length; leg++) {
    const bars = panel.legs[leg]
    market.close[leg] = bars.close[t]
    if (bars.open) market.open[leg] = bars.open[t]
    if (bars.high) market.high[leg] = bars.high[t]
    if (bars.low) market.low[leg] = bars.low[t]
    const volume = volumes[leg]
    if (volume) market.volume[leg] = volume[t]
  }
}

function report(
  input: BacktestInput,
  params: Record<string, unknown>,
  panel: Panel,
  fillModel: FillModel,
  played: Played,
): BacktestReport {
  const { request } = input
  const { curve, desk: at, counts } = played
  const { log } = at
  const n = panel.ts.length
  const notes = [
    ...dataNotes(panel, request),
    ...runNotes(counts, {
      liquidations: at.liquidations,
      isRuined: at.isRuined,
      isOpen: log.trades.at(-1)?.exitKind === 'END',
      refused: at.refused,
    }),
  ]
  const metrics = summarise({
    equity: curve.equity,
    capital: request.capital,
    trades: log.trades,
    barsPerYear: barsPerYear(panel.ts, request.timeframe),
    riskFree: request.riskFree,
    exposedBars: played.exposedBars,
    traded: at.traded,
    costs: at.costs(),
  })
  if (metrics.trades > 0 && metrics.trades < 30)
    notes.push(`${metrics.trades} trades are few: the figures per trade say little.`)
  return {
    metrics,
    manifest: {
      dataHash: input.dataHash ?? hashPanel(panel, furtherColumns(input)),
      codeVersion: input.codeVersion,
      strategy: request.strategy,
      params,
      symbols: [...panel.symbols],
      timeframe: request.timeframe,
      from: new Date(panel.ts[0]).toISOString(),
      to: new Date(panel.ts[n - 1]).toISOString(),
      bars: n,
      capital: request.capital,
      riskFree: request.riskFree,
      costs: request.costs,
      fillModel,
      ...(request.detail ? { detail: request.detail } : {}),
      ...(request.execution ? { execution: request.execution } : {}),
      ...termsOf(input),
      seed: request.seed,
    },
    trades: log.trades,
    equity: curve,
    execution: {
      ...counts,
      liquidations: at.liquidations,
      fees: at.book.fees,
      slippage: at.slippage,
      borrow: at.book.borrow,
      funding: at.book.funding,
      conversion: at.book.conversion,
    },
    notes,
  }
}

/** Rates and finer bars in the order of their names: without them the run would not be the same. */
function furtherColumns({ rates = {}, detail }: BacktestInput): Float64Array[] {
  const names = Object.keys(rates).toSorted()
  return [...names.flatMap((name) => [rates[name].ts, rates[name].close]), ...detailColumns(detail)]
}

/** What was known of the instruments, where anything was. */
function termsOf(input: BacktestInput): { instruments?: InstrumentTerms } {
  const { lots, ticks, perpetual, calendars, currencies, currency } = input
  const known = Object.entries({ lots, ticks, perpetual, calendars, currencies, currency }).filter(
    ([, value]) => value !== undefined,
  )
  return known.length === 0 ? {} : { instruments: Object.fromEntries(known) }
}
