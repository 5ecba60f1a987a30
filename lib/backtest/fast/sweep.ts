import { deviationBefore } from '#lib/execution/slippage/deviation.ts'
import { impactOf } from '#lib/execution/slippage/square-root.ts'
import type { FastPanel, FastTerms } from './follow.ts'
import { type PairParams, pairScores } from './pair-signals.ts'
import { logsOf } from './run.ts'

/** One row a combination, as columns. */
export interface SweepRows {
  readonly equity: Float64Array
  /** Closed round trips. */
  readonly trades: Int32Array
  /** Mean and deviation (n − 1) of the returns of the bars. */
  readonly mean: Float64Array
  readonly deviation: Float64Array
  /** Worst fall from a peak, 0 or negative. */
  readonly drawdown: Float64Array
  /** 0 where only the event engine knows the answer: volume or margin were short. */
  readonly sound: Uint8Array
}

export interface PairSweep {
  /** Every combination over the bars [from, to), started flat with all of the capital. */
  run(combinations: readonly PairParams[], from?: number, to?: number): SweepRows
}

const yearMs = 365 * 86_400_000

/**
 * Many parameter sets of `pairs-zscore` over one pair. z depends on the window alone and is worked out once for each;
 * a combination then walks over it, and touches money only while it holds something. Null where a price is missing.
 */
export function pairSweep(panel: FastPanel, terms: FastTerms): PairSweep | null {
  const y = logsOf(panel.close[0])
  const x = logsOf(panel.close[1])
  if (!y || !x) return null
  const { ts } = panel
  // Borrowing cost of one unit of value from the bar before to this one.
  const rate = ts.map((at, t) => (t === 0 ? 0 : (terms.borrowBps / 1e4 / yearMs) * (at - ts[t - 1])))
  // Share of the price that one unit costs in impact; that of an order grows with the root of its size.
  const impacts = panel.close.map((close, leg) => {
    const volume = panel.volume[leg]
    if (volume === null) return close
    return close.map((_, t) => impactOf(terms.impact, deviationBefore(close, t), 1, 1, 0) / Math.sqrt(volume[t]))
  })
  const scores = new Map<number, ReturnType<typeof pairScores>>()
  const scoresOf = (window: number) => {
    const known = scores.get(window)
    if (known) return known
    const made = pairScores(y, x, window)
    scores.set(window, made)
    return made
  }
  return {
    run(combinations, from = 0, to = panel.ts.length) {
      const count = combinations.length
      const rows: SweepRows = {
        equity: new Float64Array(count),
        trades: new Int32Array(count),
        mean: new Float64Array(count),
        deviation: new Float64Array(count),
        drawdown: new Float64Array(count),
        sound: new Uint8Array(count),
      }
      for (let i = 0; i < count; i++) {
        const { z, beta } = scoresOf(combinations[i].window)
        walk(panel, terms, combinations[i], z, beta, rate, impacts, from, to, rows, i)
      }
      return rows
    },
  }
}

/**
 * One combination: the rules of `judge` and the money of `follow`, in one pass without a list in between. Money is not
 * rounded to units here, which moves equity by less than 1e-12 of it.
 */
function walk(
  panel: FastPanel,
  terms: FastTerms,
  p: PairParams,
  z: Float64Array,
  beta: Float64Array,
  rate: Float64Array,
  impacts: readonly Float64Array[],
  from: number,
  to: number,
  rows: SweepRows,
  row: number,
): void {
  const c0 = panel.close[0]
  const c1 = panel.close[1]
  const f0 = panel.fill[0]
  const f1 = panel.fill[1]
  const v0 = panel.volume[0]
  const v1 = panel.volume[1]
  const { entry, exit, stop } = p
  const timeStop = p.timeStopBars > 0 ? p.timeStopBars : to
  const base = terms.slippageBps / 1e4
  const [k0, k1] = impacts
  const commission = terms.commissionBps / 1e4
  const { participation, maintenance } = terms
  let money = terms.capital
  let value = money
  let peak = money
  // Lowest share of a peak, so that a division is needed only where it falls further.
  let lowest = 1
  let sum = 0
  let squares = 0
  let trades = 0
  let sound = 1
  // Side that a stop has ended; 0: none.
  let locked = 0
  let t = from
  while (t < to) {
    // Flat: on to the bar that decides.
    if (locked !== 0) {
      while (t < to && !(locked * z[t] >= -exit)) t++
      locked = 0
    }
    while (t < to) {
      const size = Math.abs(z[t])
      if (size >= entry && size < stop) break
      t++
    }
    const decided = t
    if (++t >= to) break
    const side = z[decided] < 0 ? 1 : -1
    const gross = 1 + Math.abs(beta[decided])
    const q0 = ((side / gross) * value) / c0[decided]
    const q1 = (((-side * beta[decided]) / gross) * value) / c1[decided]
    const a0 = Math.abs(q0)
    const a1 = Math.abs(q1)
    const s0 = v0 === null ? base : base + k0[t] * Math.sqrt(a0)
    const s1 = v1 === null ? base : base + k1[t] * Math.sqrt(a1)
    const in0 = f0[t] * (q0 > 0 ? 1 + s0 : 1 - s0)
    const in1 = f1[t] * (q1 > 0 ? 1 + s1 : 1 - s1)
    if (v0 !== null && a0 > participation * v0[t]) sound = 0
    if (v1 !== null && a1 > participation * v1[t]) sound = 0
    money -= (a0 * in0 + a1 * in1) * commission + q0 * in0 + q1 * in1
    let leaving = false
    const last = Math.min(to - 1, decided + timeStop)
    for (;;) {
      const p0 = q0 * c0[t]
      const p1 = q1 * c1[t]
      const now = money + p0 + p1
      const change = now / value - 1
      value = now
      sum += change
      squares += change * change
      if (now > peak) peak = now
      else if (now < lowest * peak) lowest = now / peak
      if (now < maintenance * (Math.abs(p0) + Math.abs(p1))) sound = 0
      const gain = side * z[t]
      if (gain >= -exit) leaving = true
      else if (gain <= -stop || (t >= last && t - decided >= timeStop && gain < 0)) {
        leaving = true
        locked = side
      }
      if (++t >= to) break
      // Borrowing from the last close to this bar, charged before anything fills.
      money += (Math.min(p0, 0) + Math.min(p1, 0)) * rate[t]
      if (leaving) break
    }
    if (t >= to) break
    const e0 = v0 === null ? base : base + k0[t] * Math.sqrt(a0)
    const e1 = v1 === null ? base : base + k1[t] * Math.sqrt(a1)
    const out0 = f0[t] * (q0 < 0 ? 1 + e0 : 1 - e0)
    const out1 = f1[t] * (q1 < 0 ? 1 + e1 : 1 - e1)
    if (v0 !== null && a0 > participation * v0[t]) sound = 0
    if (v1 !== null && a1 > participation * v1[t]) sound = 0
    money += q0 * out0 + q1 * out1 - (a0 * out0 + a1 * out1) * commission
    trades++
    const change = money / value - 1
    value = money
    sum += change
    squares += change * change
    if (money > peak) peak = money
    else if (money < lowest * peak) lowest = money / peak
    // This bar is judged too, flat as it is: the loop above begins with it.
  }
  const bars = to - from
  rows.equity[row] = value
  rows.trades[row] = trades
  rows.mean[row] = sum / bars
  rows.deviation[row] = Math.sqrt(Math.max(0, squares - (sum * sum) / bars) / (bars - 1))
  rows.drawdown[row] = lowest - 1
  rows.sound[row] = sound
}
