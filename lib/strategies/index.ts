import type { Strategy } from '#lib/contracts/strategy.ts'
import { type Registry, registry } from '#lib/registry.ts'
import * as all from './all.ts'

/** Every strategy there is; one more is one file and one line in `all.ts`. */
export const strategies: Registry<Strategy> = registry<Strategy>(all)
