import { z } from 'zod'

/**
 * Bars as columns, oldest first. `ts` is the open time in UTC milliseconds, strictly increasing; a bar is usable
 * only after its close. Open, high, low and volume are null for a close-only series.
 */
export interface Bars {
  readonly ts: Float64Array
  readonly open: Float64Array | null
  readonly high: Float64Array | null
  readonly low: Float64Array | null
  readonly close: Float64Array
  readonly volume: Float64Array | null
}

const price = z.number().finite().positive()

/** One bar at the door: what an importer or a feed must deliver. */
export const bar = z
  .object({
    ts: z.int().min(0),
    open: price.nullable(),
    high: price.nullable(),
    low: price.nullable(),
    close: price,
    volume: z.number().finite().min(0).nullable(),
  })
  .superRefine((b, context) => {
    const rule = barShapeError(b)
    if (rule)
      context.addIssue({ code: 'custom', path: [rule.field], message: rule.message, params: { rule: rule.rule } })
  })
export type Bar = z.infer<typeof bar>

/** Why open, high, low and close do not fit together, or null when they do. */
export function barShapeError(
  b: Pick<Bar, 'open' | 'high' | 'low' | 'close'>,
): { field: string; rule: string; message: string } | null {
  const present = (b.open !== null ? 1 : 0) + (b.high !== null ? 1 : 0) + (b.low !== null ? 1 : 0)
  if (present === 0) return null
  if (present < 3 || b.open === null || b.high === null || b.low === null) {
    return { field: 'open', rule: 'complete', message: 'open, high and low must all be given or all be empty' }
  }
  if (b.high < b.low) return { field: 'high', rule: 'high-below-low', message: `high ${b.high} is below low ${b.low}` }
  if (b.high < b.open || b.high < b.close) {
    return {
      field: 'high',
      rule: 'high-below-body',
      message: `high ${b.high} is below open ${b.open} or close ${b.close}`,
    }
  }
  if (b.low > b.open || b.low > b.close) {
    return { field: 'low', rule: 'low-above-body', message: `low ${b.low} is above open ${b.open} or close ${b.close}` }
  }
  return null
}

/** A row that was refused at the door, and why. */
export const quarantined = z.object({
  file: z.string(),
  line: z.int(),
  field: z.string(),
  rule: z.string(),
  message: z.string(),
  raw: z.string(),
})
export type Quarantined = z.infer<typeof quarantined>

export const importOptions = z.object({
  timeframe: z.string(),
  venue: z.string(),
  calendar: z.string(),
  adjustment: z.string(),
  source: z.string(),
})
