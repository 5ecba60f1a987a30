import { scaleLinear } from 'd3'
import { number, percent } from '../_ui/format.ts'

export interface LogitsMarks {
  readonly height: number
  readonly bars: readonly {
    readonly x: number
    readonly y: number
    readonly width: number
    readonly height: number
    readonly lost: boolean
  }[]
  readonly plot: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
  readonly most: number
  readonly middle: number
}

/** Where the in-sample winner ends out of sample, over all splits: left of the middle it is below the median. */
export function logitsMarks(histogram: readonly number[], width: number, height = 170): LogitsMarks {
  const plot = { left: 34, top: 24, width: Math.max(120, width - 44), height: height - 50 }
  const most = Math.max(1, ...histogram)
  const y = scaleLinear([0, most], [plot.height, 0])
  const wide = plot.width / histogram.length
  return {
    height,
    plot,
    most,
    middle: plot.width / 2,
    bars: histogram.map((count, i) => ({
      x: i * wide,
      y: y(count),
      width: Math.max(1, wide - 1.5),
      height: plot.height - y(count),
      lost: i <= (histogram.length - 1) / 2,
    })),
  }
}

/** `Picking the winner fails in 59 % of 252 splits.` */
export const logitsSentence = (probability: number, splits: number): string =>
  `Picking the winner fails in ${percent(probability, 0)} of ${number(splits)} splits of the same bars.`
