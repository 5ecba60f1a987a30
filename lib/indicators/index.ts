import { type Registry, registry } from '#lib/registry.ts'
import * as all from './all.ts'
import type { Indicator } from './indicator.ts'

/** Every indicator there is; one more is one file and one line in `all.ts`. */
export const indicators: Registry<Indicator> = registry<Indicator>(all as Record<string, Indicator>)
