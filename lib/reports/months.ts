export interface Year {
  readonly year: number
  /** Twelve entries; null where there are no data. */
  readonly months: readonly (number | null)[]
  readonly total: number
}

/** Returns of calendar months (UTC), each from the last equity before it. @param ts UTC milliseconds, rising. */
export function monthly(ts: ArrayLike<number>, equity: ArrayLike<number>, capital: number): Year[] {
  const years = new Map<number, (number | null)[]>()
  let base = capital
  const monthOf = (i: number) => {
    const date = new Date(ts[i])
    return { year: date.getUTCFullYear(), month: date.getUTCMonth() }
  }
  for (let i = 0; i < ts.length; i++) {
    const { year, month } = monthOf(i)
    const next = i + 1 < ts.length ? monthOf(i + 1) : null
    if (next && next.year === year && next.month === month) continue
    const months = years.get(year) ?? Array.from({ length: 12 }, () => null)
    months[month] = equity[i] / base - 1
    years.set(year, months)
    base = equity[i]
  }
  return [...years].map(([year, months]) => ({
    year,
    months,
    total: months.reduce<number>((product, r) => product * (1 + (r ?? 0)), 1) - 1,
  }))
}
