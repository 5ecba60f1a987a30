import { twins } from './pattern.ts'

/** A falling candle, then a rising one from above where it opened. */
export const [bullishKicker, bearishKicker] = twins(
  {
    length: 2,
    source: 'Nison 1991',
    is: (c) =>
      c.colour(1) < 0 &&
      c.colour(0) > 0 &&
      c.body(1) > 0.6 &&
      c.body(0) > 0.6 &&
      c.gap(['open', 0], ['open', 1]) > 0 &&
      c.gap(['low', 0], ['open', 1]) > -0.1,
  },
  ['bullish-kicker', 'Bullish kicker'],
  ['bearish-kicker', 'Bearish kicker'],
)
