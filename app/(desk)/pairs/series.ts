import { number, plural } from '#app/_ui/format.ts'

/** Bars of one venue, length, source and adjustment. */
export interface BarSet {
  readonly venue: string
  readonly timeframe: string
  readonly source: string
  readonly adjustment: string
  readonly symbols: number
  /** Some of them. */
  readonly examples?: readonly string[]
  readonly simulated: boolean
}

export interface SeriesChoice extends BarSet {
  readonly title: string
}

/** The kinds of bars that can be asked on, the commonest first. @param least symbols that are needed. */
export const seriesChoices = (sets: readonly BarSet[], least = 1): SeriesChoice[] =>
  sets
    .filter(({ symbols }) => symbols >= least)
    .map((set) => ({
      ...set,
      title: `${set.venue}${set.simulated ? ' (simulated)' : ''}, ${set.timeframe}, ${set.adjustment}, ${set.source}: ${number(set.symbols)} ${plural(set.symbols, 'symbol')}`,
    }))
