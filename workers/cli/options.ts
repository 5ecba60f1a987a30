import { InvalidArgumentError } from 'commander'
import type { z } from 'zod'
import { Fault, faultFromZod } from '#lib/fault.ts'

export const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

export const number = (text: string): number => {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError(`"${text}" is no number.`)
  return value
}

export const whole = (text: string): number => {
  const value = number(text)
  if (!Number.isInteger(value)) throw new InvalidArgumentError(`"${text}" is no whole number.`)
  return value
}

/** How many at most: 1 or more. */
export const count = (text: string): number => {
  const value = whole(text)
  if (value < 1 || value > 1_000_000) throw new InvalidArgumentError(`"${text}" is not between 1 and 1000000.`)
  return value
}

/** Place in the event log, as events carry it; 0 is before the first. */
export const eventCursor = (text: string): bigint => {
  if (!/^\d{1,19}$/.test(text))
    throw new InvalidArgumentError(`"${text.slice(0, 60)}" is no cursor; events carry them.`)
  return BigInt(text)
}

/** The id of something stored, as the lists print it. */
export const rowId = (text: string): string => {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text))
    throw new InvalidArgumentError(`"${text.slice(0, 60)}" is no id; lists print them.`)
  return text.toLowerCase()
}

/** An id, or `last`: the newest that is done. */
export const idOrLast = (text: string): string => (text === 'last' ? text : rowId(text))

/** One of a fixed set. */
export const oneOf =
  <T extends string>(known: readonly T[]) =>
  (text: string): T => {
    if (!(known as readonly string[]).includes(text))
      throw new InvalidArgumentError(`"${text}" is none of ${known.join(', ')}.`)
    return text as T
  }

/** `aic`, `bic` or a number of lags. */
export const lagRule = (text: string): 'aic' | 'bic' | number => (text === 'aic' || text === 'bic' ? text : whole(text))

/** `V:MA,KO:PEP` */
export const pairList = (text: string): [string, string][] =>
  list(text).map((pair) => {
    const [y, x, ...rest] = pair.split(':')
    if (!y || !x || rest.length > 0) throw new InvalidArgumentError(`"${pair}" is no pair; write Y:X.`)
    return [y, x]
  })

/** A word as what it looks like: a number, true or false, else itself. */
export const wordOrNumber = (text: string): number | boolean | string =>
  text.trim() !== '' && Number.isFinite(Number(text))
    ? Number(text)
    : text === 'true'
      ? true
      : text === 'false'
        ? false
        : text

/** JSON where somebody wrote a list or an object; what cannot be read as such stays text, and the contract judges it. */
function jsonOrWord(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return wordOrNumber(text)
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** `entry=2` again and again, as an object with numbers where they are numbers. */
export const keyValue = (text: string, before: Record<string, unknown> = {}): Record<string, unknown> => {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError(`"${text}" is no NAME=VALUE.`)
  return { ...before, [text.slice(0, at)]: jsonOrWord(text.slice(at + 1)) }
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text)

const noDate = (text: string, option: string): Fault =>
  new Fault('input', `${option}: "${text}" is no date of the calendar`, {
    hint: 'Write 2015-12-31, or ISO 8601 with a zone as 2015-12-31T16:00:00Z',
  })

/** A day, or an instant with its zone, in UTC milliseconds. 31 February is refused, not read as 3 March. */
function instantOf(text: string, option: string, clock: string): number {
  if (!isDay(text) && !/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/.test(text)) throw noDate(text, option)
  const ts = Date.parse(isDay(text) ? `${text}T${clock}Z` : text)
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(ts) || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text.slice(0, 10))
    throw noDate(text, option)
  return ts
}

export const startOfDay = (text: string | undefined, option = '--from'): number | undefined =>
  text === undefined ? undefined : instantOf(text, option, '00:00:00')

/** Dates are inclusive: a day as an end means its last millisecond. */
export const endOfDay = (text: string | undefined, option = '--to'): number | undefined =>
  text === undefined ? undefined : instantOf(text, option, '23:59:59.999')

/** Both ends of a span, which must not lie the wrong way round. */
export function spanOf(
  from: string | undefined,
  to: string | undefined,
  [fromName, toName] = ['--from', '--to'],
): { from?: number; to?: number } {
  const span = { from: startOfDay(from, fromName), to: endOfDay(to, toName) }
  if (span.from !== undefined && span.to !== undefined && span.from > span.to)
    throw new Fault('input', `The span ends before it begins: ${from} to ${to}`, { hint: 'Swap the two dates' })
  return span
}

/**
 * Whether an instant lies in a span. A day means the calendar day of the bar itself, as its time was written: `offsetMs`
 * before UTC. An instant means that instant.
 */
export function withinSpan(
  from: string | undefined,
  to: string | undefined,
): (ts: number, offsetMs: number) => boolean {
  const span = spanOf(from, to)
  const own = (text: string | undefined, ts: number, offsetMs: number) => (text && isDay(text) ? ts + offsetMs : ts)
  return (ts, offsetMs) =>
    (span.from === undefined || own(from, ts, offsetMs) >= span.from) &&
    (span.to === undefined || own(to, ts, offsetMs) <= span.to)
}

export function parse<T extends z.ZodType>(contract: T, value: unknown, what: string): z.output<T> {
  const parsed = contract.safeParse(value)
  if (!parsed.success) throw faultFromZod(parsed.error, what)
  return parsed.data
}
