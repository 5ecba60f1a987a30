import { scaleLinear, scaleLog } from 'd3'

export interface WhiskerOptions {
  readonly domain: readonly [number, number]
  readonly log?: boolean
  readonly width?: number
  readonly height?: number
  /** The value that would mean nothing there: 0, 0.5, 1. */
  readonly reference?: number
  /** The in-sample value, a hollow dot. */
  readonly ghost?: number | null
}

export interface WhiskerMarks {
  readonly width: number
  readonly height: number
  readonly reference: string | null
  readonly interval: string | null
  /** An arrow where the interval goes on beyond the scale. */
  readonly open: string | null
  readonly ghost: number | null
  readonly dot: number
  readonly middle: number
}

/**
 * An estimate with its interval on a scale that a column of them shares.
 * @param high null: the interval has no upper end.
 */
export function whiskerMarks(
  value: number,
  low: number | null,
  high: number | null,
  options: WhiskerOptions,
): WhiskerMarks {
  const { domain, log = false, width = 96, height = 18, reference, ghost } = options
  const range: [number, number] = [5, width - 5]
  const scale = log ? scaleLog(domain, range) : scaleLinear(domain, range)
  const place = (v: number) => {
    const at = scale(log ? Math.max(domain[0], v) : v)
    return Math.round(Math.max(range[0], Math.min(range[1], at)) * 100) / 100
  }
  const middle = height / 2
  const unbounded = low !== null && (high === null || high > domain[1])
  return {
    width,
    height,
    middle,
    reference: reference === undefined ? null : `M${place(reference)},0V${height}`,
    interval: low === null ? null : `M${place(low)},${middle}H${high === null ? range[1] : place(high)}`,
    open: unbounded ? `M${range[1] - 3},${middle - 2.5}l3,2.5l-3,2.5` : null,
    ghost: ghost === null || ghost === undefined ? null : place(ghost),
    dot: place(value),
  }
}
