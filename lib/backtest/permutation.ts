import type { BacktestTrade } from '#lib/contracts/backtests.ts'
import { random } from '#lib/stats/random.ts'
import type { Panel } from './data.ts'

const mostWork = 40_000_000

/**
 * Were the positions taken when they paid? The whole sequence of positions is moved along the bars by a random number of
 * bars, round the end, so that their lengths, sides and clusters stay; the share of moves that earn at least as much
 * before costs is the p-value, the run itself counted in (Davison & Hinkley 1997, section 4.3). Positions are held at
 * their weight at entry, entered at the bar their fill stands in.
 *
 * @returns null without trades.
 */
export function permutationTest(
  panel: Panel,
  trades: readonly BacktestTrade[],
  equity: Float64Array,
  seed: number,
): { p: number; draws: number } | null {
  const n = panel.ts.length
  const legs = panel.legs.length
  const held: { from: number; to: number; weights: Float64Array }[] = []
  const indexOf = (ts: number) => {
    let low = 0
    let high = n
    while (low < high) {
      const middle = (low + high) >> 1
      if (panel.ts[middle] < ts) low = middle + 1
      else high = middle
    }
    return low
  }
  for (const trade of trades) {
    const from = indexOf(trade.entryTs)
    const to = trade.exitTs === null ? n - 1 : Math.min(n - 1, indexOf(trade.exitTs))
    const worth = equity[Math.max(0, from - 1)]
    if (to <= from || !(worth > 0)) continue
    const weights = new Float64Array(legs)
    for (const { symbol, quantity, entryPrice } of trade.legs)
      weights[panel.symbols.indexOf(symbol)] += (quantity * entryPrice) / worth
    held.push({ from, to, weights })
  }
  if (held.length === 0) return null
  // Logarithmic closes, twice behind each other: a position that goes round the end is one difference.
  const logs = panel.legs.map(({ close }) => {
    const out = new Float64Array(2 * n)
    for (let t = 0; t < n; t++) out[t] = Math.log(close[t])
    const round = out[n - 1] - out[0]
    for (let t = 0; t < n; t++) out[n + t] = out[t] + round
    return out
  })
  const gain = (shift: number) => {
    let sum = 0
    for (const { from, to, weights } of held)
      for (let leg = 0; leg < legs; leg++) sum += weights[leg] * (logs[leg][to + shift] - logs[leg][from + shift])
    return sum
  }
  // A shift of n is none: positions wrap by moving at most n − 1 bars.
  const observed = gain(0)
  const draws = Math.max(99, Math.min(999, Math.floor(mostWork / Math.max(1, held.length * legs))))
  const chance = random(seed)
  let asGood = 0
  for (let k = 0; k < draws; k++) if (gain(1 + chance.below(n - 1)) >= observed) asGood += 1
  return { p: (1 + asGood) / (1 + draws), draws }
}
