import { z } from 'zod'
import type { Decision } from '#lib/contracts/strategy.ts'

export const directions = ['long', 'both'] as const
export const direction = (value: (typeof directions)[number]) =>
  z.enum(directions).default(value).describe('Long only, or long and short')

export const exposure = z.number().gt(0).max(1).default(1).describe('Share of equity that is put in')

const bounded = (strength: number) => (strength >= 0 ? Math.min(1, strength) : 0)

/** All of the exposure to one side of one leg. */
export function enter(sign: number, share: number, strength: number, reason: string): Decision {
  return {
    kind: 'ENTER',
    side: sign > 0 ? 'long' : 'short',
    weights: [sign * share],
    strength: bounded(strength),
    reason,
  }
}

export function leave(kind: 'EXIT' | 'STOP', strength: number, reason: string): Decision {
  return { kind, side: 'flat', weights: [0], strength: bounded(strength), reason }
}
