import { z } from 'zod'
import type {
  Decision,
  Market,
  SignalKind,
  Strategy,
  StrategyContext,
  StrategyFill,
  StrategyOrderEvent,
} from '#lib/contracts/strategy.ts'
import { Fault } from '#lib/fault.ts'
import { type Memory, memory } from '#lib/indicators/memory.ts'
import { type Registry, registry, unknownParameter } from '#lib/registry.ts'
import * as all from './all.ts'

/** Strategies that are made of others: these do not stand inside one another. */
const made = ['composite', 'multi-timeframe', 'regime-switch', 'adaptive']

let known: Registry<Strategy> | null = null
/** Asked late: this file is itself part of what the list lists. */
const strategies = (): Registry<Strategy> => {
  known ??= registry<Strategy>(all as unknown as Record<string, Strategy>)
  return known
}

/** A strategy by name with parameters, checked by its own schema, for one that passes on the orders of what it is made of. */
export const innerChoice = (strategy: string) =>
  z
    .object({
      strategy: z.string().min(1).default(strategy).describe('Name of a strategy'),
      params: z.record(z.string(), z.unknown()).default({}).describe('Its parameters; what is left out is its default'),
    })
    .superRefine((choice, context) => {
      for (const { path, message } of innerErrors(choice.strategy, choice.params))
        context.addIssue({ code: 'custom', path, message })
    })

/** What is wrong with an inner strategy, at the field where it is wrong. @param votes where many hold one position together */
export function innerErrors(name: string, params: unknown, votes = false): { path: string[]; message: string }[] {
  const list = strategies()
  const usable = list.names.filter((one) => !made.includes(one))
  if (!usable.includes(name))
    return [{ path: ['strategy'], message: `there is no "${name}" to be used here. Known: ${usable.join(', ')}` }]
  const plugin = list.get(name)
  const unknown = unknownParameter(plugin, (params ?? {}) as Record<string, unknown>)
  if (unknown !== null) return [{ path: ['params', unknown], message: `${name} has no parameter "${unknown}"` }]
  const parsed = plugin.params.safeParse(params)
  // Followed in thought it has no fills, and without fills it does not know where it stands.
  if (votes && parsed.success && plugin.places?.(parsed.data as never))
    return [{ path: ['strategy'], message: `${name} places orders of its own: a vote is on weights, not on orders` }]
  return (parsed.error?.issues ?? []).map(({ path, message }) => ({ path: ['params', ...path.map(String)], message }))
}

export const innerWarmup = ({ strategy, params }: { strategy: string; params: unknown }): number => {
  const plugin = strategies().get(strategy)
  return plugin.warmup(plugin.params.parse(params) as never)
}

/** Whether it decides by orders: then it is followed by its fills, when it is its turn. */
export const innerPlaces = ({ strategy, params }: { strategy: string; params: unknown }): boolean => {
  if (!strategies().has(strategy)) return false
  const plugin = strategies().get(strategy)
  const parsed = plugin.params.safeParse(params)
  return parsed.success && (plugin.places?.(parsed.data as never) ?? false)
}

/** A strategy that is followed in thought: what it would hold now, whoever holds it; or one that places orders. */
export interface Inner {
  step(market: Market): void
  /** Share of each leg it wants, as of its last decision. */
  readonly weights: Float64Array
  /** Of its last decision; 1 before the first. */
  readonly strength: number
  readonly reason: string
  readonly places: boolean
  /** What it has just decided; null: nothing new. */
  readonly decision: Decision | null
  /** For one that places orders: of those that are its own. */
  onFill(fill: StrategyFill): void
  onOrder(event: StrategyOrderEvent): void
  /** Its position was taken away by others. */
  drop(fill: StrategyFill): void
  save(): unknown
}

const savedInner = z.object({
  run: z.unknown(),
  weights: z.array(z.number()),
  strength: z.number(),
  reason: z.string(),
})

/** @throws Fault `input` when it takes another number of symbols, or for a state that is none of its own. */
export function innerRun(
  { strategy, params }: { strategy: string; params: unknown },
  context: StrategyContext,
  saved: unknown,
): Inner {
  const plugin = strategies().get(strategy)
  const legs = context.symbols.length
  const [fewest, most] = plugin.legs
  if (legs < fewest || legs > most)
    throw new Fault(
      'input',
      `${strategy} inside it takes ${fewest === most ? fewest : `${fewest} to ${most}`} symbols, not ${legs}`,
    )
  const before = saved === undefined ? null : savedInner.safeParse(saved).data
  if (before === undefined) throw new Fault('input', `The saved state of ${strategy} cannot be read`)
  const run = plugin.create(plugin.params.parse(params) as never, {
    symbols: context.symbols,
    ...(before ? { saved: before.run } : {}),
  })
  const weights = Float64Array.from(before?.weights ?? new Float64Array(legs))
  let strength = before?.strength ?? 1
  let reason = before?.reason ?? ''
  let decision: Decision | null = null
  return {
    places: innerPlaces({ strategy, params }),
    step(market) {
      decision = run.step(market)
      if (!decision) return
      weights.set(decision.weights)
      strength = decision.strength
      reason = decision.reason
    },
    weights,
    get decision() {
      return decision
    },
    onFill: (fill) => run.onFill?.(fill),
    onOrder: (event) => run.onOrder?.(event),
    get strength() {
      return strength
    },
    get reason() {
      return reason
    },
    drop(fill) {
      weights.fill(0)
      for (let leg = 0; leg < legs; leg++) run.onFill?.({ ...fill, leg, held: 0 })
    },
    save: () => ({ run: run.save(), weights: [...weights], strength, reason }),
  }
}

/** Turns what is wanted into decisions, where it differs enough from what is held. */
export interface Steering {
  towards(wanted: ArrayLike<number>, strength: number, reason: string): Decision | null
  drop(): void
}

/** @param band smallest sum of changes of the weights that is worth a trade; leaving altogether always is. */
export function steering(cells: Memory, legs: number, band: number): Steering {
  const held = cells.take(legs)
  return {
    towards(wanted, strength, reason) {
      let change = 0
      let gross = 0
      let net = 0
      let turned = false
      const wasFlat = held.every((weight) => weight === 0)
      for (let leg = 0; leg < legs; leg++) {
        change += Math.abs(wanted[leg] - held[leg])
        gross += Math.abs(wanted[leg])
        net += wanted[leg]
        if (wanted[leg] * held[leg] < 0) turned = true
      }
      const isFlat = gross < 1e-9
      if (isFlat ? wasFlat : change <= band + 1e-9) return null
      const weights = Array.from(wanted, (weight) => (isFlat ? 0 : weight))
      held.set(weights)
      const kind: SignalKind = isFlat ? 'EXIT' : wasFlat || turned ? 'ENTER' : 'REBALANCE'
      const side = isFlat ? 'flat' : net > 1e-9 || (net >= -1e-9 && weights[0] > 0) ? 'long' : 'short'
      return { kind, side, weights, strength: strength >= 0 ? Math.min(1, strength) : 0, reason }
    },
    drop() {
      held.fill(0)
    },
  }
}

const savedWhole = z.object({
  cells: z.array(z.array(z.number().nullable())),
  inner: z.array(z.unknown()),
  of: z.string(),
})

/** Cells and inner strategies of one state. @throws Fault `input` for a state of other parameters. */
export function savedParts(name: string, params: unknown, saved: unknown, count: number) {
  const of = `${name} ${JSON.stringify(params)}`
  const before = saved === undefined ? null : savedWhole.safeParse(saved).data
  if (before === undefined) throw new Fault('input', `The saved state of ${name} cannot be read`)
  if (before && (before.of !== of || before.inner.length !== count))
    throw new Fault('input', `The saved state of ${name} belongs to other parameters`)
  const cells = memory(before?.cells)
  return {
    cells,
    inner: (i: number) => before?.inner[i],
    keep: (inner: readonly Inner[]) => ({ of, cells: cells.save(), inner: inner.map((one) => one.save()) }),
  }
}
