import { twins } from './pattern.ts'

/** Three long rises, each opening inside the body before it. */
export const [threeWhiteSoldiers, threeBlackCrows] = twins(
  {
    length: 3,
    source: 'Nison 1991',
    is: (c) =>
      [0, 1, 2].every((i) => c.colour(i) > 0 && c.body(i) > 0.6 && c.upper(i) < 0.3 * c.body(i)) &&
      [0, 1].every(
        (i) =>
          c.gap(['close', i], ['close', i + 1]) > 0 &&
          c.gap(['open', i], ['open', i + 1]) > 0 &&
          c.gap(['open', i], ['close', i + 1]) <= 0.05,
      ),
  },
  ['three-white-soldiers', 'Three white soldiers'],
  ['three-black-crows', 'Three black crows'],
)
