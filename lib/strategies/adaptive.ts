import { z } from 'zod'
import { regimeNames, type TransitionKind, transitionKinds } from '#lib/contracts/regimes.ts'
import type { Decision, Market, Strategy, StrategyContext, StrategyRun } from '#lib/contracts/strategy.ts'
import { Fault } from '#lib/fault.ts'
import { adaptiveParameters } from '#lib/regimes/adaptive.ts'
import { type Registry, registry } from '#lib/registry.ts'
import * as all from './all.ts'
import { regimeDetector, regimeFields, regimeWarmup } from './regime-fields.ts'
import { type Replay, replay } from './replay.ts'
import { leaving } from './turns.ts'

let known: Registry<Strategy> | null = null
/** Asked when a run begins: this file is itself part of what the list lists. */
const strategies = (): Registry<Strategy> => {
  known ??= registry<Strategy>(all as unknown as Record<string, Strategy>)
  return known
}

const scalars = z.record(z.string(), z.union([z.number(), z.string(), z.boolean()]))

/** Parameters as an object, or as its JSON, which is how forms and command lines write it. */
const set = (description: string) =>
  z
    .union([scalars, z.string()])
    .transform((given, context) => {
      if (typeof given !== 'string') return given
      const parsed = scalars.safeParse(readJson(given))
      if (parsed.success) return parsed.data
      context.addIssue({ code: 'custom', message: 'parameters as JSON: {"window": 60}' })
      return z.NEVER
    })
    .prefault({})
    .describe(description)

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const params = z
  .object({
    inner: z.string().default('sma-cross').describe('The strategy whose parameters follow the regime'),
    fallback: set('Its parameters where no other set holds'),
    calm: set('Its parameters while it is calm; empty: the fallback'),
    normal: set('Its parameters while it is normal; empty: the fallback'),
    stressed: set('Its parameters while it is stressed; empty: the fallback'),
    transition: z.enum(transitionKinds).default('after-close').describe('How one set becomes another'),
    transitionBars: z.int().min(1).max(1_000).default(10).describe('Bars it takes, where it takes any'),
    ...regimeFields,
  })
  .superRefine((p, context) => {
    if (!strategies().has(p.inner) || p.inner === 'adaptive') {
      context.addIssue({ code: 'custom', path: ['inner'], message: `there is no strategy "${p.inner}" to adapt` })
      return
    }
    const { params: schema } = strategies().get(p.inner)
    for (const name of ['fallback', ...regimeNames] as const) {
      const found = schema.safeParse({ ...p.fallback, ...p[name] })
      const issue = found.error?.issues[0]
      if (issue) context.addIssue({ code: 'custom', path: [name, ...issue.path], message: issue.message })
    }
  })
type Params = z.output<typeof params>
type Values = Record<string, unknown>

const saved = z.object({
  of: z.string(),
  detector: z.unknown(),
  adaptive: z.unknown(),
  inner: z.unknown(),
  values: z.record(z.string(), z.unknown()),
  replay: z.unknown(),
  open: z.boolean(),
  phantom: z.number(),
  changes: z.int(),
  held: z.array(z.number()).default([]),
})

/** Every set of the inner strategy, defaults filled in. */
const setsOf = (p: Params) => {
  const whole = (own: Values) => strategies().parse(p.inner, { ...p.fallback, ...own })
  const own = regimeNames.flatMap((name) => (Object.keys(p[name]).length > 0 ? [[name, whole(p[name])] as const] : []))
  return { fallback: whole({}), sets: Object.fromEntries(own) as Partial<Record<(typeof regimeNames)[number], Values>> }
}

/**
 * Another strategy whose parameters follow the regime of its own legs. What is open keeps the parameters it was entered
 * with; while nothing is held, a change makes the inner strategy anew, brought up to date on the bars before. A position it
 * would already hold by then is not entered late: it waits for the next entry. One that places orders is open while it holds
 * something by its fills; what rests goes with the parameters that asked for it.
 */
export const adaptive: Strategy<typeof params> = {
  name: 'adaptive',
  title: 'Parameters that follow the regime',
  params,
  legs: [1, 50],
  places: (p) => placesOrders(p),
  space: { transition: transitionKinds, confidence: [0.5, 0.6, 0.7, 0.8], minDwell: [1, 3, 5] },
  warmup: (p) => Math.max(innerWarmup(p), regimeWarmup(p)),
  create: adaptiveRun,
}

/** Whether the inner strategy decides by orders, with any of its sets. */
function placesOrders(p: Params): boolean {
  const { fallback, sets } = setsOf(p)
  const inner = strategies().get(p.inner)
  return [fallback, ...Object.values(sets)].some((values) => inner.places?.(values as never))
}

/** Bars the inner strategy takes with the slowest of its sets. */
function innerWarmup(p: Params): number {
  const { fallback, sets } = setsOf(p)
  const inner = strategies().get(p.inner)
  return Math.max(...[fallback, ...Object.values(sets)].map((values) => inner.warmup(values as never)))
}

function adaptiveRun(p: Params, context: StrategyContext): StrategyRun {
  const warmup = adaptive.warmup(p)
  const inner = strategies().get(p.inner)
  const legs = context.symbols.length
  if (legs < inner.legs[0] || legs > inner.legs[1])
    throw new Fault('input', `${p.inner} trades ${inner.legs.join(' to ')} symbols; ${legs} were given`)
  const of = `adaptive ${JSON.stringify(p)}`
  const before = context.saved === undefined ? null : saved.safeParse(context.saved)
  if (before && !before.success) throw new Fault('input', 'The saved state of adaptive cannot be read')
  if (before && before.data.of !== of)
    throw new Fault('input', 'The saved state of adaptive belongs to other parameters')
  const was = before?.data ?? null
  const detector = regimeDetector(p, legs, was?.detector)
  const { fallback, sets } = setsOf(p)
  const following = adaptiveParameters({
    sets,
    fallback,
    transition: p.transition as TransitionKind,
    bars: p.transitionBars,
    ...(was ? { saved: was.adaptive } : {}),
  })
  const past: Replay = replay(2 * innerWarmup(p) + 2, was?.replay)
  let values: Values = was?.values ?? fallback
  const { symbols } = context
  let run = inner.create(values as never, was ? { symbols, saved: was.inner } : { symbols })
  let open = was?.open ?? false
  // Side that the inner strategy believes to hold although nothing was entered.
  let phantom = was?.phantom ?? 0
  let changes = was?.changes ?? 0
  let regime = -1
  const places = placesOrders(p)
  // Units of each leg, for one that places orders: what it holds hangs on its fills.
  const held = was?.held.length === legs ? [...was.held] : new Array<number>(legs).fill(0)
  let known = changes

  /** Makes the inner strategy anew with other parameters and shows it the bars that it would have seen. */
  const renew = (to: Values) => {
    const parsed = inner.params.safeParse(to)
    // On the way between two sets not every mixture is one the strategy takes: then the last one stays.
    if (!parsed.success) return
    values = to
    run = inner.create(parsed.data as never, { symbols })
    phantom = 0
    past.each((market) => {
      const decision = run.step(market)
      // Who places orders knows from its fills that it holds nothing.
      if (decision) phantom = decision.orders ? 0 : sideOf(decision)
    })
    changes++
  }
  const told = (market: Market): Decision | null => {
    const decision = run.step(market)
    if (!decision) return null
    if (decision.orders) return market.index <= warmup ? null : decision
    const side = sideOf(decision)
    // What it decides before all of this is warm is not entered either.
    if (market.index <= warmup) {
      phantom = side
      return null
    }
    if (phantom === 0) return decision
    if (side === phantom) return null
    phantom = 0
    return side === 0 ? null : decision
  }

  return {
    step(market) {
      if (market.close.every((price) => price > 0)) {
        const reading = detector.next(market)
        regime = reading.regime === null ? -1 : regimeNames.indexOf(reading.regime)
        const { params: next } = following.next(market.ts, reading.regime, !open)
        if (!open && JSON.stringify(next) !== JSON.stringify(values)) renew(next)
      }
      const isNew = changes !== known
      known = changes
      past.add(market)
      const decision = told(market)
      if (decision && !decision.orders) open = sideOf(decision) !== 0
      // What rests was asked for with the parameters before.
      return decision ?? (isNew && places && !open ? leaving(legs, 'other parameters: what rested goes') : null)
    },
    onFill(fill) {
      run.onFill?.(fill)
      held[fill.leg] = fill.held
      if (places) open = held.some((units) => units !== 0)
      // What somebody else ended is over; what was decided is open from the decision on.
      if (fill.held === 0 && fill.cause !== 'decision') open = false
    },
    onOrder: (event) => run.onOrder?.(event),
    // 1 calm, 2 normal, 3 stressed.
    readings: () => ({ ...run.readings(), regime: regime < 0 ? Number.NaN : regime + 1 }),
    save: () => ({
      of,
      detector: detector.save(),
      adaptive: following.save(),
      inner: run.save(),
      values,
      replay: past.save(),
      open,
      phantom,
      changes,
      ...(places ? { held: [...held] } : {}),
    }),
  }
}

const sideOf = ({ side }: Decision): number => (side === 'flat' ? 0 : side === 'long' ? 1 : -1)
