import type { BacktestTrade } from '#lib/contracts/backtests.ts'
import { timeframeMs } from '#lib/contracts/common.ts'
import type { BacktestEvidence, Probe, Slice } from '#lib/contracts/evidence.ts'
import type { PortfolioReport, Sleeve } from '#lib/contracts/portfolios.ts'
import { strategies } from '#lib/strategies/index.ts'
import { type Panel, panelOf } from './data.ts'
import { benchmarkOf, capacityOf, closedOf, evidenceOfReturns, type Held, returnsOf, slicesBy } from './evidence.ts'
import { firstFrom, permutationTest } from './permutation.ts'
import { type PortfolioInput, portfolioBacktest } from './portfolio.ts'
import { lookAheadProbe, warmUpProbe } from './probes.ts'
import { rateAt } from './rates.ts'
import { regimesBefore } from './regime-slices.ts'

/** Accounts draw nothing by chance: where chance looks at them it begins here. */
const seed = 1

/**
 * How far the run of an account can be trusted: what `evidenceOf` says of one strategy, of all of them together. Instead of
 * it one might have held the symbols of each strategy, in equal parts of its share. Regimes are told where all bars are of
 * one length.
 * @param onProgress is told of steps done and their number.
 */
export function accountEvidenceOf(
  input: PortfolioInput,
  report: PortfolioReport,
  onProgress: (done: number, total: number) => void = () => {},
): BacktestEvidence {
  const { request } = input
  const steps = 2 + request.sleeves.length
  onProgress(0, steps)
  // Equity tells of every position at every close. Trips are written with the opening of their bar, which in a day that
  // another strategy's hours have ended by force lies before the cut.
  const lookAhead = lookAheadProbe({
    bars: input.bars,
    report: { equity: report.equity, trades: [] },
    seed,
    run: (bars) => ({ equity: portfolioBacktest({ ...input, bars, onProgress: undefined }).equity, trades: [] }),
  })
  onProgress(1, steps)
  const panels = request.sleeves.map((sleeve) => panelOfSleeve(input, sleeve))
  const warmUps = request.sleeves.map((sleeve, i) => {
    const found = warmUpOf(panels[i], sleeve)
    onProgress(2 + i, steps)
    return found.finding === null ? found : { ...found, finding: `${report.sleeves[i].name}: ${found.finding}` }
  })
  const trades = report.sleeves.flatMap((sleeve) => sleeve.trades)
  const returns = returnsOf(report.equity.equity, request.capital)
  const figures = { barsPerYear: report.metrics.barsPerYear, riskFree: request.riskFree }
  const { ts, equity } = report.equity
  // The account is told at closes: what was known when a bar opened is the last close until then.
  const worthBefore = (at: number) => equity[Math.max(0, firstFrom(ts, at + 1) - 1)]
  const rate = rateTo(input)
  const positions = panels.map((panel, i) => ({ panel, trades: closedOf(report.sleeves[i].trades), worthBefore, rate }))
  const told = evidenceOfReturns({ ...report, trades }, { capital: request.capital, riskFree: request.riskFree, seed })
  onProgress(steps, steps)
  return {
    ...told,
    lookAhead,
    warmUp: warmUps.find(({ passed }) => !passed) ?? {
      passed: true,
      tried: warmUps.reduce((sum, { tried }) => sum + tried, 0),
      finding: null,
    },
    permutation: permutationTest(positions, seed),
    benchmark: benchmarkOf(returns, holdingOf(input, panels, report.equity.ts), figures),
    regimes: regimesOf(input, report, returns, trades, figures),
    capacity: capacityOf(positions, request),
    inSampleOnly: true,
  }
}

/** Bars of one strategy, as it was shown them. */
function panelOfSleeve({ request, bars }: PortfolioInput, { timeframe, symbols }: Sleeve): Panel {
  const own = symbols.flatMap((symbol) => bars.filter((one) => one.symbol === symbol && one.timeframe === timeframe))
  return panelOf(own, timeframe, request.from, request.to)
}

function warmUpOf(panel: Panel, sleeve: Sleeve): Probe {
  const strategy = strategies.get(sleeve.strategy)
  const params = strategies.parse(sleeve.strategy, sleeve.params) as never
  const create = () => strategy.create(params, { symbols: sleeve.symbols })
  return warmUpProbe(panel, strategy.warmup(params), create, strategy.held)
}

/** Worth of a unit of a symbol's currency in that of the account, by the last bar of rates that has closed. */
function rateTo({ request, currency, currencies = {}, rates = {} }: PortfolioInput) {
  const account = currency ?? currencies[request.sleeves[0].symbols[0]] ?? ''
  return (symbol: string, ts: number): number => {
    const own = currencies[symbol] ?? account
    return own === account ? 1 : rateAt(rates[own], ts)
  }
}

/** The symbols of each strategy in equal parts of its share, the rest in cash, rebalanced at every time of the account. */
function holdingOf(input: PortfolioInput, panels: readonly Panel[], ts: Float64Array): Held {
  const { sleeves } = input.request
  const rate = rateTo(input)
  const returns = new Float64Array(ts.length)
  for (const [i, panel] of panels.entries()) {
    const lengthMs = timeframeMs[sleeves[i].timeframe]
    for (const [leg, { close }] of panel.legs.entries()) {
      const part = sleeves[i].share / panel.legs.length
      let row = 0
      let before = Number.NaN
      for (let t = 0; t < ts.length; t++) {
        while (row < panel.ts.length && panel.ts[row] + lengthMs <= ts[t]) row++
        const worth = row === 0 ? Number.NaN : close[row - 1] * rate(panel.symbols[leg], ts[t])
        if (before > 0 && worth > 0) returns[t] += part * (worth / before - 1)
        before = worth
      }
    }
  }
  return { name: 'its symbols, held by share', returns }
}

function regimesOf(
  { request, bars }: PortfolioInput,
  { equity }: PortfolioReport,
  returns: Float64Array,
  trades: readonly BacktestTrade[],
  figures: { barsPerYear: number; riskFree: number },
): Slice[] {
  const [{ timeframe }] = request.sleeves
  if (request.sleeves.some((sleeve) => sleeve.timeframe !== timeframe)) return []
  const common = panelOf(bars, timeframe, request.from, request.to)
  if (common.ts.length < 300) return []
  const [from, to] = [common.ts[0], common.ts[common.ts.length - 1]]
  const lengthMs = timeframeMs[timeframe]
  const told = regimesBefore(bars, timeframe, { from, to })
  // Trips are written with the opening of their bars, the account with the close.
  const closes = trades.map((trade) => (trade.exitTs === null ? trade : { ...trade, exitTs: trade.exitTs + lengthMs }))
  return slicesBy({ equity, trades: closes }, returns, (ts) => told(ts - lengthMs), figures)
}
