import type { z } from 'zod'
import type { Plugin } from '#lib/registry.ts'

/** A fill to be charged. The object is reused: copy what you keep. */
export interface Charge {
  /** Price × quantity, positive. */
  value: number
  /** Units, positive. */
  quantity: number
  maker: boolean
}

/** Fee of one fill in account currency. One that remembers what was traded before says so with `save`. */
export interface Fees {
  (charge: Readonly<Charge>): number
  /** What `create` takes to go on from here, as JSON. */
  save?(): unknown
}

/** A cost model is one file that exports one of these, and one line in `all.ts`. */
export interface FeeModel<Params extends z.ZodType = z.ZodType> extends Plugin<Params> {
  create(params: z.output<Params>, saved?: unknown): Fees
}
