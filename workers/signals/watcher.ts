import type { Decision, Market, StrategyRun } from '#lib/contracts/strategy.ts'

/** One leg's bar, as an event or a table row brings it. */
export interface LegBar {
  readonly ts: number
  readonly open: number | null
  readonly high: number | null
  readonly low: number | null
  readonly close: number
  readonly volume: number | null
}

/** What one joined bar did to a watched pair. */
export interface Step {
  readonly ts: number
  readonly decision: Decision | null
  readonly readings: Readonly<Record<string, number>>
  readonly closes: readonly number[]
}

export interface Watcher {
  /** Open time of the last bar that was stepped over; −∞ before the first. */
  readonly lastTs: number
  /** Takes one leg's bar. When all legs have that time, the strategy takes its step. Old and repeated bars are nothing. */
  take(leg: number, bar: LegBar): Step | null
}

const waitingLimit = 5_000

/**
 * Joins the legs of one pair by time and steps its strategy over every common bar, once, in order: the same `step` as
 * in a backtest. A bar that only one leg has is left out when a later common bar comes.
 */
export function watcher(run: StrategyRun, legs: number, lastTs = Number.NEGATIVE_INFINITY): Watcher {
  const waiting: Map<number, LegBar>[] = Array.from({ length: legs }, () => new Map())
  const columns = () => new Float64Array(legs)
  const market = {
    ts: 0,
    index: 0,
    open: columns(),
    high: columns(),
    low: columns(),
    close: columns(),
    volume: columns(),
  }
  let last = lastTs

  return {
    get lastTs() {
      return last
    },
    take(leg, bar) {
      if (bar.ts <= last) return null
      waiting[leg].set(bar.ts, bar)
      // A leg whose partner has gone silent must not fill the memory.
      if (waiting[leg].size > waitingLimit) waiting[leg].delete(waiting[leg].keys().next().value as number)
      if (!waiting.every((one) => one.has(bar.ts))) return null
      for (let k = 0; k < legs; k++) {
        const it = waiting[k].get(bar.ts) as LegBar
        market.open[k] = it.open ?? Number.NaN
        market.high[k] = it.high ?? Number.NaN
        market.low[k] = it.low ?? Number.NaN
        market.close[k] = it.close
        market.volume[k] = it.volume ?? Number.NaN
        for (const ts of waiting[k].keys()) if (ts <= bar.ts) waiting[k].delete(ts)
      }
      market.ts = bar.ts
      market.index += 1
      last = bar.ts
      const decision = run.step(market satisfies Market)
      return { ts: bar.ts, decision, readings: run.readings(), closes: [...market.close] }
    },
  }
}
