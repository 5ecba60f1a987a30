import { twins } from './pattern.ts'

/** After a fall, a rising body that covers the falling one before it. */
export const [bullishEngulfing, bearishEngulfing] = twins(
  {
    length: 2,
    source: 'Nison 1991',
    is: (c) =>
      c.trend(1) < -1 &&
      c.colour(1) < 0 &&
      c.colour(0) > 0 &&
      c.gap(['open', 0], ['close', 1]) <= 0 &&
      c.gap(['close', 0], ['open', 1]) >= 0 &&
      c.body(0) > c.body(1) &&
      c.body(0) > 0.5,
  },
  ['bullish-engulfing', 'Bullish engulfing'],
  ['bearish-engulfing', 'Bearish engulfing'],
)
