import { moneyScale } from '#lib/execution/ledger.ts'
import { deviationBefore } from '#lib/execution/slippage/deviation.ts'

/** Columns of the legs on common times. */
export interface FastPanel {
  readonly ts: Float64Array
  /** Price at which what was decided one bar earlier fills: the opens, or the closes of a close-only panel. */
  readonly fill: readonly Float64Array[]
  readonly close: readonly Float64Array[]
  readonly volume: readonly (Float64Array | null)[]
}

/** The terms of the default models: slippage of a fixed part and square-root impact, commission by value, borrowing, a share of the volume. */
export interface FastTerms {
  readonly capital: number
  readonly commissionBps: number
  readonly slippageBps: number
  readonly impact: number
  readonly borrowBps: number
  readonly participation: number
  readonly maintenance: number
}

/** Decisions where they fall, not bar by bar. Weight of each leg as a share of equity; all zero: flat. */
export interface Signals {
  count: number
  bar: Int32Array
  weights: Float64Array[]
}

/** An empty list. It grows as it is filled: most bars decide nothing, and memory that is not touched need not be cleared. */
export function noSignals(legs: number): Signals {
  const weights = Array.from({ length: legs }, () => new Float64Array(1_024))
  return { count: 0, bar: new Int32Array(1_024), weights }
}

/** Adds a decision; `second` is the weight of the second leg, where there is one. */
export function addSignal(signals: Signals, bar: number, first: number, second: number): void {
  const at = signals.count++
  if (at === signals.bar.length) grow(signals)
  signals.bar[at] = bar
  signals.weights[0][at] = first
  if (signals.weights.length > 1) signals.weights[1][at] = second
}

function grow(signals: Signals): void {
  const size = 2 * signals.bar.length
  const bar = new Int32Array(size)
  bar.set(signals.bar)
  signals.bar = bar
  signals.weights = signals.weights.map((column) => {
    const wider = new Float64Array(size)
    wider.set(column)
    return wider
  })
}

/** Executions in order, as columns; quantities are signed. */
export interface FastFills {
  readonly count: number
  readonly bar: Int32Array
  readonly leg: Uint8Array
  readonly quantity: Float64Array
  readonly price: Float64Array
}

export interface FastRun {
  readonly equity: Float64Array
  readonly fills: FastFills
}

const yearMs = 365 * 86_400_000

/**
 * Takes decisions through fills, costs and account, for one or two legs, with the very arithmetic of the event engine
 * in the same order, but touching the account only where something happens. Null when something happens that only the
 * engine knows how to handle: an order above its share of the volume, or a margin that is used up.
 */
export function follow(panel: FastPanel, signals: Signals, terms: FastTerms): FastRun | null {
  const n = panel.ts.length
  const legs = panel.close.length
  const { ts } = panel
  const p0 = panel.close[0]
  const p1 = panel.close[legs - 1]
  const equity = new Float64Array(n)
  // What is opened is closed once at most.
  let room = 0
  for (let s = 0; s < signals.count; s++)
    for (let leg = 0; leg < legs; leg++) if (signals.weights[leg][s] !== 0) room += 2
  const fills = {
    count: 0,
    bar: new Int32Array(room),
    leg: new Uint8Array(room),
    quantity: new Float64Array(room),
    price: new Float64Array(room),
  }
  const scale = moneyScale(terms.capital)
  const base = terms.slippageBps / 1e4
  const eta = terms.impact
  const commission = terms.commissionBps / 1e4
  const borrowAMs = terms.borrowBps / 1e4 / yearMs
  const held = new Float64Array(2)
  const taken = new Float64Array(2)
  // A cell, because closures below write it: a captured number would be boxed anew at every write.
  const cash = new Float64Array(1)
  cash[0] = Math.round(terms.capital * scale)
  let sound = true

  const trade = (t: number, leg: number, change: number) => {
    const raw = panel.fill[leg][t]
    const quantity = Math.abs(change)
    const volume = panel.volume[leg]
    let share = base
    if (volume !== null && eta > 0) {
      const sigma = deviationBefore(panel.close[leg], t)
      if (sigma > 0) share += eta * sigma * Math.sqrt(quantity / volume[t])
    }
    const price = change > 0 ? raw * (1 + share) : raw * (1 - share)
    taken[leg] += quantity
    if (volume !== null && taken[leg] > terms.participation * volume[t]) sound = false
    cash[0] -= Math.round(quantity * price * commission * scale)
    cash[0] -= Math.round(change * price * scale)
    held[leg] += change
    const at = fills.count++
    fills.bar[at] = t
    fills.leg[at] = leg
    fills.quantity[at] = change
    fills.price[at] = price
  }
  const borrow = (t: number, leg: number) => {
    const value = held[leg] * panel.close[leg][t - 1]
    if (value < 0) cash[0] -= Math.round(-value * borrowAMs * (ts[t] - ts[t - 1]) * scale)
  }

  let t = 0
  for (let s = 0; s <= signals.count; s++) {
    const next = s < signals.count ? Math.min(n, signals.bar[s] + 1) : n
    const q0 = held[0]
    const q1 = legs > 1 ? held[1] : 0
    if (q0 === 0 && q1 === 0) {
      const value = cash[0] / scale
      for (let u = t; u < next; u++) equity[u] = value
    } else if (legs === 1 && (q0 > 0 || terms.borrowBps === 0)) {
      const money = cash[0] / scale
      // Price beyond which the margin is used up: e = money + q p against maintenance × |q| p.
      const limit = -money / (q0 - terms.maintenance * Math.abs(q0))
      for (let u = t; u < next; u++) {
        const price = p0[u]
        equity[u] = money + q0 * price
        if (q0 > 0 ? price < limit : price > limit) sound = false
      }
    } else {
      let money = cash[0]
      for (let u = t; u < next; u++) {
        // The bar of the fill was charged before it, with what was held then.
        if (u > t) {
          const ms = ts[u] - ts[u - 1]
          if (q0 < 0) money -= Math.round(-(q0 * p0[u - 1]) * borrowAMs * ms * scale)
          if (q1 < 0) money -= Math.round(-(q1 * p1[u - 1]) * borrowAMs * ms * scale)
        }
        const a = q0 * p0[u]
        const b = q1 * p1[u]
        const value = legs > 1 ? money / scale + a + b : money / scale + a
        equity[u] = value
        if (value < terms.maintenance * (Math.abs(a) + Math.abs(b))) sound = false
      }
      cash[0] = money
    }
    t = next
    if (s === signals.count || t >= n || !sound) break
    if (q0 < 0) borrow(t, 0)
    if (q1 < 0) borrow(t, 1)
    taken[0] = 0
    taken[1] = 0
    for (let leg = 0; leg < legs; leg++) if (held[leg] !== 0) trade(t, leg, -held[leg])
    for (let leg = 0; leg < legs; leg++) {
      const weight = signals.weights[leg][s]
      const aim = weight === 0 ? 0 : (weight * equity[t - 1]) / panel.close[leg][t - 1]
      if (aim !== 0) trade(t, leg, aim)
    }
  }
  return sound ? { equity, fills } : null
}
