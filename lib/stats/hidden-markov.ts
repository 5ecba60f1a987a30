import { Fault } from '#lib/fault.ts'
import { mean, quantile } from './columns.ts'

/** Hidden states that switch like a Markov chain, each with a normal distribution of its own. States in order of variance. */
export interface HiddenMarkov {
  readonly means: Float64Array
  readonly variances: Float64Array
  /** Row: from, column: to. */
  readonly transition: readonly Float64Array[]
  readonly start: Float64Array
}

export interface HiddenMarkovFit extends HiddenMarkov {
  readonly logLikelihood: number
  readonly bic: number
  readonly iterations: number
}

/** Probabilities that use nothing later than their row: the only ones a decision may be made on. */
export interface Filtered {
  readonly kind: 'filtered'
  /** One row a value. */
  readonly probabilities: readonly Float64Array[]
}

/** Probabilities that use the whole series: for looking back, never for deciding. */
export interface Smoothed {
  readonly kind: 'smoothed'
  readonly probabilities: readonly Float64Array[]
}

export interface HiddenMarkovOptions {
  /** Least gain of the log likelihood that goes on. Default 1e-8. */
  readonly tolerance?: number
  /** Iterations at most. Default 2,000. */
  readonly most?: number
  /** One mean for all states: only the variance switches. Default false. */
  readonly commonMean?: boolean
}

/**
 * Baum–Welch (Baum et al. 1970) with scaling (Rabiner 1989): all parameters free, from variances spread over the
 * quantiles of the sizes, until the log likelihood gains less than `tolerance`.
 */
export function fitHiddenMarkov(
  values: Float64Array,
  states: number,
  { tolerance = 1e-8, most = 2_000, commonMean = false }: HiddenMarkovOptions = {},
): HiddenMarkovFit {
  const n = values.length
  if (states < 2 || n < 20 * states) throw new Fault('input', `${n} values are too few for ${states} states`)
  const sizes = values.map(Math.abs)
  const centre = mean(values)
  let model: HiddenMarkov = {
    means: new Float64Array(states).fill(centre),
    variances: Float64Array.from({ length: states }, (_, i) => (quantile(sizes, (i + 0.5) / states) / 0.67449) ** 2),
    transition: Array.from({ length: states }, (_, i) =>
      Float64Array.from({ length: states }, (_, j) => (i === j ? 0.95 : 0.05 / (states - 1))),
    ),
    start: new Float64Array(states).fill(1 / states),
  }
  if (!model.variances.every((v) => v > 0))
    throw new Fault('input', 'too many values are zero for a hidden Markov model')
  let logLikelihood = Number.NEGATIVE_INFINITY
  let iterations = 0
  for (; iterations < most; iterations++) {
    const pass = forwardBackward(values, model, commonMean)
    const gain = pass.logLikelihood - logLikelihood
    logLikelihood = pass.logLikelihood
    if (gain < tolerance) break
    model = pass.next()
  }
  const parameters = states * states - 1 + states + (commonMean ? 1 : states)
  return { ...ordered(model), logLikelihood, bic: parameters * Math.log(n) - 2 * logLikelihood, iterations }
}

function density(value: number, m: number, v: number): number {
  return Math.exp((-0.5 * (value - m) ** 2) / v) / Math.sqrt(2 * Math.PI * v)
}

function forward(values: Float64Array, model: HiddenMarkov) {
  const k = model.means.length
  const alpha: Float64Array[] = []
  const scales = new Float64Array(values.length)
  let logLikelihood = 0
  for (let t = 0; t < values.length; t++) {
    const row = new Float64Array(k)
    let total = 0
    for (let j = 0; j < k; j++) {
      let prior = model.start[j]
      if (t > 0) {
        prior = 0
        for (let i = 0; i < k; i++) prior += alpha[t - 1][i] * model.transition[i][j]
      }
      row[j] = prior * Math.max(density(values[t], model.means[j], model.variances[j]), 1e-300)
      total += row[j]
    }
    for (let j = 0; j < k; j++) row[j] /= total
    scales[t] = total
    logLikelihood += Math.log(total)
    alpha.push(row)
  }
  return { alpha, scales, logLikelihood }
}

function backward(values: Float64Array, model: HiddenMarkov, scales: Float64Array): Float64Array[] {
  const k = model.means.length
  const n = values.length
  const beta = Array.from({ length: n }, () => new Float64Array(k).fill(1))
  for (let t = n - 2; t >= 0; t--) {
    for (let i = 0; i < k; i++) {
      let sum = 0
      for (let j = 0; j < k; j++)
        sum +=
          model.transition[i][j] *
          Math.max(density(values[t + 1], model.means[j], model.variances[j]), 1e-300) *
          beta[t + 1][j]
      beta[t][i] = sum / scales[t + 1]
    }
  }
  return beta
}

function forwardBackward(values: Float64Array, model: HiddenMarkov, commonMean: boolean) {
  const { alpha, scales, logLikelihood } = forward(values, model)
  const next = (): HiddenMarkov => {
    const k = model.means.length
    const n = values.length
    const beta = backward(values, model, scales)
    const gamma = alpha.map((row, t) => row.map((value, j) => value * beta[t][j]))
    const transition = Array.from({ length: k }, () => new Float64Array(k))
    for (let t = 0; t < n - 1; t++) {
      for (let i = 0; i < k; i++) {
        for (let j = 0; j < k; j++) {
          const reach = Math.max(density(values[t + 1], model.means[j], model.variances[j]), 1e-300) * beta[t + 1][j]
          transition[i][j] += (alpha[t][i] * model.transition[i][j] * reach) / scales[t + 1]
        }
      }
    }
    const means = new Float64Array(k)
    const variances = new Float64Array(k)
    const masses = new Float64Array(k)
    for (let j = 0; j < k; j++) {
      const row = transition[j].reduce((sum, value) => sum + value, 0)
      for (let i = 0; i < k; i++) transition[j][i] /= row
      for (let t = 0; t < n; t++) {
        masses[j] += gamma[t][j]
        means[j] += gamma[t][j] * values[t]
      }
    }
    // One mean: each state's sum counts by how narrow the state is (the maximum given the variances before).
    if (commonMean) {
      let above = 0
      let below = 0
      for (let j = 0; j < k; j++) {
        above += means[j] / model.variances[j]
        below += masses[j] / model.variances[j]
      }
      means.fill(above / below)
    } else for (let j = 0; j < k; j++) means[j] /= masses[j]
    for (let j = 0; j < k; j++) {
      for (let t = 0; t < n; t++) variances[j] += gamma[t][j] * (values[t] - means[j]) ** 2
      variances[j] = Math.max(variances[j] / masses[j], 1e-12)
    }
    return { means, variances, transition, start: gamma[0] }
  }
  return { logLikelihood, next }
}

/** The same model with its states in rising order of variance: names must not change between refits. */
function ordered(model: HiddenMarkov): HiddenMarkov {
  const order = Array.from(model.variances, (_, i) => i).sort((a, b) => model.variances[a] - model.variances[b])
  return {
    means: Float64Array.from(order, (i) => model.means[i]),
    variances: Float64Array.from(order, (i) => model.variances[i]),
    transition: order.map((i) => Float64Array.from(order, (j) => model.transition[i][j])),
    start: Float64Array.from(order, (i) => model.start[i]),
  }
}

/** State probabilities at each value, given the values up to it. */
export function filterStates(values: Float64Array, model: HiddenMarkov): Filtered {
  return { kind: 'filtered', probabilities: forward(values, model).alpha }
}

/** State probabilities at each value, given all of them. */
export function smoothStates(values: Float64Array, model: HiddenMarkov): Smoothed {
  const { alpha, scales } = forward(values, model)
  const beta = backward(values, model, scales)
  return { kind: 'smoothed', probabilities: alpha.map((row, t) => row.map((value, j) => value * beta[t][j])) }
}

/** The likeliest sequence of states (Viterbi 1967): looks at the whole series. */
export function likeliestPath(values: Float64Array, model: HiddenMarkov): Int32Array {
  const k = model.means.length
  const n = values.length
  const back = Array.from({ length: n }, () => new Int32Array(k))
  const log = (t: number, j: number) =>
    -0.5 * (Math.log(2 * Math.PI * model.variances[j]) + (values[t] - model.means[j]) ** 2 / model.variances[j])
  let score = Float64Array.from({ length: k }, (_, j) => Math.log(model.start[j]) + log(0, j))
  for (let t = 1; t < n; t++) {
    const next = new Float64Array(k)
    for (let j = 0; j < k; j++) {
      let best = 0
      for (let i = 1; i < k; i++)
        if (score[i] + Math.log(model.transition[i][j]) > score[best] + Math.log(model.transition[best][j])) best = i
      back[t][j] = best
      next[j] = score[best] + Math.log(model.transition[best][j]) + log(t, j)
    }
    score = next
  }
  const path = new Int32Array(n)
  for (let j = 1; j < k; j++) if (score[j] > score[path[n - 1]]) path[n - 1] = j
  for (let t = n - 1; t > 0; t--) path[t - 1] = back[t][path[t]]
  return path
}
