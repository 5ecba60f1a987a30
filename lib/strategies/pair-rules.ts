import { z } from 'zod'
import type { Decision, Side } from '#lib/contracts/strategy.ts'
import type { Memory } from '#lib/indicators/memory.ts'
import { figure } from './words.ts'

/** When a pair is entered and left, in deviations of its spread. */
export interface PairRules {
  readonly entry: number
  readonly exit: number
  readonly stop: number
  /** 0: never. */
  readonly timeStopBars: number
}

export interface PairPosition {
  side: Side
  /** Bars since the decision to enter. */
  held: number
  /** The side that a stop has ended: no new entry until z has come home as its exit would have wanted it. */
  locked: Side
}

export type PairMove = 'enter' | 'exit' | 'stop' | 'time-stop'

/** What one more z means for the position; moves the position. Null: nothing, also while z is not known. */
export function judge(p: PairRules, z: number, position: PairPosition): PairMove | null {
  if (position.side !== 'flat') position.held++
  if (Number.isNaN(z)) return null
  const size = Math.abs(z)
  // Not |z| below the exit: with an exit at 0 it never is, and a leap over it counts as well.
  if (position.locked !== 'flat' && (position.locked === 'long' ? z : -z) >= -p.exit) position.locked = 'flat'
  if (position.side === 'flat') {
    if (position.locked !== 'flat' || size < p.entry || size >= p.stop) return null
    position.side = z < 0 ? 'long' : 'short'
    position.held = 0
    return 'enter'
  }
  const gain = position.side === 'long' ? z : -z
  if (gain <= -p.stop) return leave(position, 'stop')
  if (gain >= -p.exit) return leave(position, 'exit')
  if (p.timeStopBars > 0 && position.held >= p.timeStopBars) return leave(position, 'time-stop')
  return null
}

function leave(position: PairPosition, move: PairMove): PairMove {
  position.locked = move === 'exit' ? 'flat' : position.side
  position.side = 'flat'
  position.held = 0
  return move
}

/**
 * The same as a decision with its words. Each leg's share of equity is as 1 : β (a slope between logs is a ratio of
 * values), gross exposure 1.
 */
export function decide(
  p: PairRules,
  reading: { readonly z: number; readonly beta: number },
  position: PairPosition,
): Decision | null {
  const gross = 1 + Math.abs(reading.beta)
  return decideBasket(p, reading.z, [1 / gross, -reading.beta / gross], position)
}

/** @param long share of equity of each leg while the spread is held long; short is the same the other way round. */
export function decideBasket(
  p: PairRules,
  z: number,
  long: readonly number[],
  position: PairPosition,
): Decision | null {
  const { side, held } = position
  const move = judge(p, z, position)
  if (move === null) return null
  const sign = move === 'enter' ? (z < 0 ? 1 : -1) : side === 'long' ? 1 : -1
  const flat = { side: 'flat' as const, weights: long.map(() => 0) }
  switch (move) {
    case 'enter':
      return {
        kind: 'ENTER',
        side: position.side,
        weights: long.map((share) => sign * share),
        strength: Math.min(1, Math.abs(z) / p.stop),
        reason: `z ${figure(z)} ${z < 0 ? 'at or below' : 'at or above'} ${figure(-sign * p.entry)}`,
      }
    case 'stop':
      return { kind: 'STOP', ...flat, strength: 1, reason: `z ${figure(z)} beyond the stop ${figure(-sign * p.stop)}` }
    case 'exit':
      return {
        kind: 'EXIT',
        ...flat,
        strength: Math.max(0, 1 - Math.abs(z) / p.entry),
        reason: `z ${figure(z)} back past ${figure(-sign * p.exit)}`,
      }
    case 'time-stop':
      return {
        kind: 'STOP',
        ...flat,
        strength: 1,
        reason: `held ${held + 1} bars, time stop ${p.timeStopBars}, z ${figure(z)}`,
      }
  }
}

/** The fields of the rules, for the parameters of a strategy; `ordered` has to hold between them. */
export const pairRuleFields = (entry: number, exit: number, stop: number, timeStopBars: number) => ({
  entry: z.number().gt(0).max(20).default(entry).describe('Enter when |z| reaches this'),
  exit: z.number().min(0).max(20).default(exit).describe('Leave when |z| has come back to this'),
  stop: z.number().gt(0).max(50).default(stop).describe('Give up when z has gone this far against the position'),
  timeStopBars: z.int().min(0).max(1_000_000).default(timeStopBars).describe('Give up after this many bars; 0: never'),
})

/** For `superRefine`: exit below entry below stop. */
export function ordered(p: PairRules, context: z.core.$RefinementCtx): void {
  if (p.exit >= p.entry) context.addIssue({ code: 'custom', path: ['exit'], message: 'exit must be below entry' })
  if (p.stop <= p.entry) context.addIssue({ code: 'custom', path: ['stop'], message: 'stop must be above entry' })
}

/** A position that lives in cells, so that it is saved with them. `drop` makes it flat and locked: it was taken away. */
export function positionIn(cells: Memory): PairPosition & { drop(): void } {
  const state = cells.take(3)
  return {
    get side() {
      return state[0] > 0 ? 'long' : state[0] < 0 ? 'short' : 'flat'
    },
    set side(side) {
      state[0] = side === 'long' ? 1 : side === 'short' ? -1 : 0
    },
    get held() {
      return state[1]
    },
    set held(bars) {
      state[1] = bars
    },
    get locked() {
      return state[2] > 0 ? 'long' : state[2] < 0 ? 'short' : 'flat'
    },
    set locked(side) {
      state[2] = side === 'long' ? 1 : side === 'short' ? -1 : 0
    },
    drop() {
      state[2] = state[0]
      state[0] = 0
      state[1] = 0
    },
  }
}
