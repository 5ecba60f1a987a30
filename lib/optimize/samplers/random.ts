import { random as generator } from '#lib/stats/random.ts'
import type { Sampler, Search } from './sampler.ts'

/** A generator of its own for every trial, so that any trial can be drawn without those before it. */
export const chanceOf = (search: Search, trial: number) => generator((search.seed * 1_000_003 + trial * 7_919) >>> 0)

/** Independent draws (Bergstra & Bengio 2012: better than a grid when few parameters matter). */
export const random: Sampler = {
  name: 'random',
  title: 'Random draws',
  batch: () => 32,
  suggest(search, told) {
    return Array.from({ length: this.batch(search) }, (_, k) => {
      const chance = chanceOf(search, told.length + k)
      return Float64Array.from(search.axes, () => chance.uniform())
    })
  },
}
