import type { Parameters } from '#lib/contracts/studies.ts'
import { Fault } from '#lib/fault.ts'

export type Value = number | string | boolean
/** Values to try, by parameter. The order of the values is their order as steps. */
export type SearchSpace = Readonly<Record<string, readonly Value[]>>

export const largestGrid = 100_000

/** Every combination, the last parameter fastest. One empty combination for an empty space. */
export function gridOf(space: SearchSpace): Parameters[] {
  const names = Object.keys(space)
  const size = names.reduce((product, name) => product * space[name].length, 1)
  if (size > largestGrid) {
    throw new Fault('input', `The grid has ${size} combinations; at most ${largestGrid} are run`, {
      hint: 'Fewer values, or a sampler instead of a grid',
    })
  }
  return Array.from({ length: size }, (_, index) => {
    let rest = index
    const entries = names.toReversed().map((name): [string, Value] => {
      const values = space[name]
      const value = values[rest % values.length]
      rest = Math.floor(rest / values.length)
      return [name, value]
    })
    return Object.fromEntries(entries.reverse())
  })
}

/** Steps between two values of one parameter; different values that are not numbers are one step apart. */
export function stepsBetween(values: readonly Value[], a: unknown, b: unknown): number {
  const [from, to] = [values.indexOf(a as Value), values.indexOf(b as Value)]
  if (typeof a !== 'number' || typeof b !== 'number') return a === b ? 0 : 2
  return Math.abs(from - to)
}
