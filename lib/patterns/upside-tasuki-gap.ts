import { twins } from './pattern.ts'

/** A gap in a rise that the next candle does not fill. */
export const [upsideTasukiGap, downsideTasukiGap] = twins(
  {
    length: 3,
    source: 'Nison 1991',
    is: (c) =>
      c.trend(2) > 1 &&
      c.colour(2) > 0 &&
      c.colour(1) > 0 &&
      c.gap(['low', 1], ['high', 2]) > 0 &&
      c.colour(0) < 0 &&
      c.gap(['open', 0], ['open', 1]) > 0 &&
      c.gap(['open', 0], ['close', 1]) < 0 &&
      c.gap(['close', 0], ['open', 1]) < 0 &&
      c.gap(['close', 0], ['high', 2]) > 0,
  },
  ['upside-tasuki-gap', 'Upside tasuki gap'],
  ['downside-tasuki-gap', 'Downside tasuki gap'],
)
