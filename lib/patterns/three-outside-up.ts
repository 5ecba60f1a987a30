import { twins } from './pattern.ts'

/** An engulfing pattern that the next close confirms. */
export const [threeOutsideUp, threeOutsideDown] = twins(
  {
    length: 3,
    source: 'Morris 1992',
    is: (c) =>
      c.trend(2) < -1 &&
      c.colour(2) < 0 &&
      c.colour(1) > 0 &&
      c.gap(['open', 1], ['close', 2]) <= 0 &&
      c.gap(['close', 1], ['open', 2]) >= 0 &&
      c.body(1) > c.body(2) &&
      c.colour(0) > 0 &&
      c.gap(['close', 0], ['close', 1]) > 0,
  },
  ['three-outside-up', 'Three outside up'],
  ['three-outside-down', 'Three outside down'],
)
