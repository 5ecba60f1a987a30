import { z } from 'zod'
import { indicator } from './indicator.ts'

/** Microprice. Stoikov 2018, first order: each price weighted by the size on the other side. */
export const microprice = indicator({
  name: 'microprice',
  title: 'Microprice',
  group: 'microstructure',
  inputs: ['bid', 'ask', 'bidSize', 'askSize'],
  outputs: ['microprice'],
  params: z.object({}),
  seeding: 'None.',
  source: 'Stoikov 2018, first order: each price weighted by the size on the other side.',
  first: () => 0,
  step() {
    return (bar, out) => {
      const size = bar.bidSize + bar.askSize
      out[0] = size === 0 ? (bar.bid + bar.ask) / 2 : (bar.bid * bar.askSize + bar.ask * bar.bidSize) / size
    }
  },
})
