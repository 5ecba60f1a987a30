import { type Registry, registry } from '#lib/registry.ts'
import * as all from './all.ts'
import type { FeeModel } from './fees.ts'

/** Every cost model there is; one more is one file and one line in `all.ts`. */
export const feeModels: Registry<FeeModel> = registry<FeeModel>(all)
