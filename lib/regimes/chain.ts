import type { HiddenMarkov } from '#lib/stats/hidden-markov.ts'
import type { RegimeModel } from './detector.ts'

/** A hidden Markov model of returns in units of `scale`, as plain numbers. */
export const chainOf = (model: HiddenMarkov, scale: number): RegimeModel => ({
  states: model.means.length,
  parts: {
    scale: [scale],
    means: [...model.means],
    variances: [...model.variances],
    start: [...model.start],
    transition: model.transition.flatMap((row) => [...row]),
  },
})

/** One step of the filter of Hamilton (1989): where the chain goes, weighed by what was seen. */
export function filterChain(
  { states, parts }: RegimeModel,
  before: Float64Array | null,
  r: number,
  out: Float64Array,
): void {
  const { scale, means, variances, start, transition } = parts
  const value = r / scale[0]
  let top = Number.NEGATIVE_INFINITY
  for (let j = 0; j < states; j++) {
    let prior = before ? 0 : start[j]
    if (before) for (let i = 0; i < states; i++) prior += before[i] * transition[i * states + j]
    out[j] =
      Math.log(Math.max(prior, 1e-300)) - 0.5 * Math.log(variances[j]) - (0.5 * (value - means[j]) ** 2) / variances[j]
    if (out[j] > top) top = out[j]
  }
  let total = 0
  for (let j = 0; j < states; j++) total += out[j] = Math.exp(out[j] - top)
  for (let j = 0; j < states; j++) out[j] /= total
}
