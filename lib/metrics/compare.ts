import { holm } from '#lib/stats/multiple.ts'
import { random } from '#lib/stats/random.ts'
import { returnMetrics } from './returns.ts'
import { sharpeDifference } from './sharpe-difference.ts'

/** A run as it is compared: equity after each bar. */
export interface ComparedCurve {
  readonly id: string
  /** UTC milliseconds, rising. */
  readonly ts: ArrayLike<number>
  readonly equity: ArrayLike<number>
}

/** A run over the bars that all of them have. Ratios are annual. */
export interface ComparedRun {
  readonly id: string
  readonly totalReturn: number
  readonly annualReturn: number | null
  readonly volatilityAnnual: number | null
  readonly sharpe: number | null
  readonly sharpeCi: readonly [number, number] | null
  readonly maxDrawdown: number
  /** Wealth at each common time; 1 at the first. */
  readonly wealth: Float64Array
  /** 1: the largest Sharpe ratio. */
  readonly rank: number
}

/** Two runs and how much their annual Sharpe ratios differ: of the better one minus the other. */
export interface ComparedPair {
  readonly better: string
  readonly worse: string
  readonly difference: number
  readonly low: number
  readonly high: number
  readonly p: number
  /** Holm (1979) over all pairs. */
  readonly pHolm: number
}

export interface Comparison {
  /** Times that all runs have; all figures are of these. */
  readonly ts: Float64Array
  /** Best first. */
  readonly runs: readonly ComparedRun[]
  readonly pairs: readonly ComparedPair[]
  readonly barsPerYear: number
}

export interface CompareOptions {
  /** Bars in a year, of the bars that are compared. */
  readonly barsPerYear: (ts: Float64Array) => number
  /** A year. */
  readonly riskFree: number
  readonly seed?: number
  readonly draws?: number
}

/**
 * Runs side by side over the bars that all of them have, ranked by Sharpe ratio, and every two tested for whether they
 * differ (Ledoit & Wolf 2008), corrected by Holm for the number of questions.
 * @returns null when they have fewer than three bars in common.
 */
export function compareRuns(curves: readonly ComparedCurve[], options: CompareOptions): Comparison | null {
  const ts = commonTimes(curves.map((curve) => curve.ts))
  if (ts.length < 3) return null
  const barsPerYear = options.barsPerYear(ts)
  const hurdle = (1 + options.riskFree) ** (1 / barsPerYear) - 1
  const measured = curves.map((curve) => {
    const wealth = at(curve, ts)
    const returns = Float64Array.from({ length: ts.length - 1 }, (_, i) => wealth[i + 1] / wealth[i] - 1)
    const m = returnMetrics(returns, { barsPerYear, riskFree: options.riskFree })
    return {
      excess: returns.map((r) => r - hurdle),
      run: {
        id: curve.id,
        totalReturn: m.totalReturn,
        annualReturn: m.annualReturn,
        volatilityAnnual: m.volatilityAnnual,
        sharpe: m.sharpeAnnual,
        sharpeCi: m.sharpeCi,
        maxDrawdown: m.maxDrawdown,
        wealth: wealth.map((value) => value / wealth[0]),
      },
    }
  })
  const ranked = measured.toSorted(
    (a, b) => (b.run.sharpe ?? Number.NEGATIVE_INFINITY) - (a.run.sharpe ?? Number.NEGATIVE_INFINITY),
  )
  const year = Math.sqrt(barsPerYear)
  const chance = random(options.seed ?? 1)
  const pairs: Omit<ComparedPair, 'pHolm'>[] = []
  for (const [i, better] of ranked.entries()) {
    for (const worse of ranked.slice(i + 1)) {
      const test = sharpeDifference(better.excess, worse.excess, chance, options.draws)
      if (!test) continue
      pairs.push({
        better: better.run.id,
        worse: worse.run.id,
        difference: test.difference * year,
        low: test.low * year,
        high: test.high * year,
        p: test.p,
      })
    }
  }
  const corrected = holm(pairs.map(({ p }) => p))
  return {
    ts,
    runs: ranked.map(({ run }, i) => ({ ...run, rank: i + 1 })),
    pairs: pairs.map((pair, i) => ({ ...pair, pHolm: corrected[i] })),
    barsPerYear,
  }
}

/** Times that all columns have; each column rises. */
function commonTimes(columns: readonly ArrayLike<number>[]): Float64Array {
  const [first, ...others] = columns
  if (!first) return new Float64Array(0)
  const places = others.map(() => 0)
  const common: number[] = []
  for (let i = 0; i < first.length; i++) {
    let everywhere = true
    for (const [k, other] of others.entries()) {
      while (places[k] < other.length && other[places[k]] < first[i]) places[k]++
      if (other[places[k]] !== first[i]) everywhere = false
    }
    if (everywhere) common.push(first[i])
  }
  return Float64Array.from(common)
}

function at({ ts, equity }: ComparedCurve, times: Float64Array): Float64Array {
  const out = new Float64Array(times.length)
  let i = 0
  for (const [k, time] of times.entries()) {
    while (ts[i] < time) i++
    out[k] = equity[i]
  }
  return out
}

/** The last equity of every UTC day, stamped with that day: what runs over bars of different lengths have in common. */
export function daily({ id, ts, equity }: ComparedCurve): ComparedCurve {
  const day = 86_400_000
  const days: number[] = []
  const values: number[] = []
  for (let i = 0; i < ts.length; i++) {
    const date = Math.floor(ts[i] / day) * day
    if (days.at(-1) === date) values[values.length - 1] = equity[i]
    else {
      days.push(date)
      values.push(equity[i])
    }
  }
  return { id, ts: Float64Array.from(days), equity: Float64Array.from(values) }
}
