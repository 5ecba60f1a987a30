import { twins } from './pattern.ts'

/** Two falls that end at the same close with a rise between. */
export const [bullishStickSandwich, bearishStickSandwich] = twins(
  {
    length: 3,
    source: 'Bulkowski 2008',
    is: (c) =>
      c.colour(2) < 0 &&
      c.colour(1) > 0 &&
      c.colour(0) < 0 &&
      c.gap(['low', 1], ['close', 2]) > 0 &&
      Math.abs(c.gap(['close', 0], ['close', 2])) < 0.1 &&
      c.body(2) > 0.5,
  },
  ['bullish-stick-sandwich', 'Bullish stick sandwich'],
  ['bearish-stick-sandwich', 'Bearish stick sandwich'],
)
