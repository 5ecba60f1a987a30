import type { BacktestReport } from '#lib/contracts/backtests.ts'
import type { Bars } from '#lib/contracts/bars.ts'
import type { Probe } from '#lib/contracts/evidence.ts'
import type { Market, StrategyRun } from '#lib/contracts/strategy.ts'
import { random } from '#lib/stats/random.ts'
import type { Panel, SymbolBars } from './data.ts'

/** Bars a probe runs through at most, all cuts together: seconds, not minutes. */
const mostBars = 3_000_000
const mostCuts = 8

/**
 * Another future: every bar from `cut` on is multiplied by a walk of its own, with other volumes. The walk comes back to
 * where it began: over a hundred thousand bars a free one would leave prices no venue has, below any tick or above all money.
 */
function otherFuture<One extends SymbolBars>(bars: readonly One[], cut: number, seed: number): One[] {
  return bars.map((one, leg) => {
    const { bars: all } = one
    const chance = random(seed + leg)
    let level = 0
    const factor = Float64Array.from(all.ts, (ts) =>
      ts >= cut ? Math.exp((level = 0.99 * level + 0.05 * chance.normal())) : 1,
    )
    const times = (column: Float64Array | null): Float64Array | null =>
      column?.map((value, i) => value * factor[i]) ?? null
    const bent: Bars = {
      ts: all.ts,
      open: times(all.open),
      high: times(all.high),
      low: times(all.low),
      close: times(all.close) as Float64Array,
      volume: times(all.volume),
    }
    return { ...one, bars: bent }
  })
}

type RunOutcome = Pick<BacktestReport, 'equity' | 'trades'>

export interface LookAheadInput<One extends SymbolBars = SymbolBars> {
  readonly bars: readonly One[]
  /** The run as it was. */
  readonly report: RunOutcome
  readonly seed: number
  readonly run: (bars: readonly One[]) => RunOutcome
}

/**
 * Looks for a peek into the future: bars behind a cut are replaced, the whole run is done again, and no equity and no
 * trade up to the bar before the cut may differ in a single bit. Cuts are spread over the run.
 * @param run does the whole run again on other bars
 */
export function lookAheadProbe<One extends SymbolBars>({ bars, report, seed, run }: LookAheadInput<One>): Probe {
  const { ts, equity } = report.equity
  const n = ts.length
  const cuts = Math.max(1, Math.min(mostCuts, Math.floor(mostBars / Math.max(1, n)), n - 2))
  const closedBefore = (all: RunOutcome, cut: number) =>
    JSON.stringify(all.trades.filter(({ exitTs }) => exitTs !== null && exitTs < cut))
  for (let k = 0; k < cuts; k++) {
    const at = Math.floor(((k + 1) * n) / (cuts + 1))
    const other = run(otherFuture(bars, ts[at], seed + 31 * k))
    const when = new Date(ts[at]).toISOString()
    for (let i = 0; i < at; i++) {
      if (Object.is(other.equity.equity[i], equity[i])) continue
      const moved = new Date(ts[i]).toISOString()
      return {
        passed: false,
        tried: k + 1,
        finding: `Equity at ${moved} moves when only bars from ${when} on are changed`,
      }
    }
    if (closedBefore(other, ts[at]) !== closedBefore(report, ts[at]))
      return { passed: false, tried: k + 1, finding: `Trades closed before ${when} change with the bars after it` }
  }
  return { passed: true, tried: cuts, finding: null }
}

/**
 * Readings may differ by this much, relative to themselves or to how much they spread, once the declared warm-up is over. An exponential average never forgets
 * altogether: strategies begin to decide when the bars before a start weigh a hundredth at most, and are held to that here.
 */
const tolerance = 0.01

/**
 * Asks whether the declared warm-up is long enough: the strategy is started at several later bars, and after its warm-up
 * every reading must be the one of the run that began with all history. Readings that hold since an entry (a trailing stop,
 * say) are compared while there are none.
 * @param held beginnings of the names of readings that say what is held, which are not compared
 */
export function warmUpProbe(
  panel: Panel,
  warmup: number,
  create: () => StrategyRun,
  held: readonly string[] = [],
): Probe {
  const n = Math.min(panel.ts.length, 200_000)
  // Odd places: round ones would fall in step with what is done every twenty bars.
  const starts = [0.2, 0.4, 0.6].map((share) => Math.floor(share * n) - (Math.floor(share * n) % 2) + 1)
  const span = 3 * warmup + 50
  const ends = starts.map((start) => Math.min(n, start + span))
  const market = { ts: 0, index: 0, ...columns(panel.legs.length) }
  const show = (t: number): Market => {
    market.ts = panel.ts[t]
    market.index = t + 1
    for (const [leg, bars] of panel.legs.entries()) {
      market.open[leg] = bars.open?.[t] ?? Number.NaN
      market.high[leg] = bars.high?.[t] ?? Number.NaN
      market.low[leg] = bars.low?.[t] ?? Number.NaN
      market.close[leg] = bars.close[t]
      market.volume[leg] = bars.volume?.[t] ?? Number.NaN
    }
    return market
  }
  const spread = spreads()
  const whole = create()
  const late = starts.map(() => create())
  let worst = 0
  let finding: string | null = null
  for (let t = 0; t < (ends.at(-1) ?? 0); t++) {
    const bar = show(t)
    whole.step(bar)
    const full = whole.readings()
    spread.add(full)
    for (const [k, start] of starts.entries()) {
      if (t < start || t >= ends[k]) continue
      late[k].step(bar)
      if (t - start < warmup) continue
      for (const [name, value] of Object.entries(late[k].readings())) {
        if (Number.isNaN(value) || Number.isNaN(full[name]) || held.some((one) => name.startsWith(one))) continue
        // A reading that swings about zero has no size of its own there: what it is apart is measured by its swings.
        const off = Math.abs(value - full[name]) / Math.max(1e-12, Math.abs(full[name]), spread.of(name))
        if (off <= Math.max(tolerance, worst)) continue
        worst = off
        finding = `${name} is ${(100 * off).toPrecision(2)} % off ${t - start} bars after a start; ${warmup} are declared to be enough`
      }
    }
  }
  return { passed: finding === null, tried: starts.length, finding }
}

/** Standard deviation of each reading over the bars so far. */
function spreads() {
  const moments = new Map<string, { count: number; mean: number; squares: number }>()
  return {
    add(readings: Readonly<Record<string, number>>) {
      for (const [name, value] of Object.entries(readings)) {
        if (Number.isNaN(value)) continue
        const one = moments.get(name) ?? { count: 0, mean: 0, squares: 0 }
        const off = value - one.mean
        one.count++
        one.mean += off / one.count
        one.squares += off * (value - one.mean)
        moments.set(name, one)
      }
    },
    of(name: string): number {
      const one = moments.get(name)
      return one && one.count > 1 ? Math.sqrt(one.squares / (one.count - 1)) : 0
    },
  }
}

function columns(legs: number) {
  const column = () => new Float64Array(legs).fill(Number.NaN)
  return { open: column(), high: column(), low: column(), close: column(), volume: column() }
}
