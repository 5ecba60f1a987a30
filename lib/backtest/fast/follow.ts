import { moneyScale } from '#lib/execution/ledger.ts'

/** Columns of the legs on common times. */
export interface FastPanel {
  readonly ts: Float64Array
  /** Price at which what was decided one bar earlier fills: the opens, or the closes of a close-only panel. */
  readonly fill: readonly Float64Array[]
  readonly close: readonly Float64Array[]
  readonly volume: readonly (Float64Array | null)[]
}

/** The terms of the default models: fixed slippage, commission by value, borrowing, a share of the volume. */
export interface FastTerms {
  readonly capital: number
  readonly commissionBps: number
  readonly slippageBps: number
  readonly borrowBps: number
  readonly participation: number
  readonly maintenance: number
}

/** Decisions where they fall, not bar by bar. Weight of each leg as a share of equity; all zero: flat. */
export interface Signals {
  count: number
  readonly bar: Int32Array
  readonly weights: readonly Float64Array[]
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
  const room = Math.min(2 * legs * (signals.count + 1), 2 * legs * n)
  const fills = {
    count: 0,
    bar: new Int32Array(room),
    leg: new Uint8Array(room),
    quantity: new Float64Array(room),
    price: new Float64Array(room),
  }
  const scale = moneyScale(terms.capital)
  const worse = 1 + terms.slippageBps / 1e4
  const better = 1 - terms.slippageBps / 1e4
  const commission = terms.commissionBps / 1e4
  const borrowAMs = terms.borrowBps / 1e4 / yearMs
  const held = new Float64Array(2)
  const taken = new Float64Array(2)
  let cash = Math.round(terms.capital * scale)
  let sound = true

  const trade = (t: number, leg: number, change: number) => {
    const raw = panel.fill[leg][t]
    const price = change > 0 ? raw * worse : raw * better
    const quantity = Math.abs(change)
    const volume = panel.volume[leg]
    taken[leg] += quantity
    if (volume !== null && taken[leg] > terms.participation * volume[t]) sound = false
    cash -= Math.round(quantity * price * commission * scale)
    cash -= Math.round(change * price * scale)
    held[leg] += change
    const at = fills.count++
    fills.bar[at] = t
    fills.leg[at] = leg
    fills.quantity[at] = change
    fills.price[at] = price
  }
  const borrow = (t: number, leg: number) => {
    const value = held[leg] * panel.close[leg][t - 1]
    if (value < 0) cash -= Math.round(-value * borrowAMs * (ts[t] - ts[t - 1]) * scale)
  }

  let t = 0
  for (let s = 0; s <= signals.count; s++) {
    const next = s < signals.count ? Math.min(n, signals.bar[s] + 1) : n
    const q0 = held[0]
    const q1 = legs > 1 ? held[1] : 0
    if (q0 === 0 && q1 === 0) {
      equity.fill(cash / scale, t, next)
    } else if (legs === 1 && (q0 > 0 || terms.borrowBps === 0)) {
      const base = cash / scale
      // Price beyond which the margin is used up: e = base + q p against maintenance × |q| p.
      const limit = -base / (q0 - terms.maintenance * Math.abs(q0))
      for (let u = t; u < next; u++) {
        const price = p0[u]
        equity[u] = base + q0 * price
        if (q0 > 0 ? price < limit : price > limit) sound = false
      }
    } else {
      for (let u = t; u < next; u++) {
        // The bar of the fill was charged before it, with what was held then.
        if (u > t || s === 0) {
          borrow(u, 0)
          if (legs > 1) borrow(u, 1)
        }
        const a = q0 * p0[u]
        const b = q1 * p1[u]
        const value = legs > 1 ? cash / scale + a + b : cash / scale + a
        equity[u] = value
        if (value < terms.maintenance * (Math.abs(a) + Math.abs(b))) sound = false
      }
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
