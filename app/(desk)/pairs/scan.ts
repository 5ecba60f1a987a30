import { capital, count, list, number, percent, plural } from '#app/_ui/format.ts'

/** What was asked of a scan, read back from its stored request; fields that are not there have their contract's default. */
export interface ScanAsked {
  readonly venue: string
  readonly timeframe: string
  readonly lags: string
  readonly both: boolean
  readonly qMax: number
  readonly scanned: string
  /** Stages and clusters, in words; none where every pair was tested once over all bars. */
  readonly narrowed: readonly string[]
}

export function askedOf(request: unknown): ScanAsked {
  const asked = (request ?? {}) as Record<string, unknown>
  const limits = (asked.limits ?? {}) as Record<string, unknown>
  const symbols = Array.isArray(asked.symbols) ? asked.symbols.length : 0
  const lags = asked.lags ?? 'aic'
  return {
    venue: typeof asked.venue === 'string' ? asked.venue : 'all venues',
    timeframe: typeof asked.timeframe === 'string' ? asked.timeframe : '1d',
    lags: typeof lags === 'number' ? `lag ${lags}` : `lags by ${String(lags).toUpperCase()}`,
    both: asked.directions !== 'one',
    qMax: typeof limits.qMax === 'number' ? limits.qMax : 0.1,
    scanned: symbols > 0 ? `${symbols} symbols` : 'all symbols',
    narrowed: [...stagesOf(asked.stages), ...clustersOf(asked.clusters)],
  }
}

type Fields = Readonly<Record<string, unknown>>

function stagesOf(stages: unknown): string[] {
  const { split, screenP } = (stages ?? {}) as Fields
  if (typeof split !== 'number' || typeof screenP !== 'number') return []
  return [`found in the first ${percent(split, 0)} with p below ${screenP}, confirmed in the rest`]
}

function clustersOf(clusters: unknown): string[] {
  const { minCorrelation } = (clusters ?? {}) as Fields
  return typeof minCorrelation === 'number' ? [`only within clusters of correlation ${number(minCorrelation, 2)}`] : []
}

export interface ScanCounts {
  readonly pairs: number
  readonly kept: number
  readonly belowFive: number
  readonly expectedByChance: number
  readonly expectedFalse: number
  readonly belowQ: number
}

/** The one-line verdict over a scan. `best` are the kept pairs, best first. */
export function scanVerdict(counts: ScanCounts, best: readonly { y: string; x: string }[]): string {
  const { pairs, kept, expectedFalse } = counts
  if (pairs === 0) return 'No pair could be tested: the series have too few bars in common.'
  if (kept === 0)
    return `None of ${number(pairs)} pairs can be traded. What looks good in the list is luck or too small to pay its costs.`
  const names = best.map(({ y, x }) => `${y}/${x}`)
  const who = kept <= 4 ? `: ${list(names.slice(0, kept))}` : `, ${names[0]} first`
  return `${capital(count(kept))} ${plural(kept, 'pair')} of ${number(pairs)} can be traded${who}. Expect ${number(expectedFalse, 1)} of them to be luck.`
}

/** From tested to kept: each step with its number and its words. The last is what is kept. */
export function scanSteps(counts: ScanCounts, qMax: number): (readonly [string, string])[] {
  const { pairs, belowFive, expectedByChance, belowQ, kept } = counts
  const dropped = belowQ - kept
  return [
    [number(pairs), 'tested'],
    [number(belowFive), `p below 0.05, ${number(expectedByChance, expectedByChance < 10 ? 1 : 0)} expected by chance`],
    [number(belowQ), `q at most ${number(qMax, 2)}`],
    ...(dropped > 0 ? [[number(-dropped), 'half-life out of range, or a spread below its cost'] as const] : []),
    [number(kept), 'kept'],
  ]
}
