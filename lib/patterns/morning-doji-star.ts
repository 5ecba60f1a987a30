import { twins } from './pattern.ts'

/** A morning star with a doji in the middle. */
export const [morningDojiStar, eveningDojiStar] = twins(
  {
    length: 3,
    source: 'Nison 1991',
    is: (c) =>
      c.trend(2) < -1 &&
      c.colour(2) < 0 &&
      c.body(2) > 0.8 &&
      c.body(1) <= 0.05 * c.range(1) &&
      Math.max(c.gap(['open', 1], ['close', 2]), c.gap(['close', 1], ['close', 2])) <= 0.05 &&
      c.colour(0) > 0 &&
      c.gap(['close', 0], ['close', 2]) > 0.5 * c.body(2),
  },
  ['morning-doji-star', 'Morning doji star'],
  ['evening-doji-star', 'Evening doji star'],
)
