import type { BacktestReport, BacktestRequest, EquityCurve, FillModel } from '#lib/contracts/backtests.ts'
import type { Decision, Market, StrategyRun } from '#lib/contracts/strategy.ts'
import { Fault, faultFromZod } from '#lib/fault.ts'
import { barsPerYear } from '#lib/market/calendar.ts'
import { strategies } from '#lib/strategies/index.ts'
import { type Account, account } from './account.ts'
import { hashPanel, type Panel, panelOf, type SymbolBars } from './data.ts'
import { type Journal, journal } from './journal.ts'
import { summarise } from './summary.ts'

export interface BacktestInput {
  readonly request: BacktestRequest
  /** One entry for each of `request.symbols`, in that order. */
  readonly bars: readonly SymbolBars[]
  /** SHA-256 over the bars, when the caller has it already. */
  readonly dataHash?: string
  readonly codeVersion: string
  /** Smallest steps of quantity, as decimal strings, by symbol. Without them fractions are allowed. */
  readonly lots?: Readonly<Record<string, string>>
  readonly onProgress?: (done: number, total: number) => void
  /** Asked now and then; true ends the run with a `refused` Fault. */
  readonly shouldStop?: () => boolean
}

/** Bars between two looks at the stop signal. */
const barsPerLook = 4_096

/**
 * Runs one strategy over bars. What is decided at the close of a bar is sized on that close and filled at the next
 * open (`next-close`, or when a leg has closes only: at the next close). Equity is marked at every close.
 * @throws Fault `missing` for an unknown strategy, `input` for parameters, symbols or bars that do not fit.
 */
export function backtest(input: BacktestInput): BacktestReport {
  const { request } = input
  if (!strategies.has(request.strategy)) {
    throw new Fault('missing', `There is no strategy "${request.strategy}". Known: ${strategies.names.join(', ')}`)
  }
  const strategy = strategies.get(request.strategy)
  const parsed = strategy.params.safeParse(request.params)
  if (!parsed.success) throw faultFromZod(parsed.error, `Parameters of ${strategy.name}`)
  const [fewest, most] = strategy.legs
  if (input.bars.length < fewest || input.bars.length > most) {
    const wanted = fewest === most ? `${fewest}` : `${fewest} to ${most}`
    throw new Fault('input', `${strategy.name} trades ${wanted} symbols; ${input.bars.length} were given`)
  }
  const panel = panelOf(input.bars, request.timeframe, request.from, request.to)
  const warmup = strategy.warmup(parsed.data)
  if (panel.ts.length < warmup + 2) {
    const names = panel.symbols.join(' and ')
    throw new Fault(
      'input',
      `${strategy.name} needs at least ${warmup + 2} bars; ${names} have ${panel.ts.length} in common here`,
    )
  }
  const fillModel: FillModel = panel.closeOnly ? 'next-close' : request.fillModel
  const run = strategy.create(parsed.data, { symbols: panel.symbols })
  const played = play(panel, run, fillModel, input)
  return report(input, parsed.data as Record<string, unknown>, panel, fillModel, played)
}

interface Played {
  readonly curve: EquityCurve
  readonly book: Account
  readonly log: Journal
  readonly exposedBars: number
  readonly ruined: boolean
}

function play(panel: Panel, run: StrategyRun, fillModel: FillModel, input: BacktestInput): Played {
  const { request } = input
  const n = panel.ts.length
  const book = account(
    request.capital,
    panel.legs.length,
    request.costs,
    panel.symbols.map((s) => input.lots?.[s]),
  )
  const log = journal(panel.symbols)
  const market = emptyMarket(panel.legs.length)
  const curve = {
    ts: panel.ts,
    equity: new Float64Array(n),
    drawdown: new Float64Array(n),
    exposure: new Float64Array(n),
  }
  let pending: Pending | null = null
  let peak = request.capital
  let exposedBars = 0
  let ruined = false
  for (let t = 0; t < n; t++) {
    if (t % barsPerLook === 0) {
      if (input.shouldStop?.()) throw new Fault('refused', `The backtest was stopped after ${t} of ${n} bars`)
      input.onProgress?.(t, n)
    }
    show(market, panel, t)
    if (pending) {
      execute(pending, fillModel === 'next-open' ? market.open : market.close, { ts: market.ts, bar: t }, book, log)
      pending = null
    }
    const equity = book.equity(market.close)
    const gross = book.gross(market.close)
    peak = Math.max(peak, equity)
    curve.equity[t] = equity
    curve.drawdown[t] = equity / peak - 1
    curve.exposure[t] = equity > 0 ? gross / equity : 0
    if (gross > 0) exposedBars++
    if (equity <= 0) ruined = true
    const decision: Decision | null = ruined ? null : run.step(market)
    if (decision) pending = { decision, targets: sizes(decision, equity, market.close), reading: mainReading(run) }
  }
  input.onProgress?.(n, n)
  log.close({ ts: null, bar: n - 1, equity: book.equity(market.close), costs: book.costs }, 'END', null, null)
  return { curve, book, log, exposedBars, ruined }
}

interface Pending {
  readonly decision: Decision
  readonly targets: Float64Array
  readonly reading: number | null
}

/** Quantities that give each leg its share of equity at the close of the decision. */
function sizes(decision: Decision, equity: number, close: Float64Array): Float64Array {
  return Float64Array.from(decision.weights, (weight, leg) => (weight === 0 ? 0 : (weight * equity) / close[leg]))
}

function execute(
  pending: Pending,
  prices: Float64Array,
  at: { ts: number; bar: number },
  book: Account,
  log: Journal,
): void {
  const { decision, targets } = pending
  const trade = (aims: ArrayLike<number>) => ({
    prices: Array.from(prices, (price, leg) => book.trade(leg, aims[leg], price)),
    quantity: Float64Array.from(book.quantity),
  })
  const wasOpen = log.isOpen
  const reversal = wasOpen && decision.kind === 'ENTER'
  if (wasOpen && (decision.side === 'flat' || reversal)) {
    const fills = trade(new Float64Array(prices.length))
    const kind = decision.kind === 'ENTER' ? 'REBALANCE' : decision.kind
    log.close({ ...at, equity: book.equity(prices), costs: book.costs }, kind, decision.reason, fills)
  }
  if (decision.side === 'flat') return
  const before = { ...at, equity: book.equity(prices), costs: book.costs }
  const fills = trade(targets)
  if (!log.isOpen) log.open({ ...before, gross: book.gross(prices), reading: pending.reading }, decision, fills)
}

function emptyMarket(legs: number): { -readonly [K in keyof Market]: Market[K] } {
  const column = () => new Float64Array(legs).fill(Number.NaN)
  return { ts: 0, index: 0, open: column(), high: column(), low: column(), close: column(), volume: column() }
}

function show(market: { -readonly [K in keyof Market]: Market[K] }, panel: Panel, t: number): void {
  market.ts = panel.ts[t]
  market.index = t + 1
  for (let leg = 0; leg < panel.legs.length; leg++) {
    const bars = panel.legs[leg]
    market.close[leg] = bars.close[t]
    if (bars.open) market.open[leg] = bars.open[t]
    if (bars.high) market.high[leg] = bars.high[t]
    if (bars.low) market.low[leg] = bars.low[t]
    if (bars.volume) market.volume[leg] = bars.volume[t]
  }
}

/** The z-score, or the first reading there is. */
function mainReading(run: StrategyRun): number | null {
  const readings = run.readings()
  const value = readings['z'] ?? Object.values(readings)[0]
  return value !== undefined && Number.isFinite(value) ? value : null
}

function report(
  input: BacktestInput,
  params: Record<string, unknown>,
  panel: Panel,
  fillModel: FillModel,
  played: Played,
): BacktestReport {
  const { request } = input
  const { curve, book, log } = played
  const n = panel.ts.length
  const notes: string[] = []
  if (panel.closeOnly)
    notes.push('These series have closes only: orders are filled at the next close, not at the next open.')
  if (log.trades.at(-1)?.exitKind === 'END')
    notes.push('One position is still open at the end: marked at the last close, not counted as a trade.')
  if (played.ruined) notes.push('Equity fell to zero: the strategy was stopped there.')
  const metrics = summarise({
    equity: curve.equity,
    capital: request.capital,
    trades: log.trades,
    barsPerYear: barsPerYear(panel.ts, request.timeframe),
    riskFree: request.riskFree,
    exposedBars: played.exposedBars,
    traded: book.traded,
    costs: book.costs,
  })
  if (metrics.trades > 0 && metrics.trades < 30)
    notes.push(`${metrics.trades} trades are few: the figures per trade say little.`)
  return {
    metrics,
    manifest: {
      dataHash: input.dataHash ?? hashPanel(panel),
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
      seed: request.seed,
    },
    trades: log.trades,
    equity: curve,
    notes,
  }
}
