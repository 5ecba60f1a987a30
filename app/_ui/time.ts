import { none } from './format.ts'

/** Times as people read them: always UTC, and the page says so. Arguments are UTC milliseconds or ISO strings. */
export type Instant = number | string | Date | null | undefined

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (n: number) => String(n).padStart(2, '0')

function dateOf(at: Instant): Date | null {
  if (at === null || at === undefined) return null
  const date = at instanceof Date ? at : new Date(at)
  return Number.isNaN(date.getTime()) ? null : date
}

const written = (at: Instant, write: (date: Date) => string): string => {
  const date = dateOf(at)
  return date ? write(date) : none
}

export const milliseconds = (at: Instant): number => dateOf(at)?.getTime() ?? Number.NaN

/** `05:10` */
export const clock = (at: Instant) => written(at, (d) => `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`)
/** `05:10:07` */
export const clockSeconds = (at: Instant) => written(at, (d) => `${clock(d)}:${two(d.getUTCSeconds())}`)
/** `24 Jun` */
export const day = (at: Instant) => written(at, (d) => `${d.getUTCDate()} ${months[d.getUTCMonth()]}`)
/** `24 Jun 2014` */
export const dayYear = (at: Instant) => written(at, (d) => `${day(d)} ${d.getUTCFullYear()}`)
/** `24 Jun 16:50` */
export const dayClock = (at: Instant) => written(at, (d) => `${day(d)} ${clock(d)}`)
/** `Jun 2014` */
export const monthYear = (at: Instant) => written(at, (d) => `${months[d.getUTCMonth()]} ${d.getUTCFullYear()}`)
export const monthName = (at: Instant) => written(at, (d) => months[d.getUTCMonth()])
export const yearName = (at: Instant) => written(at, (d) => String(d.getUTCFullYear()))
/** ISO 8601, for exports and `datetime` attributes. */
export const iso = (at: Instant) => written(at, (d) => d.toISOString())

/** The time of a bar, as exact as its length asks for: daily bars carry a date, bars of seconds carry seconds. */
export function barTime(at: Instant, barMs: number): string {
  if (barMs >= 86_400_000) return dayYear(at)
  return barMs < 60_000 ? `${day(at)} ${clockSeconds(at)}` : dayClock(at)
}

/** `2.2 s`, `48 ms`, `14 min`, `3 h`, `6 d`: a length of time. */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return none
  const size = Math.abs(ms)
  if (size < 1_000) return `${Math.round(size)} ms`
  if (size < 60_000) return `${(size / 1_000).toFixed(size < 10_000 && size % 1_000 !== 0 ? 1 : 0)} s`
  if (size < 3_600_000) return `${Math.round(size / 60_000)} min`
  if (size < 172_800_000) return `${Math.round(size / 3_600_000)} h`
  return `${Math.round(size / 86_400_000)} d`
}

/** `0.8 s ago`: the age of something that is live. */
export function age(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return none
  return `${ms < 1_000 ? `${(Math.max(0, ms) / 1_000).toFixed(1)} s` : duration(ms)} ago`
}

/** The time of an observation, as exact as the span it stands in. */
export function inSpan(at: Instant, spanMs: number): string {
  if (spanMs < 600_000) return clockSeconds(at)
  if (spanMs < 86_400_000) return clock(at)
  return spanMs < 172_800_000 ? dayClock(at) : dayYear(at)
}

/** `2 Jan 2014 to 31 Dec 2015`, or `21 Nov 2026 08:02 to 08:32 UTC` within a day. */
export function range(from: Instant, to: Instant): string {
  if (Number.isNaN(milliseconds(from)) || Number.isNaN(milliseconds(to))) return none
  if (milliseconds(to) - milliseconds(from) > 172_800_000) return `${dayYear(from)} to ${dayYear(to)}`
  const sameDay = dayYear(from) === dayYear(to)
  return `${dayYear(from)} ${clock(from)} to ${sameDay ? clock(to) : dayClock(to)} UTC`
}
