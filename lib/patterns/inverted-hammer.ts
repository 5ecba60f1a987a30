import { twins } from './pattern.ts'

/** After a fall, a small body below a long upper shadow. */
export const [invertedHammer, hangingMan] = twins(
  {
    length: 1,
    source: 'Nison 1991',
    is: (c) =>
      c.trend(0) < -1 &&
      c.range(0) > 0.5 &&
      c.body(0) > 0.05 * c.range(0) &&
      c.upper(0) >= 2 * c.body(0) &&
      c.lower(0) <= 0.1 * c.range(0),
  },
  ['inverted-hammer', 'Inverted hammer'],
  ['hanging-man', 'Hanging man'],
)
