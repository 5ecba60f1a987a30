/**
 * The simulated venue `SIM`: a feed like any other, for a machine without internet. Everything it says is invented and
 * marked so. `simulatedFeed` gives
 * - `instruments` and `planted`: what trades, and the relations that were put in;
 * - `history(bars, until)`: the last closed bars before an instant, as columns;
 * - `live(afterTs, signal)`: an endless sequence of closed bars, one step for all instruments, first those that were
 *   missed since `afterTs` without waiting, then each one when its time is over.
 * Clock and waiting are handed in, so the pace is the timeframe's and tests need no time.
 */
import type { Bar, Bars } from '#lib/contracts/bars.ts'
import type { Timeframe } from '#lib/contracts/common.ts'
import { simulatedMarket } from '#lib/market/simulated.ts'
import type { PlantedPair, SimulatedInstrument } from '#lib/market/simulated-instruments.ts'

export interface SimulatedFeedOptions {
  readonly seed: number
  readonly timeframe: Timeframe
  /** Wall clock in UTC milliseconds. */
  readonly now: () => number
  /** Waits; ends early, without an error, when the signal is aborted. */
  readonly wait: (ms: number, signal: StopSignal) => Promise<void>
}

/** The part of an AbortSignal that is needed here. */
export interface StopSignal {
  readonly aborted: boolean
}

/** One closed bar of every instrument. */
export interface BarStep {
  /** Open time of the bars. */
  readonly ts: number
  /** When they closed. */
  readonly closedAt: number
  readonly bars: readonly { readonly symbol: string; readonly bar: Bar }[]
}

export interface SimulatedFeed {
  readonly venue: 'SIM'
  readonly source: 'simulated'
  readonly timeframe: Timeframe
  readonly instruments: readonly SimulatedInstrument[]
  readonly planted: readonly PlantedPair[]
  history(bars: number, until?: number): { symbol: string; bars: Bars }[]
  live(afterTs: number, signal: StopSignal): AsyncGenerator<BarStep, void, void>
}

export function simulatedFeed(options: SimulatedFeedOptions): SimulatedFeed {
  const market = simulatedMarket(options)
  const symbols = market.instruments.map(({ symbol }) => symbol)
  return {
    venue: 'SIM',
    source: 'simulated',
    timeframe: options.timeframe,
    instruments: market.instruments,
    planted: market.planted,
    history(bars, until = options.now()) {
      // The bar that contains `until` has not closed: it is the first one left out.
      const end = market.indexAt(until)
      return market.history(Math.max(1, end - bars), end).map((columns, i) => ({ symbol: symbols[i], bars: columns }))
    },
    async *live(afterTs, signal) {
      const stream = market.stream(market.indexAt(afterTs) + 1)
      while (!signal.aborted) {
        const step = stream.next()
        const closedAt = step.ts + market.barMs
        for (let left = closedAt - options.now(); left > 0 && !signal.aborted; left = closedAt - options.now()) {
          await options.wait(left, signal)
        }
        if (signal.aborted) return
        yield { ts: step.ts, closedAt, bars: step.bars.map((bar, i) => ({ symbol: symbols[i], bar })) }
      }
    },
  }
}
