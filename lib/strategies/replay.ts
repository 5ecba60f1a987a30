import { z } from 'zod'
import type { Market } from '#lib/contracts/strategy.ts'
import { Fault } from '#lib/fault.ts'

/** The newest bars a strategy has seen, to show them to another one that begins late. */
export interface Replay {
  add(market: Market): void
  /** Oldest first. */
  each(show: (market: Market) => void): void
  save(): unknown
}

const column = z.array(z.number().nullable())
const savedBars = z.array(
  z.object({ ts: z.number(), index: z.int(), open: column, high: column, low: column, close: column, volume: column }),
)
const fields = ['open', 'high', 'low', 'close', 'volume'] as const

/** Keeps at most `depth` bars. @throws Fault `input` for a saved state that cannot be read. */
export function replay(depth: number, saved?: unknown): Replay {
  const bars: Market[] = []
  if (saved !== undefined) {
    const parsed = savedBars.safeParse(saved)
    if (!parsed.success) throw new Fault('input', 'The saved bars of a strategy cannot be read')
    const numbers = (values: readonly (number | null)[]) => Float64Array.from(values, (value) => value ?? Number.NaN)
    for (const one of parsed.data) {
      bars.push({
        ts: one.ts,
        index: one.index,
        open: numbers(one.open),
        high: numbers(one.high),
        low: numbers(one.low),
        close: numbers(one.close),
        volume: numbers(one.volume),
      })
    }
  }
  return {
    add(market) {
      const { ts, index } = market
      bars.push({
        ts,
        index,
        open: market.open.slice(),
        high: market.high.slice(),
        low: market.low.slice(),
        close: market.close.slice(),
        volume: market.volume.slice(),
      })
      if (bars.length > depth) bars.shift()
    },
    each: (show) => bars.forEach(show),
    save: () =>
      bars.map((bar) => ({
        ts: bar.ts,
        index: bar.index,
        ...Object.fromEntries(
          fields.map((name) => [name, Array.from(bar[name], (value) => (Number.isNaN(value) ? null : value))]),
        ),
      })),
  }
}
