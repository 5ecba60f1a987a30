import { number } from '#app/_ui/format.ts'
import { unusualFrom } from '../../(overview)/unusual.ts'

export interface PairNow {
  readonly anomaly: number | null
  readonly trend: number | null
  readonly volatility: number | null
  readonly correlation: number | null
}

/** More than half of the movement on one line: the spread runs away instead of returning. */
const trending = 0.5
/** Legs that no longer move together hedge nothing. */
const together = 0.3

/** Each value in a word or two; nothing where there is no value. */
export function wordsOf(now: PairNow) {
  const unusual = Math.abs(now.anomaly ?? 0) >= unusualFrom
  return {
    unusual,
    anomaly: now.anomaly === null ? '' : unusual ? 'unusual' : 'usual',
    trend: now.trend === null ? '' : Math.abs(now.trend) < trending ? 'sideways' : now.trend > 0 ? 'rising' : 'falling',
    correlation: now.correlation === null ? '' : now.correlation >= together ? 'together' : 'apart',
  }
}

export function pairConditionsSentence(now: PairNow, stale = false): string {
  const [moves, runs] = stale ? ['moved', 'ran'] : ['moves', 'runs']
  const words = wordsOf(now)
  if (now.anomaly === null && now.trend === null) return 'There are too few bars to say how the spread behaves.'
  const step = words.unusual
    ? `The last step of the spread is unusual, ${number(now.anomaly, 1)} deviations from its window`
    : `The spread ${moves} as usual`
  const way =
    words.trend === 'sideways' || words.trend === ''
      ? ''
      : ` and it ${runs} ${words.trend === 'rising' ? 'up' : 'down'}`
  const legs = words.correlation === 'apart' ? '; its legs no longer move together' : ''
  return `${step}${way}${legs}.`
}
