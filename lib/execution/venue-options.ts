import { z } from 'zod'
import type { ExecutionOptions } from '#lib/contracts/orders.ts'
import type { Fees } from './fees/fees.ts'
import type { BarView } from './hit.ts'
import type { Slippage } from './slippage/slippage.ts'

/** What a simulated venue is made of. */
export interface SimulatedVenueOptions {
  readonly symbols: readonly string[]
  readonly slippage: Slippage
  readonly fees: Fees
  readonly participation: number
  readonly ambiguity: ExecutionOptions['ambiguity']
  /** Market orders fill at the close of the next bar instead of its open. */
  readonly marketAtClose: boolean
  /** Steps of quantity and of price of each leg, as decimal strings. */
  readonly lots?: readonly (string | undefined)[]
  readonly ticks?: readonly (string | undefined)[]
  /** Session of an instant at the venue of each leg, for DAY orders; without it days of UTC. */
  readonly sessions?: readonly ((ts: number) => number)[]
  /** Signed position of a leg, as far as it is the order's, for reduce-only orders. */
  readonly position: (leg: number, clientId: string) => number
  /** Worth of one unit of the leg's currency in that of the account, for fees. */
  readonly rate?: (leg: number) => number
  /** Orders arrive this much after the close of the bar that gave rise to them. */
  readonly latencyMs?: number
  /** Length of a bar. */
  readonly barMs?: number
  readonly minNotional?: number
  /** The finer bars of which the bar of a leg is made; null where there are none. */
  readonly detail?: (leg: number, ts: number) => readonly BarView[] | null
  /** What `save` gave. */
  readonly saved?: unknown
}

export const savedVenue = z.object({
  counts: z.object({
    orders: z.int(),
    fills: z.int(),
    partialFills: z.int(),
    rejected: z.int(),
    expired: z.int(),
    ambiguousBars: z.int(),
  }),
  trades: z.int(),
  clock: z.number().nullable(),
  recent: z.object({ closes: z.array(z.array(z.number())), seen: z.array(z.number()) }),
  orders: z.unknown(),
})
