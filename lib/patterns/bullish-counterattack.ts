import { twins } from './pattern.ts'

/** A long fall and a long rise that end at the same close. */
export const [bullishCounterattack, bearishCounterattack] = twins(
  {
    length: 2,
    source: 'Nison 1991',
    is: (c) =>
      c.trend(1) < -1 &&
      c.colour(1) < 0 &&
      c.colour(0) > 0 &&
      c.body(1) > 0.7 &&
      c.body(0) > 0.7 &&
      Math.abs(c.gap(['close', 0], ['close', 1])) < 0.1,
  },
  ['bullish-counterattack', 'Bullish counterattack'],
  ['bearish-counterattack', 'Bearish counterattack'],
)
