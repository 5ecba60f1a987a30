import { extent, quantile, scaleLinear, scaleLog } from 'd3'
import { number } from '../_ui/format.ts'
import { decimate, pick } from './decimate.ts'
import { type EndLabel, pushApart } from './ends.ts'
import { type RangeFrame, rangeFrame } from './frame.ts'
import { type Column, linePath, present, type Scale } from './path.ts'
import { type TimeFrame, timeFrame } from './time.ts'

export interface RegimesData {
  /** UTC milliseconds, rising. */
  readonly ts: readonly number[]
  /** Price of the market, above zero. */
  readonly level: Column
  /** 0 calm, 1 normal, 2 stressed; null where nothing is told. */
  readonly regime: Column
}

export const regimeWords = ['calm', 'normal', 'stressed'] as const

export interface RegimesMarks {
  readonly height: number
  readonly left: number
  readonly plot: { readonly top: number; readonly width: number; readonly height: number }
  readonly ribbon: { readonly top: number; readonly height: number }
  readonly x: Scale
  readonly invert: (pixels: number) => number
  readonly line: string
  readonly end: { readonly x: number; readonly y: number } | null
  readonly ends: readonly EndLabel[]
  readonly frame: RangeFrame
  /** One area a regime, standing on the foot of the ribbon: the more stress, the taller and the darker. */
  readonly areas: readonly { readonly tone: string; readonly d: string }[]
  readonly labels: readonly { readonly y: number; readonly text: string }[]
  readonly time: TimeFrame & { readonly top: number }
}

const tones = ['band2', 'f ctx', 'f']
const ribbonHeight = 42

/** The price of a market over the ribbon of its regimes, on one time axis to the pixel. */
export function regimesMarks(data: RegimesData, width: number, tall = 230): RegimesMarks {
  const narrow = width < 480
  const [left, top] = [46, 14]
  const plotWidth = Math.max(60, width - left - (narrow ? 10 : 84))
  const height = narrow ? Math.min(tall, 140) : tall
  const kept = decimate(data.level, plotWidth)
  const ts = pick(data.ts, kept)
  const level = pick(data.level, kept)
  const from = data.ts[0] ?? 0
  const to = Math.max(from + 1, data.ts.at(-1) ?? 1)
  const x = scaleLinear([from, to], [0, plotWidth])
  const known = level.filter((value): value is number => present(value) && value > 0)
  const [low, high] = known.length > 0 ? (extent(known) as [number, number]) : [1, 2]
  // Growth is a ratio: on a log scale the same move has the same height at any price.
  const y = scaleLog(low === high ? [low * 0.99, high * 1.01] : [low, high], [height, 0])
  const last = known.at(-1)
  const written = (v: number) => number(v, high < 10 ? 2 : high < 1_000 ? 1 : 0)
  const ends: EndLabel[] = last === undefined ? [] : [{ y: y(last), text: written(last), tone: 'b', series: 'level' }]
  const ribbonTop = top + height + 16
  const step = ribbonHeight / regimeWords.length
  return {
    height: ribbonTop + ribbonHeight + 32,
    left,
    plot: { top, width: plotWidth, height },
    ribbon: { top: ribbonTop, height: ribbonHeight },
    x: (v) => left + x(v),
    invert: (pixels) => x.invert(pixels - left),
    line: linePath(ts, level, x, y),
    end: last === undefined ? null : { x: plotWidth, y: y(last) },
    ends: pushApart(ends, 0, height),
    frame: rangeFrame(known, y, written, { ticks: [low, quantile(known, 0.5) ?? low, high] }),
    areas: tones.map((tone, index) => ({ tone, d: areaOf(data, index, x, (index + 1) * step) })),
    labels: regimeWords.map((text, index) => ({ y: ribbonHeight - (index + 0.5) * step + 4, text })),
    time: { ...timeFrame(from, to, x), top: ribbonTop + ribbonHeight + 6 },
  }
}

/** Every stretch of one regime as a box on the foot of the ribbon, from its first bar to the bar after its last. */
function areaOf({ ts, regime }: RegimesData, index: number, x: Scale, tall: number): string {
  const parts: string[] = []
  const round = (v: number) => Math.round(v * 10) / 10
  for (let t = 0; t < ts.length; t++) {
    if (regime[t] !== index) continue
    const begin = t
    while (t + 1 < ts.length && regime[t + 1] === index) t++
    const [a, b] = [round(x(ts[begin])), round(x(ts[Math.min(t + 1, ts.length - 1)]))]
    parts.push(`M${a},${ribbonHeight}V${round(ribbonHeight - tall)}H${Math.max(b, a + 0.5)}V${ribbonHeight}Z`)
  }
  return parts.join('')
}
