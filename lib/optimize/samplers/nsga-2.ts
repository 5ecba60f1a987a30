import type { Random } from '#lib/stats/random.ts'
import type { Axis } from '../axes.ts'
import { rank, type Told } from '../ranking.ts'
import { chanceOf } from './random.ts'
import type { Sampler, Search } from './sampler.ts'
import { sobol } from './sobol.ts'

const crossoverIndex = 15
const mutationIndex = 20

const populationOf = ({ trials }: Search) => Math.max(8, Math.min(50, 2 * Math.floor(Math.sqrt(trials) / 1.5)))

/** Simulated binary crossover (Deb & Agrawal 1995) of one coordinate, bounded to [0, 1]. */
function cross(a: number, b: number, chance: Random): number {
  if (Math.abs(a - b) < 1e-12 || chance.uniform() < 0.5) return chance.uniform() < 0.5 ? a : b
  const u = chance.uniform()
  const spread = u <= 0.5 ? (2 * u) ** (1 / (crossoverIndex + 1)) : (1 / (2 * (1 - u))) ** (1 / (crossoverIndex + 1))
  const sign = chance.uniform() < 0.5 ? 1 : -1
  return Math.min(1, Math.max(0, 0.5 * (a + b + sign * spread * (b - a))))
}

/** Polynomial mutation (Deb & Goyal 1996) of one coordinate; a choice is drawn anew. */
function mutate(axis: Axis, place: number, chance: Random): number {
  if (!axis.ordered) return chance.uniform()
  const u = chance.uniform()
  const delta = u < 0.5 ? (2 * u) ** (1 / (mutationIndex + 1)) - 1 : 1 - (2 * (1 - u)) ** (1 / (mutationIndex + 1))
  return Math.min(1, Math.max(0, place + delta))
}

/**
 * NSGA-II (Deb, Pratap, Agarwal & Meyarivan 2002): the best of all trials so far, by Pareto layer and by standing alone,
 * are parents; binary tournaments, simulated binary crossover, polynomial mutation. Trials that break constraints come
 * after all that do not.
 */
export const nsga2: Sampler = {
  name: 'nsga-2',
  title: 'NSGA-II: a front of several objectives',
  batch: populationOf,
  suggest(search, told: readonly Told[]) {
    const size = populationOf(search)
    if (told.length < size) return sobol.suggest(search, told).slice(0, size - told.length)
    const parents = rank(told).slice(0, size)
    return Array.from({ length: size }, (_, k) => {
      const chance = chanceOf(search, told.length + k)
      // Parents stand in the order of their rank: the smaller index wins a tournament.
      const pick = () => told[parents[Math.min(chance.below(size), chance.below(size))]].places
      const [mother, father] = [pick(), pick()]
      const isCrossed = chance.uniform() < 0.9
      return Float64Array.from(search.axes, (axis, d) => {
        const place = !isCrossed
          ? mother[d]
          : axis.ordered
            ? cross(mother[d], father[d], chance)
            : chance.uniform() < 0.5
              ? mother[d]
              : father[d]
        return chance.uniform() < 1 / search.axes.length ? mutate(axis, place, chance) : place
      })
    })
  },
}
