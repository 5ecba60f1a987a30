import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { rollingSum } from './parts.ts'

/** Order-flow imbalance. Cont, Kukanov & Stoikov 2014. */
export const orderFlowImbalance = indicator({
  name: 'order-flow-imbalance',
  title: 'Order-flow imbalance',
  group: 'microstructure',
  inputs: ['bid', 'ask', 'bidSize', 'askSize'],
  outputs: ['flow'],
  params: z.object({ period: bars(20) }),
  seeding: 'Needs the quote before.',
  source: 'Cont, Kukanov & Stoikov 2014.',
  first: (p) => p.period,
  step(p, m) {
    const before = m.take(4, Number.NaN)
    const sum = rollingSum(m, p.period)
    return (bar, out) => {
      let flow = Number.NaN
      if (!Number.isNaN(before[0])) {
        const bid = (bar.bid >= before[0] ? bar.bidSize : 0) - (bar.bid <= before[0] ? before[2] : 0)
        const ask = (bar.ask <= before[1] ? bar.askSize : 0) - (bar.ask >= before[1] ? before[3] : 0)
        flow = bid - ask
      }
      before[0] = bar.bid
      before[1] = bar.ask
      before[2] = bar.bidSize
      before[3] = bar.askSize
      out[0] = sum(flow)
    }
  },
})
