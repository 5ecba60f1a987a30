import { z } from 'zod'
import { symbol } from './common.ts'

export const orderSides = ['buy', 'sell'] as const
export type OrderSide = (typeof orderSides)[number]

export const orderTypes = [
  'market',
  'limit',
  'stop',
  'stop-limit',
  'trailing-stop',
  'market-on-open',
  'market-on-close',
] as const
export type OrderType = (typeof orderTypes)[number]

/** Until cancelled; at once or not at all, in part or only whole; until an instant; until the end of the day. */
export const timesInForce = ['GTC', 'IOC', 'FOK', 'GTD', 'DAY'] as const
export type TimeInForce = (typeof timesInForce)[number]

export const orderStates = [
  'planned',
  'reserved',
  'submitting',
  'accepted',
  'partially-filled',
  'filled',
  'cancel-pending',
  'cancelled',
  'rejected',
  'expired',
  'unknown',
] as const
export type OrderState = (typeof orderStates)[number]

const positive = z.number().positive().finite()

/** What is asked of a venue. Prices in the currency of the quote, quantity in units and always positive. */
export const orderRequest = z
  .object({
    /** Made by us, the same for the same intent, so that an answer that got lost can be asked for. */
    clientId: z.string().min(1).max(64),
    symbol,
    side: z.enum(orderSides),
    type: z.enum(orderTypes),
    quantity: positive,
    /** Limit of a limit or stop-limit order. */
    price: positive.optional(),
    /** Trigger of a stop or stop-limit order. */
    stopPrice: positive.optional(),
    /** Distance of a trailing stop from the best price since it was placed. */
    trailBy: positive.optional(),
    timeInForce: z.enum(timesInForce).default('GTC'),
    /** End of a GTD order, UTC milliseconds. */
    goodTill: z.int().optional(),
    /** Refused when it would take instead of make. */
    postOnly: z.boolean().default(false),
    /** Never beyond flat. */
    reduceOnly: z.boolean().default(false),
    /** Sleeps until this order has filled (one triggers the other). */
    parentId: z.string().min(1).max(64).optional(),
    /** What one of the group fills, the others lose, each by its own size (one cancels the other). */
    ocoGroup: z.string().min(1).max(64).optional(),
  })
  .superRefine((order, context) => {
    for (const [path, message] of orderRequestErrors(order)) context.addIssue({ code: 'custom', path: [path], message })
  })
export type OrderRequest = z.infer<typeof orderRequest>
export type OrderRequestInput = z.input<typeof orderRequest>

type Fields = Pick<
  OrderRequest,
  'type' | 'price' | 'stopPrice' | 'trailBy' | 'timeInForce' | 'goodTill' | 'postOnly' | 'parentId' | 'clientId'
>

function check(errors: [string, string][], type: string, path: string, value: unknown, needed: boolean): void {
  if (needed === (value !== undefined)) return
  errors.push([path, needed ? `a ${type} order needs it` : `a ${type} order has none`])
}

/** Each field that its type needs or forbids, with the reason. */
export function orderRequestErrors(order: Fields): [path: string, message: string][] {
  const errors: [string, string][] = []
  const { type } = order
  check(errors, type, 'price', order.price, type === 'limit' || type === 'stop-limit')
  check(errors, type, 'stopPrice', order.stopPrice, type === 'stop' || type === 'stop-limit')
  check(errors, type, 'trailBy', order.trailBy, type === 'trailing-stop')
  const immediate = order.timeInForce === 'IOC' || order.timeInForce === 'FOK'
  if (immediate && type !== 'market' && type !== 'limit')
    errors.push(['timeInForce', `${order.timeInForce} goes with market and limit orders only`])
  if ((order.timeInForce === 'GTD') !== (order.goodTill !== undefined))
    errors.push(['goodTill', order.goodTill === undefined ? 'GTD needs it' : `${order.timeInForce} has none`])
  if (order.postOnly && (type !== 'limit' || immediate))
    errors.push(['postOnly', 'only a limit order that may rest can be post-only'])
  if (order.parentId === order.clientId) errors.push(['parentId', 'an order cannot trigger itself'])
  return errors
}

export const liquidities = ['maker', 'taker'] as const
export type Liquidity = (typeof liquidities)[number]

/** One execution. `tradeId` is the venue's: the same twice is the same fill told twice. */
export const fill = z.object({
  tradeId: z.string().min(1),
  clientId: z.string().min(1),
  symbol,
  side: z.enum(orderSides),
  quantity: positive,
  price: positive,
  /** In the currency of the account; negative is a rebate. */
  fee: z.number().finite(),
  liquidity: z.enum(liquidities),
  ts: z.number(),
})
export type Fill = z.infer<typeof fill>

/** A model by name with its parameters, which the model's own schema checks. */
const chosen = (name: string) =>
  z.object({ name: z.string().min(1).default(name), params: z.record(z.string(), z.unknown()).default({}) })

/** How orders meet the market in a simulation. Nothing here is free by default. */
export const executionOptions = z.object({
  /** Without one: `costs.slippageBps` and, where volumes are known, the square-root impact of `costs.impact`. */
  slippage: chosen('fixed-bps').optional(),
  /** Without one: of value, by `costs.commissionBps`. */
  fees: chosen('maker-taker').optional(),
  /** Largest share of a bar's volume that is taken; what is left waits for the next bar. */
  participation: z
    .number()
    .gt(0)
    .max(1)
    .default(0.1)
    .describe('Largest share of the volume of a bar that is taken; the rest waits'),
  /** An order of the close of a bar arrives this much later: at the first bar that opens no sooner. */
  latencyMs: z
    .int()
    .min(0)
    .max(86_400_000)
    .default(0)
    .describe('How much later than the close an order arrives, in milliseconds'),
  /** Orders below this value are refused, unless they only reduce; in the currency of the quote. */
  minNotional: z
    .number()
    .min(0)
    .max(1e9)
    .default(0)
    .describe('Orders below this value are refused, unless they only reduce'),
  /** Cost of changing money for instruments quoted in another currency, in basis points of the value. */
  conversionBps: z.number().min(0).max(1_000).default(2).describe('Cost of changing money, in basis points'),
  /** When stop and target lie inside one bar: the stop, or whichever the likely path of the bar meets first. */
  ambiguity: z.enum(['pessimistic', 'adaptive']).default('pessimistic'),
  /** Fee for borrowing what is sold short, a year, in basis points of its value. */
  borrowBps: z
    .number()
    .min(0)
    .max(100_000)
    .default(50)
    .describe('Fee for borrowing what is sold short, a year, in basis points'),
  /** Paid by longs to shorts of perpetual swaps every eight hours, in basis points; negative: the other way. */
  fundingBps: z
    .number()
    .min(-1_000)
    .max(1_000)
    .default(1)
    .describe('Paid by longs to shorts of perpetual swaps every eight hours, in basis points'),
  /** Largest gross exposure over equity at a decision. */
  leverage: z.number().gt(0).max(125).default(2).describe('Largest gross exposure over equity at a decision'),
  /** Equity over gross exposure below which everything is sold by force. */
  maintenance: z
    .number()
    .min(0)
    .max(1)
    .default(0.05)
    .describe('Equity over exposure below which everything is sold by force'),
  /** Penalty on the value sold by force, in basis points. */
  liquidationBps: z
    .number()
    .min(0)
    .max(1_000)
    .default(50)
    .describe('Penalty on what is sold by force, in basis points'),
})
export type ExecutionOptions = z.infer<typeof executionOptions>

/** What happened to the orders of a run. */
export const executionSummary = z.object({
  orders: z.int(),
  fills: z.int(),
  partialFills: z.int(),
  rejected: z.int(),
  expired: z.int(),
  /** Bars in which stop and target both lay. */
  ambiguousBars: z.int(),
  liquidations: z.int(),
  fees: z.number(),
  slippage: z.number(),
  borrow: z.number(),
  funding: z.number(),
  /** Paid for changing money; missing in runs from before there was any. */
  conversion: z.number().optional(),
})
export type ExecutionSummary = z.infer<typeof executionSummary>
