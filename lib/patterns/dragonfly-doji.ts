import { twins } from './pattern.ts'

/** A doji at the top of its range: sellers came and were turned back. */
export const [dragonflyDoji, gravestoneDoji] = twins(
  {
    length: 1,
    source: 'Nison 1991',
    is: (c) =>
      c.range(0) > 0.5 &&
      c.body(0) <= 0.05 * c.range(0) &&
      c.upper(0) <= 0.1 * c.range(0) &&
      c.lower(0) >= 0.75 * c.range(0),
  },
  ['dragonfly-doji', 'Dragonfly doji'],
  ['gravestone-doji', 'Gravestone doji'],
)
