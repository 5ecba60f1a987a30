import { rollingMean } from '#lib/indicators/parts.ts'
import { averageCross } from './average-cross.ts'

export const smaCross = averageCross({
  name: 'sma-cross',
  title: 'Crossing of two simple averages',
  fast: 10,
  slow: 30,
  space: { fast: [5, 10, 20], slow: [30, 50, 100] },
  average: rollingMean,
})
