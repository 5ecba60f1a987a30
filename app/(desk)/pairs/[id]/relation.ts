import { halfLife, minus, number, percent, pValue } from '#app/_ui/format.ts'
import { barTime } from '#app/_ui/time.ts'

type Values = readonly (number | null)[]

/** The test over moving windows: one value a bar, of the window that ends there. */
export interface Relation {
  readonly window: number
  readonly ts: readonly number[]
  readonly p: Values
  readonly beta: Values
  readonly halfLife: Values
  readonly correlation: Values
  /** 0: no; 1: p above 0.1 for a whole window; 2: a structural break inside the window. */
  readonly broken: Values
}

export const evidence = 0.05
/** From here on two prices are commonly said to move together. */
const close = 0.7

const known = (values: Values) => values.filter((value) => value !== null)
const lastOf = (values: Values) => values.findLast((value) => value !== null) ?? null

/** A half-life longer than its window cannot be told from none. */
export const measurable = (values: Values, window: number): (number | null)[] =>
  values.map((value) => (value !== null && value <= window ? value : null))

/** A p-value in few signs: `0.92`, `0.003`, `2e−5`. */
export function smallP(p: number): string {
  if (p >= 0.01) return p.toFixed(2)
  return p >= 0.001 ? p.toFixed(3) : p.toExponential(0).replace('-', minus)
}

/** What the four charts say together, from the arrays that are drawn. */
export function relationSentence(relation: Relation, barMs: number): string {
  const { ts, p, window } = relation
  const tested = known(p)
  const now = lastOf(p)
  if (now === null) return `No window is full yet: it takes ${number(window)} bars of both legs.`
  const holds = now < evidence
  const last = p.findLastIndex((value) => value !== null)
  const before = p.findLastIndex((value, i) => i < last && value !== null && value < evidence !== holds)
  const since = p.findIndex((value, i) => i > before && value !== null)
  const share = percent(tested.filter((value) => value < evidence).length / tested.length, 0)
  const first =
    before >= 0
      ? `The p-value is ${pValue(now)}, ${holds ? 'below' : 'above'} 0.05 since ${barTime(ts[since], barMs)}, and was below in ${share} of the windows.`
      : `The p-value is ${pValue(now)}, and ${holds ? 'below' : 'above'} 0.05 in every window.`
  const betas = known(relation.beta)
  const [low, high] = [Math.min(...betas), Math.max(...betas)]
  const swing = `β ran between ${number(low, 2)} and ${number(high, 2)}`
  const half = lastOf(measurable(relation.halfLife.slice(-1), window))
  const returns = half === null ? 'no half-life can be measured now' : `half-life is ${halfLife(half)} bars`
  const r = lastOf(relation.correlation)
  const deceives =
    !holds && r !== null && r >= close ? `; correlation alone, at ${number(r, 2)}, would have said all is well` : ''
  return `${first} ${swing}, ${returns}${deceives}.`
}

/** Where the stretch begins in which the relation is broken now; null while it is not. */
export function brokenSince({ ts, broken }: Pick<Relation, 'ts' | 'broken'>): { ts: number; word: string } | null {
  if (!lastOf(broken)) return null
  const before = broken.findLastIndex((value) => value === 0 || value === null)
  return { ts: ts[before + 1], word: 'broken' }
}

/** What the mark on the charts means, or that there is none. */
export function brokenSentence(relation: Pick<Relation, 'ts' | 'broken' | 'window'>, barMs: number): string {
  const { broken, window } = relation
  const tested = known(broken)
  if (tested.length === 0) return ''
  const since = brokenSince(relation)
  const share = percent(tested.filter((value) => value !== 0).length / tested.length, 0)
  if (!since) {
    return tested.every((value) => value === 0)
      ? 'In no window is the relation broken.'
      : `The relation is not broken now; it was at ${share} of the bars.`
  }
  const why =
    lastOf(broken) === 1
      ? `p has been above 0.1 for a whole window of ${number(window)} bars`
      : 'CUSUM finds a structural break inside the window, at 1 %'
  return `Broken since ${barTime(since.ts, barMs)}: ${why}. It was broken at ${share} of the bars.`
}
