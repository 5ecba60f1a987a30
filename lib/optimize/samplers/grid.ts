import { Fault } from '#lib/fault.ts'
import { sizeOf } from '../axes.ts'
import { largestGrid } from '../space.ts'
import type { Sampler } from './sampler.ts'

/** Every combination, the last parameter fastest. */
export const grid: Sampler = {
  name: 'grid',
  title: 'Grid: every combination',
  batch: () => 64,
  suggest(search, told) {
    const size = sizeOf(search.axes)
    if (!(size <= largestGrid))
      throw new Fault('input', `A grid needs values or steps, and at most ${largestGrid} combinations`, {
        hint: 'Give the ranges steps, or choose another sampler',
      })
    const count = Math.max(0, Math.min(this.batch(search), size - told.length))
    return Array.from({ length: count }, (_, k) => {
      let rest = told.length + k
      const places = new Float64Array(search.axes.length)
      for (let i = search.axes.length - 1; i >= 0; i--) {
        const { size: cells } = search.axes[i]
        places[i] = ((rest % cells) + 0.5) / cells
        rest = Math.floor(rest / cells)
      }
      return places
    })
  },
}
