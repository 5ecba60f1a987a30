import { type Registry, registry } from '#lib/registry.ts'
import * as all from './all.ts'
import type { Statistic } from './statistic.ts'

/** Every statistic that can be asked for by name; one more is one value and one line in `all.ts`. */
export const statistics: Registry<Statistic> = registry<Statistic>(all as Record<string, Statistic>)
