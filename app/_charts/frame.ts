import { quantileSorted } from 'd3'
import type { Scale } from './path.ts'

export interface FrameLabel {
  readonly at: number
  readonly text: string
}

export interface RangeFrame {
  readonly segments: readonly string[]
  readonly labels: readonly FrameLabel[]
  /** Pixels of the smallest and the largest datum: the axis spans exactly these. */
  readonly span: readonly [number, number]
}

/** Half the gap that stands for the median, in pixels. */
const medianGap = 2
/** How far the middle half is set aside, in pixels. */
const aside = 2
const nearest = 14

export interface RangeFrameOptions {
  /** Data values that get a label. Default: smallest, median, largest. */
  readonly ticks?: readonly number[]
  /** Draw quartiles and median when the axis is taller than 90 pixels. */
  readonly quartiles?: boolean
}

/**
 * The vertical axis as a range frame (Tufte, The Visual Display of Quantitative Information, ch. 6): it spans exactly
 * the data, its middle half is set aside and its median is a gap.
 * @param values main series, any order; `y` maps a value to pixels; `format` writes a label.
 */
export function rangeFrame(
  values: readonly number[],
  y: Scale,
  format: (value: number) => string,
  { ticks, quartiles = true }: RangeFrameOptions = {},
): RangeFrame {
  if (values.length === 0) return { segments: [], labels: [], span: [0, 0] }
  const sorted = [...values].sort((p, q) => p - q)
  const low = sorted[0]
  const high = sorted[sorted.length - 1]
  const [first, median, third] = [0.25, 0.5, 0.75].map((p) => quantileSorted(sorted, p) as number)
  const pixels = (v: number) => Math.round(y(v) * 100) / 100
  const segments: string[] = []
  const run = (from: number, to: number, dx: number) => {
    if (Math.abs(from - to) > 0.5) segments.push(`M${dx},${from}V${to}`)
  }
  const [a, b, m, c, d] = [low, first, median, third, high].map(pixels)
  const toward = Math.sign(d - a) * medianGap
  if (quartiles && Math.abs(a - d) > 90 && Math.abs(m - b) > medianGap && Math.abs(c - m) > medianGap) {
    run(a, b, 0)
    run(b, m - toward, -aside)
    run(m + toward, c, -aside)
    run(c, d, 0)
  } else run(a, d, 0)
  return { segments, labels: frameLabels(ticks ?? [low, median, high], pixels, format), span: [a, d] }
}

/** Labels nearer than 14 pixels give way to the extremes. */
function frameLabels(ticks: readonly number[], y: Scale, format: (value: number) => string): FrameLabel[] {
  const sorted = [...new Set(ticks)].sort((p, q) => p - q)
  if (sorted.length === 0) return []
  const low = { at: y(sorted[0]), text: format(sorted[0]) }
  const last = sorted[sorted.length - 1]
  const high = { at: y(last), text: format(last) }
  if (sorted.length === 1) return [low]
  if (Math.abs(low.at - high.at) < nearest) return [high]
  const between: FrameLabel[] = []
  for (const tick of sorted.slice(1, -1)) {
    const label = { at: y(tick), text: format(tick) }
    if ([low, high, ...between].every((other) => Math.abs(other.at - label.at) >= nearest)) between.push(label)
  }
  return [low, ...between, high]
}
