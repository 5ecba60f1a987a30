import { twins } from './pattern.ts'

/** Three falls, a fourth with a long upper shadow, then a rise above it. */
export const [ladderBottom, ladderTop] = twins(
  {
    length: 5,
    source: 'Bulkowski 2008',
    is: (c) =>
      [2, 3, 4].every((i) => c.colour(i) < 0 && c.body(i) > 0.4) &&
      [2, 3].every((i) => c.gap(['close', i], ['close', i + 1]) < 0) &&
      c.colour(1) < 0 &&
      c.upper(1) > c.body(1) &&
      c.colour(0) > 0 &&
      c.gap(['open', 0], ['open', 1]) > 0 &&
      c.gap(['close', 0], ['high', 1]) > 0,
  },
  ['ladder-bottom', 'Ladder bottom'],
  ['ladder-top', 'Ladder top'],
)
