import type { Memory } from '#lib/indicators/memory.ts'
import type { Part } from '#lib/indicators/parts.ts'

/** What the bars before the first value may still weigh in an exponential average when a strategy begins to decide. */
export const startWeight = 0.01

/**
 * Bars after the first value of an exponential average with weight `alpha` until that value weighs `startWeight` at most:
 * (1 − alpha)^bars ≤ 0.01. Only then does the place where a series happens to begin no longer move a decision.
 */
export const barsToSettle = (alpha: number): number => Math.ceil(Math.log(startWeight) / Math.log1p(-alpha))

/** The part, with NaN in place of what it says of the first `bars` values. */
export function heldBack(memory: Memory, bars: number, part: Part): Part {
  const seen = memory.count(1)
  return (value) => {
    const said = part(value)
    if (seen[0] === bars) return said
    seen[0]++
    return Number.NaN
  }
}
