import { extent, scaleLinear } from 'd3'
import { type Column, linePath, numbers } from './path.ts'

export interface SparkOptions {
  readonly width?: number
  readonly height?: number
  /** One scale for the whole column; default: the values themselves. */
  readonly domain?: readonly [number, number]
  /** The normal range. */
  readonly band?: readonly [number, number]
  /** Values that get a hairline. */
  readonly rules?: readonly number[]
}

export interface SparkMarks {
  readonly width: number
  readonly height: number
  readonly line: string
  readonly band: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null
  readonly rules: readonly string[]
  readonly end: { readonly x: number; readonly y: number; readonly value: number } | null
}

const clampTo = (v: number, [low, high]: readonly [number, number]) => Math.max(low, Math.min(high, v))

/** A word-sized graphic: line, band of the normal range, dot at the end. No axis. */
export function sparkMarks(values: Column, options: SparkOptions = {}): SparkMarks {
  const { width = 104, height = 20, band, rules = [] } = options
  const known = numbers(values)
  const [low, high] = options.domain ?? (extent(known) as [number, number])
  const domain: [number, number] = low === high ? [low - 1, high + 1] : [low, high]
  const x = scaleLinear([0, Math.max(1, values.length - 1)], [2, width - 4])
  const y = scaleLinear(domain, [height - 2.5, 2.5]).clamp(true)
  const indices = Array.from({ length: values.length }, (_, i) => i)
  let last = values.length - 1
  while (last >= 0 && !Number.isFinite(values[last] ?? Number.NaN)) last--
  const inside = band && [clampTo(band[0], domain), clampTo(band[1], domain)]
  return {
    width,
    height,
    line: known.length < 2 ? '' : linePath(indices, values, x, y),
    band: inside ? { x: 2, y: y(inside[1]), width: width - 6, height: y(inside[0]) - y(inside[1]) } : null,
    rules: rules.filter((r) => r >= domain[0] && r <= domain[1]).map((r) => `M2,${y(r)}H${width - 4}`),
    end: last < 0 ? null : { x: x(last), y: y(values[last] as number), value: values[last] as number },
  }
}
