import { z } from 'zod'
import { indicator } from './indicator.ts'

/** Quoted spread. Ask less bid, and in basis points of the middle. */
export const quotedSpread = indicator({
  name: 'quoted-spread',
  title: 'Quoted spread',
  group: 'microstructure',
  inputs: ['bid', 'ask'],
  outputs: ['spread', 'bps'],
  params: z.object({}),
  seeding: 'None.',
  source: 'Ask less bid, and in basis points of the middle.',
  first: () => 0,
  step() {
    return (bar, out) => {
      out[0] = bar.ask - bar.bid
      out[1] = (2e4 * out[0]) / (bar.ask + bar.bid)
    }
  },
})
