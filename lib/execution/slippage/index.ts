import { type Registry, registry } from '#lib/registry.ts'
import * as all from './all.ts'
import type { SlippageModel } from './slippage.ts'

/** Every slippage model there is; one more is one file and one line in `all.ts`. */
export const slippageModels: Registry<SlippageModel> = registry<SlippageModel>(all)
