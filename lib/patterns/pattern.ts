import { z } from 'zod'
import type { Plugin } from '#lib/registry.ts'
import { type CandleColumns, type Candles, candlesOf } from './candles.ts'

export interface Pattern extends Plugin {
  /** What it is said to announce: 1 a rise, −1 a fall, 0 a pause. */
  readonly direction: 1 | -1 | 0
  /** Candles it is made of. */
  readonly length: number
  readonly source: string
  /** Candles before the first possible sighting: the trend before the pattern and the usual range. */
  readonly warmup: number
  /** A detector on columns; asked for one row at a time, it never looks at later rows. */
  on(columns: CandleColumns): (row: number) => boolean
}

interface Definition {
  readonly name: string
  readonly title: string
  readonly direction: 1 | -1 | 0
  readonly length: number
  readonly source: string
  /** Describes the rising form; for a falling one the candles are shown upside down. */
  is(candles: Candles): boolean
}

/** Makes a pattern of its description. */
export function pattern({ is, ...rest }: Definition): Pattern {
  const warmup = rest.length + 13
  return {
    ...rest,
    params: z.object({}),
    warmup,
    on(columns) {
      let at = 0
      const candles = candlesOf(columns, () => at, rest.length, rest.direction < 0)
      return (row) => {
        if (row < warmup) return false
        at = row
        return is(candles)
      }
    },
  }
}

/** A rising pattern and its falling twin from one description. */
export function twins(
  shared: Omit<Definition, 'name' | 'title' | 'direction'>,
  rising: readonly [name: string, title: string],
  falling: readonly [name: string, title: string],
): [Pattern, Pattern] {
  return [
    pattern({ ...shared, name: rising[0], title: rising[1], direction: 1 }),
    pattern({ ...shared, name: falling[0], title: falling[1], direction: -1 }),
  ]
}
