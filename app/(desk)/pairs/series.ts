import { number } from '#app/_ui/format.ts'

interface Listed {
  readonly venue: string
  readonly simulated: boolean
  readonly series: readonly {
    readonly timeframe: string
    readonly source: string
    readonly adjustment: string
    readonly count: number
  }[]
}

export interface SeriesChoice {
  readonly venue: string
  readonly timeframe: string
  readonly source: string
  readonly adjustment: string
  readonly title: string
}

/** The kinds of series there are over all instruments, the commonest first. */
export function seriesChoices(instruments: readonly Listed[]): SeriesChoice[] {
  const found = new Map<
    string,
    { choice: Omit<SeriesChoice, 'title'>; instruments: number; bars: number; simulated: boolean }
  >()
  for (const { venue, simulated, series } of instruments) {
    for (const { timeframe, source, adjustment, count } of series) {
      const key = [venue, timeframe, source, adjustment].join('\n')
      const entry = found.get(key) ?? {
        choice: { venue, timeframe, source, adjustment },
        instruments: 0,
        bars: 0,
        simulated,
      }
      entry.instruments++
      entry.bars = Math.max(entry.bars, count)
      found.set(key, entry)
    }
  }
  return [...found.values()]
    .filter((entry) => entry.instruments > 1)
    .sort((a, b) => b.instruments - a.instruments || b.bars - a.bars)
    .map(({ choice, instruments: n, bars, simulated }) => ({
      ...choice,
      title: `${choice.venue}${simulated ? ' (simulated)' : ''}, ${choice.timeframe}, ${choice.adjustment}, ${choice.source}: ${n} symbols, ${number(bars)} bars`,
    }))
}
