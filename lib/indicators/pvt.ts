import { z } from 'zod'
import { indicator } from './indicator.ts'
import { previous } from './parts.ts'

/** Price volume trend. Volume times relative change, summed. */
export const pvt = indicator({
  name: 'pvt',
  title: 'Price volume trend',
  group: 'volume',
  inputs: ['close', 'volume'],
  outputs: ['pvt'],
  params: z.object({}),
  seeding: 'Zero at the first bar.',
  source: 'Volume times relative change, summed.',
  first: () => 0,
  settled: () => null,
  step(_, m) {
    const before = previous(m)
    const s = m.take(1)
    return (bar, out) => {
      const last = before(bar.close)
      if (!Number.isNaN(last)) s[0] += bar.volume * (bar.close / last - 1)
      out[0] = s[0]
    }
  },
})
