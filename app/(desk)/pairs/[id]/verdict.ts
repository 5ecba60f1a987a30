import { halfLife, number } from '#app/_ui/format.ts'
import { barTime } from '#app/_ui/time.ts'

export interface PairNow {
  readonly y: string
  readonly x: string
  readonly halfLife: number | null
  readonly entry: number
  readonly z: number | null
  readonly side: string
  readonly enteredAt: string | null
  readonly watching: boolean
  readonly barMs: number
  /** No bar for too long: what is known is past. */
  readonly stale?: boolean
}

/** Two sentences: what the relation was when it was formed, and where the spread stands now. */
export function pairVerdict(pair: PairNow): string {
  const { y, x, z, side } = pair
  const is = pair.stale ? 'was' : 'is'
  const relation =
    pair.halfLife === null
      ? `${y} and ${x} are watched without a scan behind them.`
      : `${y} and ${x} closed half of every gap in ${halfLife(pair.halfLife)} bars.`
  if (!pair.watching) return `${relation} The pair is no longer watched.`
  if (z === null) return `${relation} There is no z-score yet.`
  if (side !== 'flat') {
    const since = pair.enteredAt ? ` since ${barTime(pair.enteredAt, pair.barMs)}` : ''
    return `${relation} The spread ${is} held ${side}${since}, z ${is} ${number(z, 2)}.`
  }
  return Math.abs(z) < pair.entry
    ? `${relation} It ${is} flat: z ${is} ${number(z, 2)}, an entry needs ${number(pair.entry, 1)}.`
    : `${relation} It ${is} flat although z ${is} ${number(z, 2)}: an entry needs a fresh crossing of ${number(pair.entry, 1)}.`
}
