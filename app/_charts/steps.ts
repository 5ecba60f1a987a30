import { scalePoint } from 'd3'

export interface ParameterTrack {
  readonly name: string
  /** The values that were tried, in their order. */
  readonly values: readonly string[]
  /** What each fold chose. */
  readonly chosen: readonly string[]
}

export interface StepsMarks {
  readonly height: number
  readonly left: number
  readonly rows: readonly {
    readonly name: string
    readonly top: number
    readonly line: string
    readonly dots: readonly { readonly x: number; readonly y: number }[]
    readonly labels: readonly { readonly y: number; readonly text: string }[]
  }[]
  readonly years: readonly { readonly x: number; readonly text: string }[]
}

const step = 17
const between = 22

/** What each fold chose, one row a parameter, one level a value: a choice that follows noise jumps. */
export function stepsMarks(tracks: readonly ParameterTrack[], folds: readonly string[], width: number): StepsMarks {
  const left = 118
  const right = width - 10
  const x = (i: number) => (folds.length < 2 ? left : left + ((right - left) * i) / (folds.length - 1))
  let top = 8
  const rows = tracks.map(({ name, values, chosen }) => {
    const y = scalePoint([...values].reverse(), [top, top + step * (values.length - 1)])
    const dots = chosen.map((value, i) => ({ x: x(i), y: y(value) ?? top }))
    const line = dots.map((dot, i) => (i === 0 ? `M${dot.x},${dot.y}` : `H${dot.x}V${dot.y}`)).join('')
    const row = { name, top, line, dots, labels: values.map((text) => ({ y: y(text) ?? top, text })) }
    top += step * (values.length - 1) + between
    return row
  })
  let free = Number.NEGATIVE_INFINITY
  let last = ''
  const years = folds.flatMap((name, i) => {
    const year = name.slice(0, 4)
    if (year === last || x(i) < free) return []
    last = year
    free = x(i) + 40
    return [{ x: x(i), text: year }]
  })
  return { height: top + 14, left, rows, years }
}

/** `Entry changed at 9 of 14 hand-overs, exit at 7.` */
export function stepsSentence(tracks: readonly ParameterTrack[]): string {
  const handOvers = Math.max(0, (tracks[0]?.chosen.length ?? 1) - 1)
  if (handOvers === 0 || tracks.length === 0) return 'One choice: nothing to compare.'
  const changes = tracks.map(({ name, chosen }) => ({
    name,
    n: chosen.filter((value, i) => i > 0 && value !== chosen[i - 1]).length,
  }))
  const words = changes.map(
    ({ name, n }, i) =>
      `${i === 0 ? `${name[0].toUpperCase()}${name.slice(1)} changed at ${n} of ${handOvers} hand-overs` : `${name} at ${n}`}`,
  )
  return `${words.join(', ')}.`
}
