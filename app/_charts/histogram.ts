import { max, scaleLinear } from 'd3'
import { count, number, plural } from '../_ui/format.ts'
import { type RangeFrame, rangeFrame } from './frame.ts'

export interface HistogramData {
  /** Counts of p-values in equal bins from 0 to 1. */
  readonly histogram: readonly number[]
  /** Pairs with p below 0.05. */
  readonly belowFive: number
  /** Pairs with p below 0.05 that chance alone would give. */
  readonly expectedByChance: number
  readonly kept: number
  readonly pairs: number
}

export interface HistogramMarks {
  readonly height: number
  readonly plot: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
  readonly bars: readonly { x: number; y: number; width: number; height: number; low: boolean }[]
  readonly chance: { readonly y: number; readonly text: string }
  readonly frame: RangeFrame
  readonly ticks: readonly { x: number; text: string; anchor: 'start' | 'middle' | 'end' }[]
  readonly below: { readonly x: number; readonly y: number; readonly text: string }
  readonly narrow: boolean
}

/** The p-values of a scan in bins, with the level that chance alone would give in each. */
export function histogramMarks(data: HistogramData, width: number): HistogramMarks {
  const narrow = width < 480
  const left = 30
  const top = 12
  const plot = { left, top, width: Math.max(60, width - left - (narrow ? 8 : 150)), height: 106 }
  const bins = data.histogram.length
  const most = Math.max(1, max(data.histogram) ?? 1)
  const total = data.histogram.reduce((sum, n) => sum + n, 0)
  const expected = total / Math.max(1, bins)
  const y = scaleLinear([0, Math.max(most, expected)], [plot.height, 0])
  const x = scaleLinear([0, 1], [0, plot.width])
  const step = plot.width / Math.max(1, bins)
  const lowBins = Math.max(1, Math.round(bins * 0.05))
  return {
    narrow,
    height: top + plot.height + 22,
    plot,
    bars: data.histogram.map((n, i) => ({
      x: i * step,
      y: y(n),
      width: Math.max(1, step - 1.5),
      height: plot.height - y(n),
      low: i < lowBins,
    })),
    chance: { y: y(expected), text: `${number(expected, 1)} a bar by chance` },
    frame: rangeFrame([0, most], y, (v) => number(v), { ticks: [0, most], quartiles: false }),
    ticks: (narrow ? [0, 0.25, 0.5, 0.75, 1] : [0, 0.05, 0.25, 0.5, 0.75, 1]).map((v) => ({
      x: x(v),
      text: String(v),
      anchor: v === 0 ? 'start' : v === 1 ? 'end' : 'middle',
    })),
    below: belowLabel(data, step, lowBins, y),
  }
}

/** Beside the low bars; above all of them when others would stand behind the words. */
function belowLabel(data: HistogramData, step: number, lowBins: number, y: (n: number) => number) {
  const text = `${number(data.belowFive)} ${plural(data.belowFive, 'pair')} below 0.05`
  const x = step * lowBins + 8
  const beside = y(data.histogram[0] ?? 0) + 10
  const behind = data.histogram.filter((_, i) => (i + 1) * step > x && i * step < x + text.length * 6)
  return { x, y: behind.some((n) => y(n) < beside + 4) ? -3 : beside, text }
}

/** One sentence: how many small p-values there are, how many chance gives, how many are left. */
export function histogramSentence(data: HistogramData): string {
  const { belowFive, expectedByChance, kept } = data
  const found = `${number(belowFive)} of ${number(data.pairs)} pairs ${belowFive === 1 ? 'has' : 'have'} p below 0.05 where chance alone gives ${number(expectedByChance, expectedByChance < 10 ? 1 : 0)}`
  return `${found}; ${count(kept)} ${kept === 1 ? 'is' : 'are'} left when luck and what cannot pay its costs are taken out.`
}
