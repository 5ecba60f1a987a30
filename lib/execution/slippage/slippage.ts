import type { z } from 'zod'
import type { Plugin } from '#lib/registry.ts'

/** What a fill that takes liquidity may be judged by. The object is reused: copy what you keep. */
export interface Taking {
  /** Before slippage. */
  price: number
  /** Units, positive. */
  quantity: number
  /** Of the bar; NaN where it is not known. */
  volume: number
  /** High less low of the bar, in the unit of the price; NaN where it is not known. */
  range: number
  /** Deviation of returns a bar, of the bars before this one; NaN until known. */
  sigma: number
}

/** Share of the price by which the fill is worse, never negative. */
export type Slippage = (taking: Readonly<Taking>) => number

/** A slippage model is one file that exports one of these, and one line in `all.ts`. */
export interface SlippageModel<Params extends z.ZodType = z.ZodType> extends Plugin<Params> {
  create(params: z.output<Params>): Slippage
}
