import { twins } from './pattern.ts'

/** A harami that the next close confirms. */
export const [threeInsideUp, threeInsideDown] = twins(
  {
    length: 3,
    source: 'Morris 1992',
    is: (c) =>
      c.trend(2) < -1 &&
      c.colour(2) < 0 &&
      c.body(2) > 0.8 &&
      c.colour(1) > 0 &&
      c.body(1) < 0.7 * c.body(2) &&
      c.gap(['open', 1], ['close', 2]) > 0 &&
      c.gap(['close', 1], ['open', 2]) < 0 &&
      c.colour(0) > 0 &&
      c.gap(['close', 0], ['open', 2]) > 0,
  },
  ['three-inside-up', 'Three inside up'],
  ['three-inside-down', 'Three inside down'],
)
