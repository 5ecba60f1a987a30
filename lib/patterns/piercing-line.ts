import { twins } from './pattern.ts'

/** After a long falling candle, an open below it and a close above the middle of its body. */
export const [piercingLine, darkCloudCover] = twins(
  {
    length: 2,
    source: 'Nison 1991',
    is: (c) =>
      c.trend(1) < -1 &&
      c.colour(1) < 0 &&
      c.colour(0) > 0 &&
      c.body(1) > 0.8 &&
      c.gap(['open', 0], ['close', 1]) < 0 &&
      c.gap(['close', 0], ['close', 1]) > 0.5 * c.body(1) &&
      c.gap(['close', 0], ['open', 1]) < 0,
  },
  ['piercing-line', 'Piercing line'],
  ['dark-cloud-cover', 'Dark cloud cover'],
)
