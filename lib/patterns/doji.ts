import { pattern } from './pattern.ts'

/** Open and close are as good as equal. */
export const doji = pattern({
  name: 'doji',
  title: 'Doji',
  direction: 0,
  length: 1,
  source: 'Nison 1991',
  is: (c) => c.range(0) > 0.3 && c.body(0) <= 0.05 * c.range(0),
})
