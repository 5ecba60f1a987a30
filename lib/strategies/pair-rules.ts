import type { Decision, Side } from '#lib/contracts/strategy.ts'
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
  /** After a stop: no new entry until z has come home. */
  locked: boolean
}

export type PairMove = 'enter' | 'exit' | 'stop' | 'time-stop'

/** What one more z means for the position; moves the position. Null: nothing, also while z is not known. */
export function judge(p: PairRules, z: number, position: PairPosition): PairMove | null {
  if (position.side !== 'flat') position.held++
  if (Number.isNaN(z)) return null
  const size = Math.abs(z)
  if (position.locked && size < p.exit) position.locked = false
  if (position.side === 'flat') {
    if (position.locked || size < p.entry || size >= p.stop) return null
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
  position.side = 'flat'
  position.held = 0
  position.locked = move !== 'exit'
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
  const { z, beta } = reading
  const { side, held } = position
  const move = judge(p, z, position)
  if (move === null) return null
  const sign = move === 'enter' ? (z < 0 ? 1 : -1) : side === 'long' ? 1 : -1
  const flat = { side: 'flat' as const, weights: [0, 0] }
  switch (move) {
    case 'enter': {
      const gross = 1 + Math.abs(beta)
      return {
        kind: 'ENTER',
        side: position.side,
        weights: [sign / gross, (-sign * beta) / gross],
        strength: Math.min(1, Math.abs(z) / p.stop),
        reason: `z ${figure(z)} ${z < 0 ? 'at or below' : 'at or above'} ${figure(-sign * p.entry)}`,
      }
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
