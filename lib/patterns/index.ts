import type { Bars } from '#lib/contracts/bars.ts'
import { Fault } from '#lib/fault.ts'
import { type Registry, registry } from '#lib/registry.ts'
import * as all from './all.ts'
import type { Pattern } from './pattern.ts'

/** Every candlestick pattern there is; one more is one file and one line in `all.ts`. */
export const patterns: Registry<Pattern> = registry<Pattern>(all)

export interface Sighting {
  readonly pattern: string
  readonly direction: 1 | -1 | 0
  /** Row of the last candle of the pattern: it is known at that candle's close. */
  readonly row: number
}

/**
 * All sightings of the named patterns, in the order of time.
 * @throws Fault `input` for a series without open, high and low.
 */
export function sightings(
  bars: Pick<Bars, 'open' | 'high' | 'low' | 'close'>,
  names: readonly string[] = patterns.names,
): Sighting[] {
  const { open, high, low, close } = bars
  if (!open || !high || !low)
    throw new Fault('input', 'patterns read open, high and low, and these bars have closes only')
  const detectors = names.map((name) => {
    const pattern = patterns.get(name)
    return { pattern, seen: pattern.on({ open, high, low, close }) }
  })
  const found: Sighting[] = []
  for (let row = 0; row < close.length; row++) {
    for (const { pattern, seen } of detectors) {
      if (seen(row)) found.push({ pattern: pattern.name, direction: pattern.direction, row })
    }
  }
  return found
}
