import { twins } from './pattern.ts'

/** After a fall, a doji inside a long falling body. */
export const [bullishHaramiCross, bearishHaramiCross] = twins(
  {
    length: 2,
    source: 'Nison 1991',
    is: (c) =>
      c.trend(1) < -1 &&
      c.colour(1) < 0 &&
      c.body(1) > 0.8 &&
      c.body(0) <= 0.05 * c.range(0) &&
      c.gap(['high', 0], ['open', 1]) < 0 &&
      c.gap(['low', 0], ['close', 1]) > 0,
  },
  ['bullish-harami-cross', 'Bullish harami cross'],
  ['bearish-harami-cross', 'Bearish harami cross'],
)
