import type { Dimension } from '#lib/contracts/optimisations.ts'
import type { Parameters } from '#lib/contracts/studies.ts'
import { Fault } from '#lib/fault.ts'
import type { Value } from './space.ts'

/**
 * One parameter of a search. Samplers see numbers between 0 and 1 only; what a number means for the strategy is known
 * here alone.
 */
export interface Axis {
  readonly name: string
  /** How many different values there are; infinite for a range without steps. */
  readonly size: number
  /** True when the values have an order in which near means alike. */
  readonly ordered: boolean
  /** Value at a place in [0, 1]. */
  at(place: number): Value
  /** The place a value came from: the middle of its cell. */
  placeOf(value: Value): number
}

const clamp = (place: number) => Math.min(1, Math.max(0, place))
const cellOf = (place: number, size: number) => Math.min(size - 1, Math.floor(clamp(place) * size))

function choices(name: string, values: readonly Value[]): Axis {
  const size = values.length
  return {
    name,
    size,
    ordered: values.every((value) => typeof value === 'number'),
    at: (place) => values[cellOf(place, size)],
    placeOf: (value) => (Math.max(0, values.indexOf(value)) + 0.5) / size,
  }
}

function range(name: string, dimension: Exclude<Dimension, readonly unknown[]>): Axis {
  const { min, max, integer, log } = dimension
  const step = dimension.step ?? (integer ? 1 : undefined)
  if (step !== undefined && !log) {
    const size = Math.floor((max - min) / step + 1e-9) + 1
    // Decimal steps as people write them: 0.1 + 2 · 0.1 is 0.3.
    const tidy = (value: number) => Number(value.toPrecision(12))
    return {
      name,
      size,
      ordered: true,
      at: (place) => tidy(min + step * cellOf(place, size)),
      placeOf: (value) => (Math.round((Number(value) - min) / step) + 0.5) / size,
    }
  }
  const [low, high] = log ? [Math.log(min), Math.log(max)] : [min, max]
  const value = (place: number) => {
    const raw = low + (high - low) * clamp(place)
    const plain = log ? Math.exp(raw) : raw
    // Five digits are more than a parameter can mean, and a person can read them.
    return integer ? Math.round(plain) : Number(plain.toPrecision(5))
  }
  return {
    name,
    size: integer ? Math.round(max) - Math.round(min) + 1 : Number.POSITIVE_INFINITY,
    ordered: true,
    at: value,
    placeOf: (given) => clamp(((log ? Math.log(Number(given)) : Number(given)) - low) / (high - low)),
  }
}

/** @throws Fault `input` for a space without parameters. */
export function axesOf(space: Readonly<Record<string, Dimension>>): Axis[] {
  const axes = Object.entries(space).map(([name, dimension]) =>
    Array.isArray(dimension)
      ? choices(name, dimension)
      : range(name, dimension as Exclude<Dimension, readonly unknown[]>),
  )
  if (axes.length === 0) throw new Fault('input', 'There is nothing to search: the space has no parameter')
  return axes
}

export const paramsAt = (axes: readonly Axis[], places: ArrayLike<number>): Parameters =>
  Object.fromEntries(axes.map((axis, i) => [axis.name, axis.at(places[i])]))

export const placesOf = (axes: readonly Axis[], params: Parameters): Float64Array =>
  Float64Array.from(axes, (axis) => axis.placeOf(params[axis.name] as Value))

/** Different combinations there are; infinite when a range has no steps. */
export const sizeOf = (axes: readonly Axis[]): number => axes.reduce((product, { size }) => product * size, 1)
