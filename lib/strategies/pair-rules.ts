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

/**
 * What one more reading of the spread means for the position; moves the position. Each leg's share of equity is as 1 : β
 * (a slope between logs is a ratio of values), gross exposure 1.
 */
export function decide(
  p: PairRules,
  reading: { readonly z: number; readonly beta: number },
  position: PairPosition,
): Decision | null {
  const { z: score, beta } = reading
  if (position.side !== 'flat') position.held++
  if (Number.isNaN(score)) return null
  const size = Math.abs(score)
  if (position.locked && size < p.exit) position.locked = false
  if (position.side === 'flat') {
    if (position.locked || size < p.entry || size >= p.stop) return null
    position.side = score < 0 ? 'long' : 'short'
    position.held = 0
    const sign = score < 0 ? 1 : -1
    const reason = `z ${figure(score)} ${score < 0 ? 'at or below' : 'at or above'} ${figure(-sign * p.entry)}`
    const gross = 1 + Math.abs(beta)
    return {
      kind: 'ENTER',
      side: position.side,
      weights: [sign / gross, (-sign * beta) / gross],
      strength: Math.min(1, size / p.stop),
      reason,
    }
  }
  const sign = position.side === 'long' ? 1 : -1
  if (sign * score <= -p.stop)
    return leave(position, 'STOP', 1, `z ${figure(score)} beyond the stop ${figure(-sign * p.stop)}`)
  if (sign * score >= -p.exit) {
    return leave(
      position,
      'EXIT',
      Math.max(0, 1 - size / p.entry),
      `z ${figure(score)} back past ${figure(-sign * p.exit)}`,
    )
  }
  if (p.timeStopBars > 0 && position.held >= p.timeStopBars) {
    return leave(position, 'STOP', 1, `held ${position.held} bars, time stop ${p.timeStopBars}, z ${figure(score)}`)
  }
  return null
}

function leave(position: PairPosition, kind: 'EXIT' | 'STOP', strength: number, reason: string): Decision {
  position.side = 'flat'
  position.held = 0
  position.locked = kind === 'STOP'
  return { kind, side: 'flat', weights: [0, 0], strength, reason }
}
