import type { Dimension } from '#lib/contracts/optimisations.ts'

const wordOrNumber = (text: string) =>
  Number.isFinite(Number(text)) ? Number(text) : text === 'true' ? true : text === 'false' ? false : text

/**
 * What a person writes for one parameter: `30, 60, 90` are values, `20..120` whole numbers, `1.0..3` any number between,
 * `20..120:10` steps, `0.01..1:log` spaced by factors. Null for an empty field: it is not varied.
 */
export function dimensionOf(text: string): Dimension | null {
  const range = /^\s*(-?[\d.]+)\s*\.\.\s*(-?[\d.]+)\s*(?::\s*(log|[\d.]+))?\s*$/.exec(text)
  if (range) {
    const [, min, max, step] = range
    const whole = !`${min} ${max}`.includes('.')
    return {
      min: Number(min),
      max: Number(max),
      log: step === 'log',
      integer: whole && step === undefined,
      ...(step && step !== 'log' ? { step: Number(step) } : {}),
    }
  }
  const values = text
    .split(/[,;\s]+/)
    .filter(Boolean)
    .map(wordOrNumber)
  return values.length > 0 ? values : null
}

/** `trades >= 30, maxDrawdown <= 0.1` as constraints; what cannot be read keeps its words, so that the API names it. */
export const constraintsOf = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [, metric, sign, limit] = /^(\w+)\s*(<=|>=)\s*(-?[\d.]+)$/.exec(part) ?? []
      if (!metric) return { metric: part }
      return sign === '<=' ? { metric, max: Number(limit) } : { metric, min: Number(limit) }
    })
