/**
 * How numbers and times are written, everywhere. True minus (U+2212), thousands by comma, percent after a space
 * (`2.6 %`), an en dash for what is not available: never NaN, infinity or null.
 */
export const minus = '−'
export const none = '–'

type Maybe = number | null | undefined

const missing = (v: Maybe): v is null | undefined => v === null || v === undefined || !Number.isFinite(v)

function digitsOf(magnitude: number, digits: number): string {
  const [whole, part] = magnitude.toFixed(digits).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return part === undefined ? grouped : `${grouped}.${part}`
}

const isZero = (v: number, digits: number) => Math.abs(v) < 0.5 * 10 ** -digits

/** `−1,474.00`; a number that rounds to zero carries no sign. */
export function number(v: Maybe, digits = 0): string {
  if (missing(v)) return none
  return (v < 0 && !isZero(v, digits) ? minus : '') + digitsOf(Math.abs(v), digits)
}

/** `+2,188`: changes, profit and loss. */
export function signed(v: Maybe, digits = 0): string {
  if (missing(v)) return none
  return (isZero(v, digits) ? '' : v < 0 ? minus : '+') + digitsOf(Math.abs(v), digits)
}

/** A fraction as `2.6 %`. */
export const percent = (v: Maybe, digits = 1): string => (missing(v) ? none : `${number(v * 100, digits)} %`)

/** A fraction as `+2.6 %`. */
export const signedPercent = (v: Maybe, digits = 1): string => (missing(v) ? none : `${signed(v * 100, digits)} %`)

/** A p-value: four decimals, `<0.0001` below. */
export const pValue = (v: Maybe): string => (missing(v) ? none : v < 0.0001 ? '<0.0001' : v.toFixed(4))

/** A false discovery rate: three decimals, `<0.001` below. */
export const qValue = (v: Maybe): string => (missing(v) ? none : v < 0.001 ? '<0.001' : v.toFixed(3))

/** Two decimals, one above ten, none above a hundred: a ratio is never known better than that. */
export const ratio = (v: Maybe): string =>
  missing(v) ? none : number(v, Math.abs(v) < 10 ? 2 : Math.abs(v) < 100 ? 1 : 0)

/** `+0.12`: a change of a ratio, no better known than the ratio. */
export const signedRatio = (v: Maybe): string =>
  missing(v) ? none : signed(v, Math.abs(v) < 10 ? 2 : Math.abs(v) < 100 ? 1 : 0)

/** `−0.20 to 1.90`, both ends as exact as the larger allows. */
export function ratioInterval(low: Maybe, high: Maybe): string {
  if (missing(low) || missing(high)) return interval(low, high, 2)
  const size = Math.max(Math.abs(low), Math.abs(high))
  return interval(low, high, size < 10 ? 2 : size < 100 ? 1 : 0)
}

/** One decimal up to a hundred, none above. */
export const halfLife = (v: Maybe): string => (missing(v) ? none : number(v, Math.abs(v) < 100 ? 1 : 0))

/** Rounded to one in tables and sentences; blotters use the instrument's tick instead. */
export const money = (v: Maybe): string => number(v, 0)

/** At most four significant digits, for sentences. */
export function short(v: Maybe): string {
  if (missing(v)) return none
  const magnitude = Math.abs(v)
  if (magnitude === 0) return '0'
  const digits = Math.max(0, Math.min(4, 3 - Math.floor(Math.log10(magnitude))))
  return number(v, magnitude >= 1000 ? 0 : digits)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
}

/** A price with as many decimals as its size asks for. */
export function price(v: Maybe): string {
  if (missing(v)) return none
  const magnitude = Math.abs(v)
  return number(v, magnitude >= 1000 ? 1 : magnitude >= 1 ? 2 : magnitude >= 0.01 ? 4 : 6)
}

/** `−5.5 to 2.9`: no dash, it would read as minus. A missing upper end is open. */
export function interval(low: Maybe, high: Maybe, digits = 2): string {
  if (missing(low)) return none
  return missing(high) ? `${number(low, digits)} or more` : `${number(low, digits)} to ${number(high, digits)}`
}

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']

/** Small counts in words, larger ones in digits. */
export const count = (n: number): string => words[n] ?? number(n)

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** `1 pair`, `2 pairs`. */
export const plural = (n: number, one: string, many = `${one}s`): string => (n === 1 ? one : many)

/** `A, B and C`. */
export function list(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? ''
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`
}
