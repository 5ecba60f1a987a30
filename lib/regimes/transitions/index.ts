import { type Registry, registry } from '#lib/registry.ts'
import type { ParameterTransitionStrategy } from '../transition.ts'
import * as all from './all.ts'

/** Every way from one set of parameters to another; one more is one file and one line in `all.ts`. */
export const transitions: Registry<ParameterTransitionStrategy> = registry<ParameterTransitionStrategy>(all)
