import { z } from 'zod'
import { Fault } from '#lib/fault.ts'
import type { Plugin } from '#lib/registry.ts'
import { differences, logs } from '../columns.ts'
import { collinearR2 } from '../engle-granger.ts'
import { line } from '../line.ts'

/** A test or model that people can ask for by name, on one or several series of prices. */
export interface Statistic<Params extends z.ZodType = z.ZodType> extends Plugin<Params> {
  /** Fewest and most series. */
  readonly series: readonly [number, number]
  readonly source: string
  /** @param prices columns on common times. The answer is plain data: numbers, lists, typed arrays. */
  run(prices: readonly Float64Array[], params: z.output<Params>): Record<string, unknown>
}

/** Keeps the type of the parameters while the value goes into a list. */
export function statistic<Params extends z.ZodType>(value: Statistic<Params>): Statistic<Params> {
  return value
}

export const views = ['log', 'price', 'return'] as const
/** What is tested: log prices, prices, or log returns. */
export const view = (value: (typeof views)[number]) =>
  z.enum(views).default(value).describe('Log prices, prices, or log returns')

export function seen(prices: Float64Array, as: (typeof views)[number]): Float64Array {
  return as === 'price' ? prices : as === 'log' ? logs(prices) : differences(logs(prices))
}

export const lagChoice = z.union([z.enum(['aic', 'bic', 't-stat']), z.int().min(0).max(200)])

/**
 * Logs of two series between which there is something to be seen.
 * @throws Fault `refused` when one is the other, or a power of it: what is left over is rounding, and every figure of it noise.
 */
export function twoLogs([a, b]: readonly Float64Array[]): [Float64Array, Float64Array] {
  const [y, x] = [logs(a), logs(b)]
  const { r2 } = line(y, x)
  if (r2 >= collinearR2) throw new Fault('refused', `they are nearly collinear (R² ${r2.toFixed(8)})`)
  return [y, x]
}
