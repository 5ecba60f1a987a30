import type { BacktestEvidence, Probe } from '#lib/contracts/evidence.ts'
import type { PortfolioReport, Sleeve } from '#lib/contracts/portfolios.ts'
import { strategies } from '#lib/strategies/index.ts'
import { panelOf } from './data.ts'
import { evidenceOfReturns } from './evidence.ts'
import { type PortfolioInput, portfolioBacktest } from './portfolio.ts'
import { lookAheadProbe, warmUpProbe } from './probes.ts'

/** Accounts draw nothing by chance: where chance looks at them it begins here. */
const seed = 1

/**
 * How far the run of an account can be trusted: what `evidenceOf` says of one strategy, as far as several of them on bars
 * of several lengths allow. There is no order of positions to permute and no one market to hold instead.
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
  const warmUps = request.sleeves.map((sleeve, i) => {
    const found = warmUpOf(input, sleeve)
    onProgress(2 + i, steps)
    return found.finding === null ? found : { ...found, finding: `${report.sleeves[i].name}: ${found.finding}` }
  })
  const trades = report.sleeves.flatMap((sleeve) => sleeve.trades)
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
    permutation: null,
    benchmark: null,
    regimes: [],
    capacity: null,
    inSampleOnly: true,
  }
}

function warmUpOf({ request, bars }: PortfolioInput, sleeve: Sleeve): Probe {
  const { timeframe, symbols } = sleeve
  const own = symbols.flatMap((symbol) => bars.filter((one) => one.symbol === symbol && one.timeframe === timeframe))
  const panel = panelOf(own, timeframe, request.from, request.to)
  const strategy = strategies.get(sleeve.strategy)
  const params = strategies.parse(sleeve.strategy, sleeve.params) as never
  return warmUpProbe(panel, strategy.warmup(params), () => strategy.create(params, { symbols }), strategy.held)
}
