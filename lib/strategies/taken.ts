import type { StrategyFill } from '#lib/contracts/strategy.ts'
import type { Memory } from '#lib/indicators/memory.ts'

/** What has become of a position that others may end: a waiting exit, the margin, a series that stops. */
export interface Taken {
  /** For `onFill` of a strategy. */
  readonly onFill: (fill: StrategyFill) => void
  /** True once after a position went flat without a decision of the strategy; then it is forgotten. */
  wasTaken(): boolean
}

/**
 * Every strategy that remembers a position asks this at the beginning of a bar, and sets itself flat where the answer is
 * yes: else it would wait for ever for the exit of something that is gone.
 */
export function taken(memory: Memory, legs: number): Taken {
  const held = memory.take(legs)
  const flag = memory.take(1)
  return {
    onFill({ leg, held: now, cause }) {
      held[leg] = now
      flag[0] = cause === 'decision' ? 0 : 1
      for (let i = 0; i < legs; i++) if (held[i] !== 0) flag[0] = 0
    },
    wasTaken() {
      if (flag[0] === 0) return false
      flag[0] = 0
      return true
    },
  }
}
