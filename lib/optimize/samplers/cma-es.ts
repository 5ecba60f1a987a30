import { Fault } from '#lib/fault.ts'
import { eigenSymmetric, matrix } from '#lib/stats/matrix.ts'
import { rank, type Told } from '../ranking.ts'
import { chanceOf } from './random.ts'
import type { Sampler, Search } from './sampler.ts'

const populationOf = ({ axes }: Search) => 4 + Math.floor(3 * Math.log(axes.length))

interface Evolution {
  mean: Float64Array
  sigma: number
  /** Row by row. */
  covariance: Float64Array
  pathCovariance: Float64Array
  pathSigma: Float64Array
}

/** Square root of the covariance and its inverse, both symmetric. */
function roots(covariance: Float64Array, d: number) {
  const { values, vectors } = eigenSymmetric(matrix(d, d, covariance))
  const root = new Float64Array(d * d)
  const inverse = new Float64Array(d * d)
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) {
      for (let k = 0; k < d; k++) {
        const scale = Math.sqrt(Math.max(values[k], 1e-20))
        const product = vectors.data[i * d + k] * vectors.data[j * d + k]
        root[i * d + j] += product * scale
        inverse[i * d + j] += product / scale
      }
    }
  }
  return { root, inverse }
}

function times(m: Float64Array, v: ArrayLike<number>): Float64Array {
  const d = v.length
  return Float64Array.from({ length: d }, (_, i) => {
    let sum = 0
    for (let j = 0; j < d; j++) sum += m[i * d + j] * v[j]
    return sum
  })
}

/** One generation: mean, paths, covariance and step size move towards the better half (Hansen 2016, tutorial, table 1). */
function evolve(state: Evolution, generation: readonly Told[], count: number): void {
  const d = state.mean.length
  const lambda = generation.length
  const half = Math.floor(lambda / 2)
  const raw = Array.from({ length: half }, (_, i) => Math.log((lambda + 1) / 2) - Math.log(i + 1))
  const sum = raw.reduce((a, b) => a + b, 0)
  const weights = raw.map((weight) => weight / sum)
  const effective = 1 / weights.reduce((total, weight) => total + weight * weight, 0)
  const cs = (effective + 2) / (d + effective + 5)
  const ds = 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (d + 1)) - 1) + cs
  const cc = (4 + effective / d) / (d + 4 + (2 * effective) / d)
  const c1 = 2 / ((d + 1.3) ** 2 + effective)
  const cmu = Math.min(1 - c1, (2 * (effective - 2 + 1 / effective)) / ((d + 2) ** 2 + effective))
  const expected = Math.sqrt(d) * (1 - 1 / (4 * d) + 1 / (21 * d * d))
  const steps = rank(generation)
    .slice(0, half)
    .map((i) => generation[i].places.map((place, k) => (place - state.mean[k]) / state.sigma))
  const move = Float64Array.from({ length: d }, (_, k) =>
    weights.reduce((total, weight, i) => total + weight * steps[i][k], 0),
  )
  const { inverse } = roots(state.covariance, d)
  const white = times(inverse, move)
  for (let k = 0; k < d; k++) {
    state.mean[k] += state.sigma * move[k]
    state.pathSigma[k] = (1 - cs) * state.pathSigma[k] + Math.sqrt(cs * (2 - cs) * effective) * white[k]
  }
  const length = Math.hypot(...state.pathSigma)
  const hold = length / Math.sqrt(1 - (1 - cs) ** (2 * (count + 1))) < (1.4 + 2 / (d + 1)) * expected ? 1 : 0
  for (let k = 0; k < d; k++)
    state.pathCovariance[k] = (1 - cc) * state.pathCovariance[k] + hold * Math.sqrt(cc * (2 - cc) * effective) * move[k]
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) {
      const at = i * d + j
      let rankMu = 0
      for (let k = 0; k < half; k++) rankMu += weights[k] * steps[k][i] * steps[k][j]
      state.covariance[at] =
        (1 - c1 - cmu + (1 - hold) * c1 * cc * (2 - cc)) * state.covariance[at] +
        c1 * state.pathCovariance[i] * state.pathCovariance[j] +
        cmu * rankMu
    }
  }
  state.sigma = Math.min(1, state.sigma * Math.exp((cs / ds) * (length / expected - 1)))
}

/** How far a search has been followed: trials only ever come behind those that are there. */
const followed = new WeakMap<Search, { state: Evolution; generations: number }>()

function stateAfter(search: Search, told: readonly Told[]): Evolution {
  const d = search.axes.length
  const lambda = populationOf(search)
  const known = followed.get(search)
  if (known && known.generations * lambda <= told.length) {
    for (; (known.generations + 1) * lambda <= told.length; known.generations++)
      evolve(known.state, told.slice(known.generations * lambda, (known.generations + 1) * lambda), known.generations)
    return known.state
  }
  const covariance = new Float64Array(d * d)
  for (let i = 0; i < d; i++) covariance[i * d + i] = 1
  const state: Evolution = {
    mean: new Float64Array(d).fill(0.5),
    sigma: 0.3,
    covariance,
    pathCovariance: new Float64Array(d),
    pathSigma: new Float64Array(d),
  }
  followed.set(search, { state, generations: 0 })
  return stateAfter(search, told)
}

/**
 * Covariance matrix adaptation (Hansen & Ostermeier 2001; Hansen 2016): a normal cloud that moves, turns and shrinks
 * towards what is good. One objective. What would fall outside is drawn again; steps and choices are cells of [0, 1].
 */
export const cmaEs: Sampler = {
  name: 'cma-es',
  title: 'CMA-ES: a cloud that closes in',
  batch: populationOf,
  suggest(search, told) {
    if (search.objectives !== 1) throw new Fault('input', 'CMA-ES follows one objective; nsga-2 and tpe take several')
    const d = search.axes.length
    const lambda = populationOf(search)
    const state = stateAfter(search, told)
    const { root } = roots(state.covariance, d)
    const missing = lambda - (told.length % lambda)
    return Array.from({ length: missing }, (_, k) => {
      const chance = chanceOf(search, told.length + k)
      for (let attempt = 0; ; attempt++) {
        const step = times(
          root,
          Float64Array.from({ length: d }, () => chance.normal()),
        )
        const places = state.mean.map((mean, i) => mean + state.sigma * step[i])
        if (places.every((place) => place >= 0 && place <= 1)) return places
        if (attempt === 100) return places.map((place) => Math.min(1, Math.max(0, place)))
      }
    })
  },
}
