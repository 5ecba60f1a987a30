import { pattern } from './pattern.ts'

/** A doji of a wide range, closing near its middle. */
export const longLeggedDoji = pattern({
  name: 'long-legged-doji',
  title: 'Long-legged doji',
  direction: 0,
  length: 1,
  source: 'Nison 1991',
  is: (c) =>
    c.range(0) > 1 &&
    c.body(0) <= 0.05 * c.range(0) &&
    c.upper(0) > 0.35 * c.range(0) &&
    c.lower(0) > 0.35 * c.range(0),
})
