import type { BacktestTrade } from '#lib/contracts/backtests.ts'
import { random } from '#lib/stats/random.ts'
import type { Panel } from './data.ts'

const mostWork = 40_000_000

/** What one strategy held on its own bars. */
export interface Positions {
  readonly panel: Panel
  readonly trades: readonly BacktestTrade[]
  /** What a position is a share of: worth of the account before a bar opens. */
  worthBefore(ts: number): number
  /** Worth of a unit of a symbol's currency in that of the account; one where it is left out. */
  rate?(symbol: string, ts: number): number
}

/** Index of the first time at or after `at`; the length where there is none. */
export function firstFrom(times: Float64Array, at: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle] < at) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Were the positions taken when they paid? The whole sequence of positions is moved along the bars by a random number of
 * bars, round the end, so that their lengths, sides and clusters stay; the share of moves that earn at least as much
 * before costs is the p-value, the run itself counted in (Davison & Hinkley 1997, section 4.3). Positions are held at
 * their weight at entry, entered at the bar their fill stands in. Several strategies are moved by the same share of their
 * bars, so that what they held together they hold together.
 *
 * @returns null without trades.
 */
export function permutationTest(all: readonly Positions[], seed: number): { p: number; draws: number } | null {
  const strategies = all.map(shiftable).filter(({ count }) => count > 0)
  if (strategies.length === 0) return null
  const n = Math.max(...strategies.map(({ bars }) => bars))
  const gain = (shift: number) => strategies.reduce((sum, one) => sum + one.gain(Math.round((shift * one.bars) / n)), 0)
  // A shift of n is none: positions wrap by moving at most n − 1 bars.
  const observed = gain(0)
  const work = strategies.reduce((sum, { count, legs }) => sum + count * legs, 0)
  const draws = Math.max(99, Math.min(999, Math.floor(mostWork / Math.max(1, work))))
  const chance = random(seed)
  let asGood = 0
  for (let k = 0; k < draws; k++) if (gain(1 + chance.below(n - 1)) >= observed) asGood += 1
  return { p: (1 + asGood) / (1 + draws), draws }
}

function shiftable({ panel, trades, worthBefore, rate = () => 1 }: Positions) {
  const bars = panel.ts.length
  const legs = panel.legs.length
  const held: { from: number; to: number; weights: Float64Array }[] = []
  for (const trade of trades) {
    const from = firstFrom(panel.ts, trade.entryTs)
    const to = trade.exitTs === null ? bars - 1 : Math.min(bars - 1, firstFrom(panel.ts, trade.exitTs))
    const worth = worthBefore(panel.ts[Math.min(bars - 1, from)])
    if (to <= from || !(worth > 0)) continue
    const weights = new Float64Array(legs)
    for (const { symbol, quantity, entryPrice } of trade.legs)
      weights[panel.symbols.indexOf(symbol)] += (quantity * entryPrice * rate(symbol, trade.entryTs)) / worth
    held.push({ from, to, weights })
  }
  // Logarithmic closes, twice behind each other: a position that goes round the end is one difference.
  const logs = panel.legs.map(({ close }) => {
    const out = new Float64Array(2 * bars)
    for (let t = 0; t < bars; t++) out[t] = Math.log(close[t])
    const round = out[bars - 1] - out[0]
    for (let t = 0; t < bars; t++) out[bars + t] = out[t] + round
    return out
  })
  return {
    bars,
    legs,
    count: held.length,
    gain(shift: number) {
      let sum = 0
      for (const { from, to, weights } of held)
        for (let leg = 0; leg < legs; leg++) sum += weights[leg] * (logs[leg][to + shift] - logs[leg][from + shift])
      return sum
    },
  }
}
