import { z } from 'zod'
import type { OrderWish } from '#lib/contracts/strategy.ts'
import { rollingMean } from '#lib/indicators/parts.ts'
import { orderStrategy } from './ordering.ts'
import { exposure } from './sides.ts'
import { figure } from './words.ts'

const params = z
  .object({
    window: z.int().min(2).max(10_000).default(50).describe('Bars of the mean that the grid hangs on'),
    stepBps: z.number().min(1).max(5_000).default(150).describe('Distance between two lines, in basis points'),
    lines: z.int().min(1).max(100).default(5).describe('Lines below the mean, and equal parts that are bought'),
    limit: z.int().min(1).max(1_000).default(8).describe('Give up this many lines below the mean'),
    exposure,
  })
  .refine((p) => p.limit > p.lines, { path: ['limit'], message: 'limit must lie below the last line' })
  .refine((p) => p.limit * p.stepBps < 10_000, { path: ['limit'], message: 'the last line must lie above zero' })

/** Lines hang here; bars to wait after giving up; 1 while giving up; lines below the anchor at the last close. */
const [anchor, wait, giving, depth] = [0, 1, 2, 3]

/** Names of the orders of one line in one round, and how far it lies below the anchor: written once, asked for every bar. */
interface Tags {
  readonly round: number
  readonly buy: string
  readonly sell: string
  readonly below: string
}
const tagsOf = (k: number, round: number, stepBps: number): Tags => ({
  round,
  buy: `buy ${k} #${round}`,
  sell: `sell ${k} #${round}`,
  below: figure((k * stepBps) / 100),
})

/** What rounding of quantities may leave of a part. */
const crumb = 1e-9

/**
 * A grid of orders: a post-only limit to buy one part rests at each line below the price, and one to sell it at the line
 * above, from its purchase on. The grid hangs on the mean as long as nothing is held, and stays where it is from the first
 * purchase on; a stop below its last line gives everything up, and it waits as many bars as its mean has.
 */
export const grid = orderStrategy({
  name: 'grid',
  title: 'Grid of limits below the mean',
  params,
  legs: [1, 1],
  space: { stepBps: [75, 150, 300], lines: [3, 5, 7] },
  warmup: (p) => p.window - 1,
  init: (p, memory) => ({
    p,
    mean: rollingMean(memory, p.window),
    state: memory.take(4),
    // Units bought and sold at each line, and how often it has come round: every round has names of its own.
    bought: memory.take(p.lines + 1),
    sold: memory.take(p.lines + 1),
    round: memory.take(p.lines + 1),
    tags: [] as Tags[],
  }),
  next({ mean, state, bought, sold, round, tags }, market, p, holding) {
    const close = market.close[0]
    if (!(close > 0)) return null
    const average = mean(close)
    if (Number.isNaN(average)) return null
    if (holding.isFlat) state[anchor] = average
    state[depth] = ((1 - close / state[anchor]) * 1e4) / p.stepBps
    const line = (k: number) => state[anchor] * (1 - (k * p.stepBps) / 1e4)
    const from = figure(state[anchor])
    const words = `${figure(state[depth])} lines below ${from}`
    const orders: OrderWish[] = []
    const { isFlat } = holding
    if (!isFlat)
      orders.push({
        tag: 'give up',
        leg: 0,
        side: 'sell',
        type: 'stop',
        quantity: 'held',
        stop: line(p.limit),
        reason: `beyond the limit, ${p.limit} lines down`,
      })
    if (isFlat && state[wait] > 0) {
      state[wait]--
      return { orders, reason: `${words}: waiting after giving up` }
    }
    let parts = 0
    for (let k = 1; k <= p.lines; k++) {
      if (tags[k]?.round !== round[k]) tags[k] = tagsOf(k, round[k], p.stepBps)
      const { buy, sell, below } = tags[k]
      if (bought[k] > 0) {
        parts++
        orders.push({
          tag: sell,
          leg: 0,
          side: 'sell',
          type: 'limit',
          quantity: bought[k],
          limit: line(k - 1),
          reduceOnly: true,
          reason: `part ${k} sold at the line above it`,
        })
      }
      // A line above the price has been missed: it is bought when the price comes down to it again.
      if (state[giving] === 1 || (bought[k] === 0 && line(k) >= close)) continue
      orders.push({
        tag: buy,
        leg: 0,
        side: 'buy',
        type: 'limit',
        size: p.exposure / p.lines,
        limit: line(k),
        postOnly: true,
        reason: `part ${k} bought at its line, ${from} less ${below} %`,
      })
    }
    return { orders, reason: `${words}: ${parts} of ${p.lines} parts`, strength: parts / p.lines }
  },
  filled({ p, state, bought, sold, round }, { tag, quantity, held }) {
    const [name, part] = tag?.split(' ') ?? []
    const k = Number(part)
    if (name === 'buy') bought[k] += quantity
    if (name === 'sell') sold[k] -= quantity
    if (name === 'give') state[giving] = 1
    // Given up, or taken away by others.
    const isOver = held === 0 && (state[giving] === 1 || name !== 'sell')
    if (isOver) {
      state[giving] = 0
      state[wait] = p.window
    }
    for (let line = 1; line <= p.lines; line++) {
      const isSold = bought[line] > 0 && sold[line] >= bought[line] * (1 - crumb)
      if (!isSold && !isOver) continue
      bought[line] = 0
      sold[line] = 0
      round[line]++
    }
  },
  readings({ state, bought }) {
    let parts = 0
    for (let k = 1; k < bought.length; k++) if (bought[k] > 0) parts++
    const isKnown = state[anchor] !== 0
    return { depth: isKnown ? state[depth] : Number.NaN, parts, anchor: isKnown ? state[anchor] : Number.NaN }
  },
})
