import { twins } from './pattern.ts'

/** A long body without shadows. */
export const [whiteMarubozu, blackMarubozu] = twins(
  {
    length: 1,
    source: 'Nison 1991',
    is: (c) => c.colour(0) > 0 && c.body(0) > 1 && c.upper(0) <= 0.03 * c.range(0) && c.lower(0) <= 0.03 * c.range(0),
  },
  ['white-marubozu', 'White marubozu'],
  ['black-marubozu', 'Black marubozu'],
)
