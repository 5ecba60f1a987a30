import { scaleLinear } from 'd3'

/** What might have been, and what was. */
export interface QuantileRow {
  readonly name: string
  /** 5, 25, 50, 75 and 95 % points. */
  readonly points: readonly [number, number, number, number, number]
  /** What the run itself had. */
  readonly actual: number | null
}

export interface QuantileMarks {
  readonly width: number
  readonly height: number
  /** The value that would mean that nothing was gained. */
  readonly reference: string | null
  readonly outer: { readonly x: number; readonly width: number }
  readonly inner: { readonly x: number; readonly width: number }
  readonly median: string
  readonly actual: number | null
}

const round = (v: number) => Math.round(v * 100) / 100

/** An interval of 90 % with that of 50 % in it, the median as a rule, and a dot for what was. One scale for all rows. */
export function quantileMarks(
  { points, actual }: QuantileRow,
  domain: readonly [number, number],
  { width = 180, height = 18, reference }: { width?: number; height?: number; reference?: number } = {},
): QuantileMarks {
  const x = scaleLinear(domain[0] === domain[1] ? [domain[0] - 1, domain[1] + 1] : domain, [4, width - 4]).clamp(true)
  const [a, b, m, c, d] = points.map((v) => round(x(v)))
  return {
    ...{ width, height },
    reference:
      reference === undefined || reference < domain[0] || reference > domain[1]
        ? null
        : `M${round(x(reference))},0V${height}`,
    outer: { x: a, width: round(d - a) },
    inner: { x: b, width: round(c - b) },
    median: `M${m},3V${height - 3}`,
    actual: actual === null ? null : round(x(actual)),
  }
}

/** The scale that holds all rows, nothing gained included. */
export function quantileDomain(rows: readonly QuantileRow[]): [number, number] {
  const values = rows.flatMap(({ points, actual }) => (actual === null ? [...points] : [...points, actual]))
  return [Math.min(0, ...values), Math.max(0, ...values)]
}
