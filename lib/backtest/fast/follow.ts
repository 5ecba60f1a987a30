import { moneyScale, wholeUnits } from '#lib/execution/ledger.ts'
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
  const market = panel.close.map((_, leg) => meetings(panel, leg, signals, terms.impact))
  const commission = terms.commissionBps / 1e4
  const borrowAMs = terms.borrowBps / 1e4 / yearMs
  const held = new Float64Array(2)
  const taken = new Float64Array(2)
  const changes = new Float64Array(2)
  // A cell, because closures below write it: a captured number would be boxed anew at every write.
  const cash = new Float64Array(1)
  cash[0] = wholeUnits(terms.capital * scale)
  let sound = true

  const trade = (s: number, leg: number) => {
    const { price: prices, volume, pull } = market[leg]
    const change = changes[leg]
    const raw = prices[s]
    const quantity = Math.abs(change)
    const share = pull[s] > 0 ? base + pull[s] * Math.sqrt(quantity / volume[s]) : base
    const price = change > 0 ? raw * (1 + share) : raw * (1 - share)
    taken[leg] += quantity
    if (taken[leg] > terms.participation * volume[s]) sound = false
    cash[0] -= wholeUnits(quantity * price * commission * scale)
    cash[0] -= wholeUnits(change * price * scale)
    held[leg] += change
    const at = fills.count++
    fills.bar[at] = signals.bar[s] + 1
    fills.leg[at] = leg
    fills.quantity[at] = change
    fills.price[at] = price
  }
  const borrow = (t: number, leg: number) => {
    const value = held[leg] * panel.close[leg][t - 1]
    if (value < 0) cash[0] -= wholeUnits(-value * borrowAMs * (ts[t] - ts[t - 1]) * scale)
  }

  let t = 0
  for (let s = 0; s <= signals.count; s++) {
    const next = s < signals.count ? Math.min(n, signals.bar[s] + 1) : n
    const q0 = held[0]
    const q1 = legs > 1 ? held[1] : 0
    if (q0 === 0 && q1 === 0) markFlat(equity, t, next, cash[0] / scale)
    else if (legs === 1 && (q0 > 0 || terms.borrowBps === 0))
      sound = markOne(equity, p0, t, next, cash[0] / scale, q0, terms.maintenance)
    else sound = markBoth(equity, ts, p0, p1, t, next, cash, q0, q1, scale, borrowAMs, terms.maintenance)
    t = next
    if (s === signals.count || t >= n || !sound) break
    if (q0 < 0) borrow(t, 0)
    if (q1 < 0) borrow(t, 1)
    taken[0] = 0
    taken[1] = 0
    for (let leg = 0; leg < legs; leg++)
      if (held[leg] !== 0) {
        changes[leg] = -held[leg]
        trade(s, leg)
      }
    for (let leg = 0; leg < legs; leg++) {
      const weight = signals.weights[leg][s]
      const aim = weight === 0 ? 0 : (weight * equity[t - 1]) / market[leg].close[s]
      if (aim !== 0) {
        changes[leg] = aim
        trade(s, leg)
      }
    }
    if (!sound) break
  }
  return sound ? { equity, fills } : null
}

/** What an order of each decision meets: the close it was sized on, the price it fills at, the volume, the pull on the price. */
interface Meetings {
  readonly close: Float64Array
  readonly price: Float64Array
  /** Infinite where it is not known. */
  readonly volume: Float64Array
  /** Of the square root of the share of the volume. */
  readonly pull: Float64Array
}

/**
 * Gathered beforehand: looked up one by one, each would wait for memory, since the next thing to do depends on it.
 */
function meetings(panel: FastPanel, leg: number, { count, bar }: Signals, eta: number): Meetings {
  const last = panel.ts.length - 1
  const fills = panel.fill[leg]
  const closes = panel.close[leg]
  const volumes = panel.volume[leg]
  const close = new Float64Array(count)
  const price = new Float64Array(count)
  const volume = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
  const pull = new Float64Array(count)
  for (let s = 0; s < count; s++) {
    const t = bar[s]
    if (t === last) break
    close[s] = closes[t]
    price[s] = fills[t + 1]
    if (volumes === null) continue
    volume[s] = volumes[t + 1]
    if (eta > 0) pull[s] = eta * deviationBefore(closes, t + 1)
  }
  return { close, price, volume, pull }
}

/** Equity of one leg that costs nothing to hold, from bar `from` to the one before `to`. False: the margin is used up. */
function markOne(
  equity: Float64Array,
  price: Float64Array,
  from: number,
  to: number,
  money: number,
  held: number,
  maintenance: number,
): boolean {
  // Price beyond which it is used up: e = money + q p against maintenance × |q| p.
  const limit = -money / (held - maintenance * Math.abs(held))
  let least = Number.POSITIVE_INFINITY
  let most = 0
  for (let u = from; u < to; u++) {
    const now = price[u]
    equity[u] = money + held * now
    if (now < least) least = now
    if (now > most) most = now
  }
  return held > 0 ? !(least < limit) : !(most > limit)
}

/** The same of two legs, or of one that is borrowed; what borrowing costs is taken from the cash, bar by bar. */
function markBoth(
  equity: Float64Array,
  ts: Float64Array,
  p0: Float64Array,
  p1: Float64Array,
  from: number,
  to: number,
  cash: Float64Array,
  q0: number,
  q1: number,
  scale: number,
  borrowAMs: number,
  maintenance: number,
): boolean {
  let money = cash[0]
  let sound = true
  // The bar of the fill was charged before it, with what was held then.
  let a = 0
  let b = 0
  for (let u = from; u < to; u++) {
    const ms = u === from ? 0 : ts[u] - ts[u - 1]
    if (a < 0) money -= wholeUnits(-a * borrowAMs * ms * scale)
    if (b < 0) money -= wholeUnits(-b * borrowAMs * ms * scale)
    a = q0 * p0[u]
    b = q1 * p1[u]
    const value = money / scale + a + b
    equity[u] = value
    if (value < maintenance * (Math.abs(a) + Math.abs(b))) sound = false
  }
  cash[0] = money
  return sound
}

function markFlat(equity: Float64Array, from: number, to: number, value: number): void {
  for (let u = from; u < to; u++) equity[u] = value
}
