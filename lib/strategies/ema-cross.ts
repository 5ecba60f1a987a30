import { ema } from '#lib/indicators/parts.ts'
import { averageCross } from './average-cross.ts'

export const emaCross = averageCross({
  name: 'ema-cross',
  title: 'Crossing of two exponential averages',
  fast: 12,
  slow: 26,
  space: { fast: [8, 12, 20], slow: [26, 50, 100] },
  average: ema,
})
