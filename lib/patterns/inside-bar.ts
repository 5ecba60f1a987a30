import { pattern } from './pattern.ts'

/** The whole candle lies inside the one before. */
export const insideBar = pattern({
  name: 'inside-bar',
  title: 'Inside bar',
  direction: 0,
  length: 2,
  source: 'Raschke & Connors 1995',
  is: (c) => c.gap(['high', 1], ['high', 0]) > 0 && c.gap(['low', 0], ['low', 1]) > 0,
})
