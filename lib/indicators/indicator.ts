import { z } from 'zod'
import type { Plugin } from '#lib/registry.ts'
import { type Memory, memory, type Saved } from './memory.ts'

/** What one step may read. Fields that a source does not have are NaN. The object is reused: copy what you keep. */
export interface IndicatorBar {
  ts: number
  open: number
  high: number
  low: number
  close: number
  volume: number
  /** Best bid and ask with their sizes, for what reads the book. */
  bid: number
  ask: number
  bidSize: number
  askSize: number
}

export type IndicatorInput = Exclude<keyof IndicatorBar, 'ts'>
export const indicatorGroups = [
  'average',
  'momentum',
  'trend',
  'band',
  'volatility',
  'volume',
  'microstructure',
  'statistic',
] as const
export type IndicatorGroup = (typeof indicatorGroups)[number]

/** One indicator at work on one series. */
export interface IndicatorRun {
  /** Takes the next bar and writes one value an output; NaN before the first defined one. */
  next(bar: IndicatorBar, out: Float64Array): void
  /** Everything that is needed to go on after a restart, as JSON. */
  save(): Saved
}

export interface Indicator<Params extends z.ZodType = z.ZodType> extends Plugin<Params> {
  readonly group: IndicatorGroup
  readonly inputs: readonly IndicatorInput[]
  readonly outputs: readonly string[]
  /** How it starts: what stands in for the past that is not there. */
  readonly seeding: string
  /** Who defined it, and the formula where there is more than one. */
  readonly source: string
  /** Index of the first bar with all outputs defined. */
  first(params: z.output<Params>): number
  /** Bars until a different past no longer moves the value by 1e-8 of it; null: it never forgets. */
  settled(params: z.output<Params>): number | null
  create(params: z.output<Params>, saved?: Saved): IndicatorRun
  /** The same over whole columns at once, where that is faster; equal to the fold of the step to rounding. */
  batch?(params: z.output<Params>, columns: BatchColumns, out: readonly Float64Array[]): void
}

/** Columns of one length. What an indicator does not read may be empty. */
export type BatchColumns = { readonly [K in keyof IndicatorBar]: Float64Array }

interface Definition<Params extends z.ZodType> extends Omit<Indicator<Params>, 'create' | 'settled'> {
  settled?(params: z.output<Params>): number | null
  step(params: z.output<Params>, memory: Memory): (bar: IndicatorBar, out: Float64Array) => void
}

/** Makes an indicator of its step: the memory that the step takes its cells from is what is saved and restored. */
export function indicator<Params extends z.ZodType>(definition: Definition<Params>): Indicator<Params> {
  const { step, ...rest } = definition
  return {
    ...rest,
    settled: definition.settled ?? ((params) => definition.first(params)),
    create(params, saved) {
      const cells = memory(saved)
      const next = step(params, cells)
      return { next, save: cells.save }
    },
  }
}

/** A number of bars. */
export const bars = (value: number, description = 'Bars in the window') =>
  z.int().min(1).max(10_000).default(value).describe(description)

/** Bars until the weight of the past in an exponential average with weight `alpha` has fallen to 1e-8. */
export function forgets(alpha: number): number {
  return Math.ceil(Math.log(1e-8) / Math.log1p(-alpha))
}
