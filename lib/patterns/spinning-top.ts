import { pattern } from './pattern.ts'

/** A small body between two longer shadows. */
export const spinningTop = pattern({
  name: 'spinning-top',
  title: 'Spinning top',
  direction: 0,
  length: 1,
  source: 'Nison 1991',
  is: (c) =>
    c.body(0) > 0.05 * c.range(0) &&
    c.body(0) < 0.33 * c.range(0) &&
    c.upper(0) > c.body(0) &&
    c.lower(0) > c.body(0) &&
    c.range(0) > 0.5,
})
