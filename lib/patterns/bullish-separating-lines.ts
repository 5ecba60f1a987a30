import { twins } from './pattern.ts'

/** In a rise, a falling candle is answered by a long rising one from the same open. */
export const [bullishSeparatingLines, bearishSeparatingLines] = twins(
  {
    length: 2,
    source: 'Nison 1991',
    is: (c) =>
      c.trend(1) > 1 &&
      c.colour(1) < 0 &&
      c.colour(0) > 0 &&
      c.body(1) > 0.5 &&
      c.body(0) > 0.7 &&
      Math.abs(c.gap(['open', 0], ['open', 1])) < 0.1 &&
      c.lower(0) < 0.1,
  },
  ['bullish-separating-lines', 'Bullish separating lines'],
  ['bearish-separating-lines', 'Bearish separating lines'],
)
