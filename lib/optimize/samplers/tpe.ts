import { normalCdf } from '#lib/stats/distributions.ts'
import type { Random } from '#lib/stats/random.ts'
import type { Axis } from '../axes.ts'
import { rank } from '../ranking.ts'
import { chanceOf } from './random.ts'
import type { Sampler, Search } from './sampler.ts'
import { sobol } from './sobol.ts'

const startUp = 10
const candidates = 24
const most = 25

/** The others are known well enough by the newest of them; time a suggestion takes stays bounded. */
const mostRest = 500

/** Index drawn with these weights. */
function drawn(weights: ArrayLike<number>, total: number, chance: Random): number {
  let rest = chance.uniform() * total
  for (let i = 0; i < weights.length; i++) {
    rest -= weights[i]
    if (rest < 0) return i
  }
  return weights.length - 1
}

/** One coordinate's density: a mixture of truncated normals about the trials, and one wide one for what is not known. */
interface Density {
  draw(chance: Random): number
  log(place: number): number
}

const sqrt2Pi = Math.sqrt(2 * Math.PI)

/**
 * Parzen estimator on [0, 1] (Bergstra et al. 2011): the width of each kernel is the larger gap to its neighbours, no
 * smaller than 1 / min(100, n + 1) of the span (Watanabe 2023 calls it magic clipping), and a prior over the whole span
 * counts as one trial. Older trials weigh less once there are more than 25.
 */
function ordered(places: readonly number[]): Density {
  const n = places.length
  const all = [
    ...places.map((place, i) => ({ place, age: n - 1 - i, isPrior: false })),
    { place: 0.5, age: 0, isPrior: true },
  ]
  const sorted = all.toSorted((a, b) => a.place - b.place)
  const narrowest = 1 / Math.min(100, n + 2)
  const weightOf = (age: number) => (age < most ? 1 : Math.max(1 / n, 1 - (age - most + 1) / n))
  const kernels = sorted.map(({ place, age, isPrior }, i) => {
    const left = i === 0 ? place : place - sorted[i - 1].place
    const right = i === sorted.length - 1 ? 1 - place : sorted[i + 1].place - place
    const width = isPrior ? 1 : Math.min(1, Math.max(left, right, narrowest))
    const inside = normalCdf((1 - place) / width) - normalCdf(-place / width)
    return { place, width, weight: weightOf(age), inside }
  })
  const weights = kernels.map(({ weight }) => weight)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return {
    draw(chance) {
      const kernel = kernels[drawn(weights, total, chance)]
      for (let attempt = 0; attempt < 64; attempt++) {
        const place = kernel.place + kernel.width * chance.normal()
        if (place >= 0 && place <= 1) return place
      }
      return chance.uniform()
    },
    log(at) {
      let density = 0
      for (const { place, width, weight, inside } of kernels) {
        const u = (at - place) / width
        density += (weight * Math.exp(-0.5 * u * u)) / (width * sqrt2Pi * inside)
      }
      return Math.log(density / total)
    },
  }
}

/** Counts of each choice, one of each given beforehand. */
function unordered(places: readonly number[], size: number): Density {
  const counts = new Float64Array(size).fill(1)
  for (const place of places) counts[Math.min(size - 1, Math.floor(place * size))] += 1
  const total = places.length + size
  return {
    draw: (chance) => (drawn(counts, total, chance) + 0.5) / size,
    log: (place) => Math.log(counts[Math.min(size - 1, Math.floor(place * size))] / total),
  }
}

const densityOf = (axis: Axis, places: readonly number[]) =>
  axis.ordered ? ordered(places) : unordered(places, axis.size)

/**
 * Tree-structured Parzen estimator (Bergstra, Bardenet, Bengio & Kégl 2011): the best ⌈n/10⌉ trials, at most 25, give one
 * density, the others a second; of 24 draws from the first, the one that the first likes most and the second least is
 * tried. Several objectives are split by Pareto layers. The first ten trials cover the space evenly.
 */
export const tpe: Sampler = {
  name: 'tpe',
  title: 'TPE: learns where it is good',
  batch: () => 4,
  suggest(search: Search, told) {
    if (told.length < startUp) return sobol.suggest(search, told).slice(0, startUp - told.length)
    const order = rank(told)
    const good = new Set(order.slice(0, Math.min(most, Math.ceil(0.1 * told.length))))
    const split = (inside: boolean) => [...told.keys()].filter((i) => good.has(i) === inside)
    const [above, below] = [split(true), split(false).slice(-mostRest)]
    const densities = search.axes.map((axis, d) => ({
      good: densityOf(
        axis,
        above.map((i) => told[i].places[d]),
      ),
      rest: densityOf(
        axis,
        below.map((i) => told[i].places[d]),
      ),
    }))
    return Array.from({ length: this.batch(search) }, (_, k) => {
      const chance = chanceOf(search, told.length + k)
      const places = new Float64Array(search.axes.length)
      for (const [d, density] of densities.entries()) {
        let best = Number.NEGATIVE_INFINITY
        for (let i = 0; i < candidates; i++) {
          const place = density.good.draw(chance)
          const gain = density.good.log(place) - density.rest.log(place)
          if (gain > best) {
            best = gain
            places[d] = place
          }
        }
      }
      return places
    })
  },
}
