import { z } from 'zod'
import { adjustment, id, symbol, timeframe, venue } from './common.ts'

export const instrumentKinds = ['equity', 'etf', 'spot', 'swap', 'future', 'fx', 'index', 'synthetic'] as const
export type InstrumentKind = (typeof instrumentKinds)[number]

/** `24/7`, `24/5`, `FX`, or a market identifier code (ISO 10383). A market that is not known has sessions of one UTC day. */
export const calendarCode = z
  .string()
  .regex(/^(24\/7|24\/5|FX|[A-Z][A-Z0-9]{3})$/, 'is no calendar: write 24/7 or a market code such as XNYS')

/** Something that trades at a venue. Tick and lot are decimal strings: they size orders. */
export const instrument = z.object({
  id,
  venue,
  symbol,
  kind: z.enum(instrumentKinds),
  tick: z.string().regex(/^\d+(\.\d+)?$/, 'is no step: write 0.01'),
  lot: z.string().regex(/^\d+(\.\d+)?$/, 'is no step: write 0.01'),
  currency: z.string().min(3).max(8),
  /** `24/7` or a market identifier code such as `XNYS`. */
  calendar: z.string().min(1).max(16),
  createdAt: z.date(),
})
export type Instrument = z.infer<typeof instrument>

/** One series of bars: what was measured, how long a bar is, where it came from and how it was adjusted. */
export const series = z.object({
  id: z.int(),
  instrumentId: id,
  timeframe,
  source: z.string().min(1).max(64),
  adjustment,
})
export type Series = z.infer<typeof series>
