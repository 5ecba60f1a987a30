import { twins } from './pattern.ts'

/** A long rise, three small candles inside it, another long rise. */
export const [risingThreeMethods, fallingThreeMethods] = twins(
  {
    length: 5,
    source: 'Nison 1991',
    is: (c) =>
      c.colour(4) > 0 &&
      c.body(4) > 0.8 &&
      [1, 2, 3].every(
        (i) =>
          c.body(i) < 0.6 * c.body(4) &&
          c.gap(['high', i], ['high', 4]) <= 0.1 &&
          c.gap(['low', i], ['low', 4]) >= -0.1,
      ) &&
      c.gap(['close', 1], ['close', 3]) < 0 &&
      c.colour(0) > 0 &&
      c.body(0) > 0.6 &&
      c.gap(['close', 0], ['close', 4]) > 0,
  },
  ['rising-three-methods', 'Rising three methods'],
  ['falling-three-methods', 'Falling three methods'],
)
