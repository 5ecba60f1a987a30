import { z } from 'zod'
import type { TransitionKind } from '#lib/contracts/regimes.ts'
import type { Plugin } from '#lib/registry.ts'

/** How one set of parameters becomes another. */
export interface ParameterTransitionStrategy extends Plugin {
  readonly name: TransitionKind
  /** Whether it waits with its first bar until nothing is held. */
  readonly waits: boolean
  /** Weight of the new set, 0 to 1, rising, after `elapsed` of `bars` bars; 1 from the last one on. */
  weight(elapsed: number, bars: number): number
}

/** Transitions have no parameters of their own: the number of bars is the caller's. */
export const noParams = z.object({})

/**
 * A set between two others: numbers are blended, whole ones to whole ones; what cannot be blended, words and switches,
 * changes in the middle. A name that only one of them has is taken as it is.
 */
export function blend(
  from: Readonly<Record<string, unknown>>,
  to: Readonly<Record<string, unknown>>,
  weight: number,
): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const name of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const a = from[name] ?? to[name]
    const b = to[name] ?? from[name]
    if (typeof a !== 'number' || typeof b !== 'number') out[name] = weight >= 0.5 ? b : a
    else if (weight >= 1) out[name] = b
    else {
      const value = a + weight * (b - a)
      out[name] = Number.isInteger(a) && Number.isInteger(b) ? Math.round(value) : value
    }
  }
  return out
}
