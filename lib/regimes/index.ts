import { type Registry, registry } from '#lib/registry.ts'
import * as all from './all.ts'
import type { RegimeDetector } from './detector.ts'

/** Every detector there is; one more is one file and one line in `all.ts`. */
export const regimeDetectors: Registry<RegimeDetector> = registry<RegimeDetector>(all)
