import { twins } from './pattern.ts'

/** After a fall, a long rise from the very low. */
export const [bullishBeltHold, bearishBeltHold] = twins(
  {
    length: 1,
    source: 'Nison 1991',
    is: (c) => c.trend(0) < -1 && c.colour(0) > 0 && c.body(0) > 0.8 && c.lower(0) <= 0.03 * c.range(0),
  },
  ['bullish-belt-hold', 'Bullish belt hold'],
  ['bearish-belt-hold', 'Bearish belt hold'],
)
