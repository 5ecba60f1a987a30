import { twins } from './pattern.ts'

/** After a fall, two falling candles with the same close. */
export const [matchingLow, matchingHigh] = twins(
  {
    length: 2,
    source: 'Bulkowski 2008',
    is: (c) =>
      c.trend(1) < -1 &&
      c.colour(1) < 0 &&
      c.colour(0) < 0 &&
      c.body(1) > 0.5 &&
      Math.abs(c.gap(['close', 0], ['close', 1])) < 0.05,
  },
  ['matching-low', 'Matching low'],
  ['matching-high', 'Matching high'],
)
