import { twins } from './pattern.ts'

/** A candle that goes beyond both ends of the one before and closes above it. */
export const [bullishOutsideBar, bearishOutsideBar] = twins(
  {
    length: 2,
    source: 'Raschke & Connors 1995',
    is: (c) =>
      c.colour(0) > 0 &&
      c.gap(['high', 0], ['high', 1]) > 0 &&
      c.gap(['low', 0], ['low', 1]) < 0 &&
      c.gap(['close', 0], ['high', 1]) > 0,
  },
  ['bullish-outside-bar', 'Bullish outside bar'],
  ['bearish-outside-bar', 'Bearish outside bar'],
)
