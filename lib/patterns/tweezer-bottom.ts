import { twins } from './pattern.ts'

/** After a fall, two candles with the same low, the second rising. */
export const [tweezerBottom, tweezerTop] = twins(
  {
    length: 2,
    source: 'Nison 1991',
    is: (c) =>
      c.trend(1) < -1 &&
      c.colour(1) < 0 &&
      c.colour(0) > 0 &&
      Math.abs(c.gap(['low', 0], ['low', 1])) < 0.05 &&
      c.range(0) > 0.5 &&
      c.range(1) > 0.5,
  },
  ['tweezer-bottom', 'Tweezer bottom'],
  ['tweezer-top', 'Tweezer top'],
)
