import type { StretchFigures } from '#lib/contracts/studies.ts'
import { decimals, fraction, whole } from './words.ts'

/** Columns of a stretch of a study, and its figures in them. */
export const stretchColumns = [
  ['Bars', whole],
  ['Return', fraction()],
  ['Sharpe', decimals(2)],
  ['Low', decimals(2)],
  ['High', decimals(2)],
  ['Worst fall', fraction()],
  ['Trades', whole],
] as const

export const stretchCells = (one: StretchFigures) => [
  one.bars,
  one.totalReturn,
  one.sharpe,
  one.sharpeCi?.[0],
  one.sharpeCi?.[1],
  -Math.abs(one.maxDrawdown),
  one.trades,
]

/** `fast 10, slow 50`. */
export const paramsSaid = (params: Readonly<Record<string, unknown>>): string =>
  Object.entries(params)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ')
