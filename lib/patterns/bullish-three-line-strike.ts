import { twins } from './pattern.ts'

/** Three rises taken back by one candle. */
export const [bullishThreeLineStrike, bearishThreeLineStrike] = twins(
  {
    length: 4,
    source: 'Bulkowski 2008',
    is: (c) =>
      [1, 2, 3].every((i) => c.colour(i) > 0 && c.body(i) > 0.3) &&
      [1, 2].every((i) => c.gap(['close', i], ['close', i + 1]) > 0) &&
      c.colour(0) < 0 &&
      c.gap(['open', 0], ['close', 1]) >= 0 &&
      c.gap(['close', 0], ['open', 3]) < 0,
  },
  ['bullish-three-line-strike', 'Bullish three-line strike'],
  ['bearish-three-line-strike', 'Bearish three-line strike'],
)
