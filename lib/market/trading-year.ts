import { type Timeframe, timeframeMs } from '#lib/contracts/common.ts'

const hour = 3_600_000

/** Hours of continuous trading in a regular session, by market identifier code (ISO 10383). */
const sessionHours: Readonly<Record<string, number>> = {
  XNYS: 6.5,
  XNAS: 6.5,
  ARCX: 6.5,
  BATS: 6.5,
  XTSE: 6.5,
  XLON: 8.5,
  XETR: 8.5,
  XPAR: 8.5,
  XAMS: 8.5,
  XMIL: 8.5,
  XSWX: 8.5,
  XTKS: 5.5,
  XHKG: 5.5,
  XASX: 6,
}
const usualSessionHours = 6.5

/**
 * Bars in a year by calendar and length, for figures that must be annualised before a year, or even a day, has been
 * seen: 365 days of 24 hours for `24/7`, 260 for `24/5`, else 252 sessions of the market's regular hours.
 */
export function tradingYear(calendar: string, timeframe: Timeframe): number {
  if (timeframe === '1w') return 52
  const length = timeframeMs[timeframe]
  if (calendar === '24/7') return (365 * 24 * hour) / length
  if (calendar === '24/5') return (260 * 24 * hour) / length
  const session = (sessionHours[calendar] ?? usualSessionHours) * hour
  // A bar longer than the session is cut to it: there is one a day.
  return 252 * Math.max(1, session / length)
}
