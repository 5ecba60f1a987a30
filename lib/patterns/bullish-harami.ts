import { twins } from './pattern.ts'

/** After a fall, a small rising body inside a long falling one. */
export const [bullishHarami, bearishHarami] = twins(
  {
    length: 2,
    source: 'Nison 1991',
    is: (c) =>
      c.trend(1) < -1 &&
      c.colour(1) < 0 &&
      c.colour(0) > 0 &&
      c.body(1) > 0.8 &&
      c.body(0) > 0.05 * c.range(0) &&
      c.body(0) < 0.6 * c.body(1) &&
      c.gap(['open', 0], ['close', 1]) > 0 &&
      c.gap(['close', 0], ['open', 1]) < 0,
  },
  ['bullish-harami', 'Bullish harami'],
  ['bearish-harami', 'Bearish harami'],
)
