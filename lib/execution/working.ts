import {
  type BarView,
  highComesFirst,
  limitAtOpen,
  limitHit,
  stopAtOpen,
  stopHit,
  stopLimitHit,
  trailHit,
} from './hit.ts'
import { isClosed, type Order } from './order.ts'

/** When in a bar an order came to life: before it, inside it (by another order's fill), or at its close. */
export type Birth = 'open' | 'inside' | 'close'

/** What the fills of one group have in common, in units of its first order. */
export interface Group {
  filled: number
  /** What its first order asked for. */
  readonly size: number
}

/** An order that lies at the simulated venue. */
export interface Working {
  order: Order
  readonly leg: number
  readonly group: Group | null
  /** What had filled of it when this order came, and units of this order for one unit of the group. */
  readonly groupFrom: number
  readonly groupRate: number
  /** What has to fill first. */
  readonly parent: Working | null
  birth: Birth
  /** Price at that moment, for one born inside a bar. */
  birthPrice: number
  /** A stop that has been triggered is a market order, a stop-limit order a limit order. */
  triggered: boolean
  readonly trail: { best: number }
  /** Session of the first bar it saw; −1 before. */
  day: number
  /** Bars that open before this instant do not see it yet. */
  readonly arrives: number
  /** Bar, place and price of its last fill: where the orders it wakes are born. */
  fillIndex: number
  fillBirth: Birth
  fillPrice: number
  /** Held on the other side when last looked at, for a reduce-only order that guards no certain entry. */
  reducible: number
  /** It met the bar before those that open something. */
  wasFirst: boolean
}

/** The bar as far as an order can have seen it: adverse extremes count, favourable ones only if they came surely after. */
export function seenBar(working: Working, bar: BarView, into: BarView): BarView {
  if (working.birth === 'open') return bar
  const sells = working.order.request.side === 'sell'
  const from = working.birth === 'close' ? bar.close : working.birthPrice
  into.open = from
  into.close = bar.close
  into.high = working.birth === 'inside' && !sells ? bar.high : Math.max(from, bar.close)
  into.low = working.birth === 'inside' && sells ? bar.low : Math.min(from, bar.close)
  into.volume = bar.volume
  return into
}

/** Price before slippage at which the order meets the bar, or NaN. Moves the trail of a trailing stop. */
export function meets(working: Working, bar: BarView, marketAtClose: boolean, trail = working.trail): number {
  const { type, side, price, stopPrice, trailBy } = working.order.request
  switch (type) {
    case 'market':
      return marketAtClose ? bar.close : bar.open
    case 'market-on-open':
      return bar.open
    case 'market-on-close':
      return bar.close
    case 'limit':
      return limitHit(side, price as number, bar)
    case 'stop':
      return working.triggered ? bar.open : stopHit(side, stopPrice as number, bar)
    case 'stop-limit':
      return working.triggered
        ? limitHit(side, price as number, bar)
        : stopLimitHit(side, stopPrice as number, price as number, bar)
    case 'trailing-stop':
      return trailHit(side, trailBy as number, trail, bar)
  }
}

export const isTarget = (working: Working): boolean => working.order.request.type === 'limit'

/** Whether a limit takes or a stop breaks right at the open: then the order of things inside the bar is no question. */
function decidedAtOpen(working: Working, bar: BarView): boolean {
  const { side, price, stopPrice, trailBy } = working.order.request
  if (isTarget(working)) return limitAtOpen(side, price as number, bar)
  if (working.triggered) return true
  if (stopPrice !== undefined) return stopAtOpen(side, stopPrice, bar)
  return stopAtOpen(side, working.trail.best - (side === 'sell' ? 1 : -1) * (trailBy as number), bar)
}

export type Contest = 'alone' | 'won' | 'lost'

/**
 * Stop and target in one bar: which came first is not known. Pessimistic: the stop. Adaptive: the one on the side of the
 * nearer extreme. Whatever the open decides is decided.
 * @param ambiguous called once, by the stop, when both lie inside the bar and no finer bars say which came first.
 * @param finer the bars of which this one is made, when they are there.
 */
export function contest(
  working: Working,
  rivals: readonly Working[],
  bar: BarView,
  adaptive: boolean,
  ambiguous: () => void,
  finer: readonly BarView[] | null = null,
): Contest {
  const target = isTarget(working)
  let outcome: Contest = 'alone'
  for (const rival of rivals) {
    if (rival === working || rival.group !== working.group || rival.leg !== working.leg) continue
    const isExit = working.parent !== null || rival.parent !== null
    if ((isExit && isTarget(rival) === target) || isClosed(rival.order.state)) continue
    const price = meets(rival, bar, false, { ...rival.trail })
    if (Number.isNaN(price)) continue
    if (decidedAtOpen(working, bar)) continue
    if (decidedAtOpen(rival, bar)) return 'lost'
    const own = isExit ? Number.NaN : meets(working, bar, false, { ...working.trail })
    if (!isExit) {
      if (Number.isNaN(own)) return 'alone'
      const nearer = nearerOf(working, own, rival, price, bar)
      if (nearer === 'rival') return 'lost'
      if (nearer === 'own') continue
    }
    const first = finer ? whichFirst(working, rival, finer) : null
    if (first === rival) return 'lost'
    if (first === working) {
      outcome = 'won'
      continue
    }
    const wins = isExit ? exitWins(working, bar, adaptive) : entryWins(working, own, rival, price, bar, adaptive)
    // Once for the two of them: by the stop of two exits, by the winner of two others.
    if (isExit ? !target : wins) ambiguous()
    if (!wins) return 'lost'
    outcome = 'won'
  }
  return outcome
}

/** A sell target lies above, a buy target below. */
function exitWins(working: Working, bar: BarView, adaptive: boolean): boolean {
  const targetFirst = adaptive && highComesFirst(bar) === (working.order.request.side === 'sell')
  return isTarget(working) === targetFirst
}

/**
 * Which of two prices on one side of the open comes first: the nearer, whichever way the bar went. Null where they lie on
 * both sides of it. What waits for the close comes after everything, what does not wait before.
 */
function nearerOf(one: Working, own: number, rival: Working, price: number, bar: BarView): 'own' | 'rival' | null {
  const atClose = one.order.request.type === 'market-on-close'
  if (atClose || rival.order.request.type === 'market-on-close')
    return atClose && rival.order.request.type !== 'market-on-close' ? 'rival' : 'own'
  const [a, b] = [own - bar.open, price - bar.open]
  if (a * b < 0) return null
  return Math.abs(a) <= Math.abs(b) ? 'own' : 'rival'
}

/** On both sides of the open: pessimistic, what stands worse at the close came first. */
function entryWins(one: Working, own: number, rival: Working, price: number, bar: BarView, adaptive: boolean): boolean {
  if (adaptive) return own > bar.open === highComesFirst(bar)
  const standing = (working: Working, at: number) => (bar.close - at) * (working.order.request.side === 'buy' ? 1 : -1)
  const [mine, other] = [standing(one, own), standing(rival, price)]
  return mine === other ? own > bar.open === highComesFirst(bar) : mine < other
}

/**
 * Which of two orders the finer bars meet first; null when one of these holds both, or is the very one in which their
 * entry filled. An order born inside the bar knows only what comes after its birth.
 */
function whichFirst(one: Working, other: Working, finer: readonly BarView[]): Working | null {
  const trails = [{ ...one.trail }, { ...other.trail }]
  let from = 0
  if (one.birth !== 'open') {
    from = finer.findIndex(({ high, low }) => low <= one.birthPrice && one.birthPrice <= high)
    if (from < 0) return null
  }
  for (let i = from; i < finer.length; i++) {
    const hit = !Number.isNaN(meets(one, finer[i], false, trails[0]))
    const rivalHit = !Number.isNaN(meets(other, finer[i], false, trails[1]))
    if (!hit && !rivalHit) continue
    if (hit && rivalHit) return null
    return i === from && one.birth !== 'open' ? null : hit ? one : other
  }
  return null
}
