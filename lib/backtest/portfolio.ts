import type { EquityCurve } from '#lib/contracts/backtests.ts'
import { type Timeframe, timeframeMs } from '#lib/contracts/common.ts'
import type { PortfolioReport, PortfolioRequest } from '#lib/contracts/portfolios.ts'
import { carry } from '#lib/execution/carry.ts'
import { currencyLedger } from '#lib/execution/currencies.ts'
import { ledger } from '#lib/execution/ledger.ts'
import type { VenueCounts, VenueListener } from '#lib/execution/venue.ts'
import { assert, Fault } from '#lib/fault.ts'
import { barsPerYear } from '#lib/market/calendar.ts'
import { type Instruments, modelsOf } from './desk-of.ts'
import { checkDetail, checkLooked, detailBytes } from './detail.ts'
import { checkMemory, estimateAccount } from './memory.ts'
import { runNotes } from './notes.ts'
import { rateAt, ratesOf } from './rates.ts'
import { type Running, sleeveOf, venueOf } from './sleeves.ts'
import { summarise } from './summary.ts'
import { type TimedBars, type Track, trackOf } from './timeline.ts'

export interface PortfolioInput extends Instruments {
  readonly request: PortfolioRequest
  /** One entry for every symbol and bar length that some sleeve asks for. */
  readonly bars: readonly TimedBars[]
  readonly memoryBudget?: number
  readonly onProgress?: (done: number, total: number) => void
  readonly shouldStop?: () => boolean
}

const timesPerLook = 512

/**
 * Several strategies in one account, on bars of one or of several lengths. A bar is seen by nobody before its close, so a
 * strategy of days and one of minutes meet only at the close of the day; what the one ordered is booked when the bar in
 * which it filled has closed. Opposite positions in one symbol are one in the account: margin, borrowing and funding are
 * those of the net position, and are charged to the sleeves on its side. The sleeves and idle cash add up to the account.
 * @throws Fault as `backtest` does, and `missing` for bars that a sleeve needs and were not given.
 */
export function portfolioBacktest(input: PortfolioInput): PortfolioReport {
  const { request } = input
  const { options } = modelsOf(request)
  checkMemory(estimateAccount(request.sleeves, input.bars) + detailBytes(input.detail), input.memoryBudget)
  const symbols = [...new Set(request.sleeves.flatMap((sleeve) => sleeve.symbols))]
  for (const { timeframe } of request.sleeves) checkDetail({ timeframe, detail: request.detail })
  checkLooked(request.detail, symbols, input.detail)
  const tracks = tracksOf(input)
  const money = moneyOf(input, symbols)
  const account = money.book(request.capital, symbols)
  const running: Running[] = []
  const listeners = new Map<string, VenueListener>()
  const venues = tracks.map((track) => {
    const places = track.symbols.map((symbol) => symbols.indexOf(symbol))
    return venueOf(track, request, input, running, listeners, account, places)
  })
  const books = request.sleeves.map((sleeve) => money.book(request.capital * sleeve.share, sleeve.symbols))
  for (const [place, { timeframe }] of request.sleeves.entries()) {
    const at = tracks.findIndex((track) => track.timeframe === timeframe)
    const mine = { own: books[place], account, symbols }
    running.push(sleeveOf(request, place, input, tracks[at], mine, () => venues[at], listeners))
  }
  const perpetual = symbols.map((symbol) => input.perpetual?.includes(symbol) ?? false)
  const holding = carry(account, options, perpetual, undefined, (leg, kind, amount) => {
    // The sleeves on the side of the net position are the ones that hold it.
    const side = Math.sign(account.quantity[leg])
    const parts = running.map(({ desk, inAccount }) => {
      const held = inAccount.includes(leg) ? desk.book.quantity[inAccount.indexOf(leg)] : 0
      return Math.max(0, side * held)
    })
    const total = parts.reduce((sum, part) => sum + part, 0)
    for (const [i, part] of parts.entries())
      if (part > 0) running[i].desk.book.charge(kind, part === total ? amount : (amount * part) / total)
  })

  // Positions are held from the open of the bars in which they filled.
  const finestMs = timeframeMs[finestOf(tracks)]
  const marks = new Float64Array(symbols.length)
  const most = tracks.reduce((sum, track) => sum + track.ts.length, 0)
  const curves = [request.capital, ...running.map(({ capital }) => capital)].map((capital) => curveOf(most, capital))
  const own = running.map(({ symbols: mine }) => new Float64Array(mine.length))
  let times = 0
  for (;;) {
    const now = Math.min(...tracks.map((track) => track.next()))
    if (now === Number.POSITIVE_INFINITY) break
    if (times % timesPerLook === 0) {
      if (input.shouldStop?.())
        throw new Fault('refused', `The run was stopped after ${times} of at most ${most} times`)
      input.onProgress?.(times, most)
    }
    const due = tracks.filter((track) => track.next() === now)
    holding.hold(now - finestMs)
    for (const track of due) {
      track.take()
      for (const one of running) if (one.track === track) one.look()
      // What fills inside the bar is changed at the rate of its beginning, what is marked at that of its end.
      money.until(track.market.ts)
      venues[tracks.indexOf(track)].advance(track.market)
    }
    money.until(now)
    for (const track of due)
      for (const [leg, symbol] of track.symbols.entries())
        if (track.market.close[leg] > 0) marks[symbols.indexOf(symbol)] = track.market.close[leg]
    for (const one of running) if (due.includes(one.track) && one.show()) one.desk.decide(one.market)
    const gross = account.isFlat ? 0 : account.gross(marks)
    const equity = account.equity(marks)
    if (gross > 0 && equity < options.maintenance * gross) {
      const share = ((100 * equity) / gross).toFixed(1)
      for (const one of running)
        if (!one.desk.book.isFlat) one.desk.liquidate(one.market, `equity of the account is ${share} % of exposure`)
    }
    holding.mark(now - finestMs, marks)
    curves[0].add(now, equity, gross)
    for (const [i, { desk, inAccount }] of running.entries()) {
      for (const [leg, from] of inAccount.entries()) own[i][leg] = marks[from]
      curves[i + 1].add(
        now,
        desk.book.isFlat ? desk.book.cash : desk.book.equity(own[i]),
        desk.book.isFlat ? 0 : desk.book.gross(own[i]),
      )
    }
    times++
  }
  if (times < 2) throw new Fault('input', 'There are fewer than two bars in this time')
  for (const { desk } of running) desk.finish()
  assert(account.balance() === 0, 'the books of the account balance')
  return report(
    input,
    symbols,
    running,
    curves,
    account.quantity,
    venues.map((venue) => venue.counts),
  )
}

const finestOf = (tracks: readonly Track[]): Timeframe =>
  tracks.reduce((best, track) => (timeframeMs[track.timeframe] < timeframeMs[best.timeframe] ? track : best)).timeframe

/** One walk a bar length, longest first: what opened earliest fills first. */
function tracksOf({ request, bars }: PortfolioInput): Track[] {
  const wanted = new Map<Timeframe, Set<string>>()
  for (const { timeframe, symbols } of request.sleeves) {
    const known = wanted.get(timeframe) ?? new Set()
    for (const symbol of symbols) known.add(symbol)
    wanted.set(timeframe, known)
  }
  return [...wanted]
    .toSorted(([a], [b]) => timeframeMs[b] - timeframeMs[a])
    .map(([timeframe, symbols]) => {
      const found = [...symbols].map((symbol) => {
        const one = bars.find((each) => each.symbol === symbol && each.timeframe === timeframe)
        if (!one) throw new Fault('missing', `There are no ${timeframe} bars of ${symbol}`)
        return one
      })
      return trackOf(timeframe, found, request.from ?? Number.NEGATIVE_INFINITY, request.to ?? Number.POSITIVE_INFINITY)
    })
}

/** Books of one currency or of several, and the rates that all of them go by. */
function moneyOf(input: PortfolioInput, symbols: readonly string[]) {
  const account = input.currency ?? input.currencies?.[symbols[0]] ?? ''
  const currencyOf = (symbol: string) => input.currencies?.[symbol] ?? account
  const foreign = [...new Set(symbols.map(currencyOf).filter((one) => one !== account))]
  const rates = input.rates ?? {}
  // Refuses what has no rate before anything is traded.
  ratesOf(foreign, account, rates, () => undefined)
  const { conversionBps } = modelsOf(input.request).options
  const several: ReturnType<typeof currencyLedger>[] = []
  return {
    book(capital: number, of: readonly string[]) {
      if (foreign.length === 0) return ledger(capital, of.length)
      const made = currencyLedger({ capital, account, legs: of.map(currencyOf), conversionBps })
      several.push(made)
      return made
    },
    until(ts: number) {
      for (const currency of foreign) {
        const rate = rateAt(rates[currency], ts)
        for (const book of several) book.setRate(currency, rate)
      }
    },
  }
}

interface Growing {
  add(ts: number, equity: number, gross: number): void
  readonly exposed: number
  curve(): EquityCurve
}

function curveOf(most: number, capital: number): Growing {
  const columns = [0, 1, 2, 3].map(() => new Float64Array(most))
  const [times, equities, drawdowns, exposures] = columns
  let count = 0
  let peak = capital
  let exposed = 0
  return {
    add(ts, equity, gross) {
      if (equity > peak) peak = equity
      if (gross > 0) exposed++
      times[count] = ts
      equities[count] = equity
      drawdowns[count] = equity / peak - 1
      exposures[count++] = equity > 0 ? gross / equity : 0
    },
    get exposed() {
      return exposed
    },
    curve() {
      const [ts, equity, drawdown, exposure] = columns.map((column) => column.slice(0, count))
      return { ts, equity, drawdown, exposure }
    },
  }
}

function report(
  { request, lots, ticks, perpetual, calendars, currencies, currency }: PortfolioInput,
  symbols: readonly string[],
  running: readonly Running[],
  curves: readonly Growing[],
  net: Float64Array,
  counts: readonly Readonly<VenueCounts>[],
): PortfolioReport {
  const [equity, ...parts] = curves.map((one) => one.curve())
  const finest = finestOf(running.map(({ track }) => track))
  const perYear = barsPerYear(
    equity.ts.map((close) => close - timeframeMs[finest]),
    finest,
  )
  const sum = (pick: (desk: Running['desk']) => number) => running.reduce((total, { desk }) => total + pick(desk), 0)
  const count = (pick: (counts: Readonly<VenueCounts>) => number) => counts.reduce((total, one) => total + pick(one), 0)
  const figures = { barsPerYear: perYear, riskFree: request.riskFree }
  const trades = running.flatMap(({ desk }) => desk.log.trades)
  const liquidations = sum((desk) => desk.liquidations)
  const execution = {
    orders: count((one) => one.orders),
    fills: count((one) => one.fills),
    partialFills: count((one) => one.partialFills),
    rejected: count((one) => one.rejected),
    expired: count((one) => one.expired),
    ambiguousBars: count((one) => one.ambiguousBars),
    liquidations,
    fees: sum(({ book }) => book.fees),
    slippage: sum((desk) => desk.slippage),
    borrow: sum(({ book }) => book.borrow),
    funding: sum(({ book }) => book.funding),
    conversion: sum(({ book }) => book.conversion),
  }
  const idle = 1 - request.sleeves.reduce((total, { share }) => total + share, 0)
  const notes = runNotes(execution, {
    liquidations,
    isRuined: running.some(({ desk }) => desk.isRuined),
    isOpen: running.some(({ desk }) => desk.log.trades.at(-1)?.exitKind === 'END'),
    refused: sum((desk) => desk.refused),
  })
  if (idle > 1e-9) notes.push(`${(100 * idle).toFixed(1)} % of the capital belongs to no strategy and stays in cash.`)
  return {
    metrics: summarise({
      ...figures,
      equity: equity.equity,
      capital: request.capital,
      trades,
      exposedBars: curves[0].exposed,
      traded: sum((desk) => desk.traded),
      costs: sum((desk) => desk.costs()),
    }),
    equity,
    sleeves: running.map(({ name, desk, capital, symbols: mine, track }, i) => ({
      name,
      strategy: request.sleeves[i].strategy,
      symbols: mine,
      timeframe: track.timeframe,
      metrics: summarise({
        ...figures,
        equity: parts[i].equity,
        capital,
        trades: desk.log.trades,
        exposedBars: curves[i + 1].exposed,
        traded: desk.traded,
        costs: desk.costs(),
      }),
      trades: desk.log.trades,
      equity: parts[i],
      contribution: (parts[i].equity.at(-1) ?? capital) - capital,
    })),
    positions: symbols.flatMap((symbol, leg) => {
      const whose = running.flatMap(({ name, symbols: mine, desk }) => {
        const held = mine.includes(symbol) ? desk.book.quantity[mine.indexOf(symbol)] : 0
        return held === 0 ? [] : [[name, held] as const]
      })
      return whose.length === 0 ? [] : [{ symbol, net: net[leg], bySleeve: Object.fromEntries(whose) }]
    }),
    execution,
    instruments: { lots, ticks, perpetual: perpetual && [...perpetual], calendars, currencies, currency },
    notes,
  }
}
