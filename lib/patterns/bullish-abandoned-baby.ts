import { twins } from './pattern.ts'

/** A doji with gaps on both sides at the end of a fall. */
export const [bullishAbandonedBaby, bearishAbandonedBaby] = twins(
  {
    length: 3,
    source: 'Nison 1991',
    is: (c) =>
      c.trend(2) < -1 &&
      c.colour(2) < 0 &&
      c.body(2) > 0.8 &&
      c.body(1) <= 0.1 * c.range(1) &&
      c.gap(['high', 1], ['low', 2]) < 0 &&
      c.gap(['low', 0], ['high', 1]) > 0 &&
      c.colour(0) > 0,
  },
  ['bullish-abandoned-baby', 'Bullish abandoned baby'],
  ['bearish-abandoned-baby', 'Bearish abandoned baby'],
)
