import { z } from 'zod'
import { indicator } from './indicator.ts'

/** Depth imbalance. Bid less ask size over their sum: −1 to 1. */
export const depthImbalance = indicator({
  name: 'depth-imbalance',
  title: 'Depth imbalance',
  group: 'microstructure',
  inputs: ['bidSize', 'askSize'],
  outputs: ['imbalance'],
  params: z.object({}),
  seeding: 'None.',
  source: 'Bid less ask size over their sum: −1 to 1.',
  first: () => 0,
  step() {
    return (bar, out) => {
      const size = bar.bidSize + bar.askSize
      out[0] = size === 0 ? 0 : (bar.bidSize - bar.askSize) / size
    }
  },
})
