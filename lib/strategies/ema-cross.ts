import { ema } from '#lib/indicators/parts.ts'
import { averageCross } from './average-cross.ts'
import { barsToSettle, heldBack } from './settling.ts'

const settled = (bars: number) => bars - 1 + barsToSettle(2 / (bars + 1))

export const emaCross = averageCross({
  name: 'ema-cross',
  title: 'Crossing of two exponential averages',
  fast: 12,
  slow: 26,
  space: { fast: [8, 12, 20], slow: [26, 40, 70] },
  average: (cells, bars) => heldBack(cells, settled(bars), ema(cells, bars)),
  settled,
})
