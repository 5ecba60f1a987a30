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

/** Dates are inclusive: a day as an end means its last millisecond. */
export const endOfDay = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  const ts = Date.parse(text.length === 10 ? `${text}T23:59:59.999Z` : text)
  if (Number.isNaN(ts))
    throw new Fault('input', `"${text}" is no date`, { hint: 'Write 2015-12-31 or ISO 8601 with a zone' })
  return ts
}

export function parse<T extends z.ZodType>(contract: T, value: unknown, what: string): z.output<T> {
  const parsed = contract.safeParse(value)
  if (!parsed.success) throw faultFromZod(parsed.error, what)
  return parsed.data
}
