import { z } from 'zod'
import { backtestRequest } from './backtests.ts'
import type { DeflatedSharpe, Overfitting, SuperiorAbility } from './evidence.ts'
import type { Parameters } from './studies.ts'

/** How the next trial is chosen. */
export const samplers = ['grid', 'random', 'sobol', 'tpe', 'cma-es', 'nsga-2'] as const
export type SamplerName = (typeof samplers)[number]

const value = z.union([z.number(), z.string(), z.boolean()])

/** Values to try, in the order of their steps, or a range of numbers; `log` spaces it by factors. */
export const dimension = z.union([
  z.array(value).min(1).max(200),
  z
    .object({
      min: z.number(),
      max: z.number(),
      step: z.number().positive().optional(),
      integer: z.boolean().default(false),
      log: z.boolean().default(false),
    })
    .refine((range) => range.min < range.max, { path: ['max'], message: 'max must be above min' })
    .refine((range) => !range.log || range.min > 0, {
      path: ['min'],
      message: 'a logarithmic range starts above zero',
    }),
])
export type Dimension = z.infer<typeof dimension>

/** A trial that breaks one is kept and shown, and never the best. */
export const trialConstraint = z
  .object({
    /** A metric of the backtest, as `maxDrawdown` or `trades`. */
    metric: z.string().min(1),
    min: z.number().optional(),
    max: z.number().optional(),
  })
  .refine(({ min, max }) => min !== undefined || max !== undefined, { message: 'a constraint has min, max or both' })
export type TrialConstraint = z.infer<typeof trialConstraint>

export const optimisationRequest = backtestRequest.extend({
  sampler: z.enum(samplers).default('tpe'),
  /** Trials to run; a grid runs all of its own, at most this many. */
  trials: z.int().min(2).max(20_000).default(200),
  /** One, or two to four for a Pareto front. */
  objectives: z.array(z.string()).min(1).max(4).default(['sharpe']),
  /** By parameter; empty: the strategy's own search space. */
  space: z.record(z.string(), dimension).default({}),
  constraints: z.array(trialConstraint).max(16).default([]),
  /** Stops a trial early when, on the first part of the bars, it is worse than the median of those before it. */
  pruning: z.enum(['none', 'median']).default('none'),
  /** Share of the bars, at the end, that no trial sees: the winner is judged there. */
  holdout: z.number().min(0).max(0.8).default(0.25),
})
export type OptimisationRequest = z.infer<typeof optimisationRequest>
export type OptimisationRequestInput = z.input<typeof optimisationRequest>

export const trialStates = ['done', 'pruned', 'infeasible', 'refused'] as const
export type TrialState = (typeof trialStates)[number]

/** Figures of a trial on the bars it was chosen on. */
export interface TrialFigures {
  readonly sharpe: number | null
  readonly totalReturn: number
  readonly maxDrawdown: number
  readonly trades: number
  readonly winRate: number | null
}

export interface Trial {
  readonly n: number
  readonly params: Parameters
  readonly state: TrialState
  /** One an objective, larger is better; null where it cannot be judged. */
  readonly values: readonly (number | null)[]
  readonly figures: TrialFigures | null
  /** Why it was refused or what it breaks. */
  readonly note: string | null
}

export interface OptimisationResult {
  /** Number of the best trial by the first objective among those that break nothing; null when there is none. */
  readonly best: number | null
  /** Trials that no other beats in every objective. */
  readonly front: readonly number[]
  /** Combinations by what became of them; one that came again counts once. */
  readonly counts: Readonly<Record<TrialState, number>>
  /** The best trial on the bars that chose it and on those held back. */
  readonly inSample: TrialFigures | null
  readonly heldOut:
    | (TrialFigures & { readonly sharpeCi: readonly [number, number] | null; readonly bars: number })
    | null
  readonly deflatedSharpe: DeflatedSharpe | null
  readonly pbo: Overfitting | null
  readonly spa: SuperiorAbility | null
  /** Share of the variation of the first objective that each parameter explains by itself, 0 to 1. */
  readonly importance: Readonly<Record<string, number>>
  readonly notes: readonly string[]
}

/** What a trial notes that had the parameters of an earlier one: that one's result counts where it falls. */
export const noteOfRepeat = (n: number): string => `as trial ${n}`

/** Whether a trial only tells again what an earlier one with the same parameters told. */
export const isRepeat = ({ note }: { readonly note: string | null }): boolean => note?.startsWith('as trial ') ?? false
