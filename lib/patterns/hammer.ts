import { twins } from './pattern.ts'

/** After a fall, a small body on top of a long lower shadow. */
export const [hammer, shootingStar] = twins(
  {
    length: 1,
    source: 'Nison 1991',
    is: (c) =>
      c.trend(0) < -1 &&
      c.range(0) > 0.5 &&
      c.body(0) > 0.05 * c.range(0) &&
      c.lower(0) >= 2 * c.body(0) &&
      c.upper(0) <= 0.1 * c.range(0),
  },
  ['hammer', 'Hammer'],
  ['shooting-star', 'Shooting star'],
)
