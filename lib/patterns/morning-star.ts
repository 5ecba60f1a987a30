import { twins } from './pattern.ts'

/** A long fall, a small body below it, a rise into the first body. */
export const [morningStar, eveningStar] = twins(
  {
    length: 3,
    source: 'Nison 1991',
    is: (c) =>
      c.trend(2) < -1 &&
      c.colour(2) < 0 &&
      c.body(2) > 0.8 &&
      c.body(1) < 0.4 &&
      c.body(1) > 0.05 * c.range(1) &&
      Math.max(c.gap(['open', 1], ['close', 2]), c.gap(['close', 1], ['close', 2])) <= 0.05 &&
      c.colour(0) > 0 &&
      c.gap(['close', 0], ['close', 2]) > 0.5 * c.body(2),
  },
  ['morning-star', 'Morning star'],
  ['evening-star', 'Evening star'],
)
