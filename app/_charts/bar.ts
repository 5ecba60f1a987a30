/** A bar from zero on a scale that a column of them shares. Negative bars grow to the left of the zero line. */
export interface BarMarks {
  readonly zero: string
  readonly x: number
  readonly width: number
  readonly full: number
}

/** @param domain smallest and largest value of the column; zero is always inside. */
export function barMarks(value: number, domain: readonly [number, number], full = 84): BarMarks {
  const low = Math.min(0, domain[0])
  const high = Math.max(0, domain[1])
  const unit = high === low ? 0 : (full - 2) / (high - low)
  const zero = 1 - low * unit
  const at = zero + Math.max(low, Math.min(high, value)) * unit
  return { zero: `M${zero},0v12`, x: Math.min(zero, at), width: Math.abs(at - zero), full }
}
