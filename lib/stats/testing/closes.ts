import closes from './closes.json' with { type: 'json' }

/** Closes of a fixture symbol between two days, both included, with open times in UTC milliseconds. */
export function fixture(symbol: string, from = '2007-01-03', to = '2017-11-10') {
  const whole = (closes.full as Record<string, number[]>)[symbol]
  const days = whole ? closes.days : closes.days.filter((day) => day >= '2014-01-02' && day <= '2015-12-31')
  const column = whole ?? (closes.window as Record<string, number[]>)[symbol]
  const rows = days.map((day, i) => ({ day, close: column[i] })).filter(({ day }) => day >= from && day <= to)
  return {
    symbol,
    ts: Float64Array.from(rows, ({ day }) => Date.parse(day)),
    close: Float64Array.from(rows, ({ close }) => close),
  }
}

/** Size of a − b against b. */
export function relative(a: number, b: number): number {
  return Math.abs(a - b) / Math.max(Math.abs(b), 1e-300)
}
