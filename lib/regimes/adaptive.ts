import { z } from 'zod'
import { type RegimeName, regimeNames, type TransitionKind, transitionKinds } from '#lib/contracts/regimes.ts'
import { Fault } from '#lib/fault.ts'
import { blend } from './transition.ts'
import { transitions } from './transitions/index.ts'

type Values = Readonly<Record<string, unknown>>

/** What a set was chosen on; a set with too little behind it is not used. */
export interface SetEvidence {
  readonly bars: number
  readonly trades: number
}

export interface AdaptiveOptions {
  /** Parameters by regime; a regime without a set uses the fallback. */
  readonly sets: Partial<Readonly<Record<RegimeName, Values>>>
  readonly fallback: Values
  readonly transition: TransitionKind
  /** Bars a transition takes. Default 10; at once and after the close take none. */
  readonly bars?: number
  /** What each set was chosen on; without it every set is used as it is given. */
  readonly evidence?: Partial<Readonly<Record<RegimeName, SetEvidence>>>
  /** Default 200. */
  readonly minBars?: number
  /** Default 10. */
  readonly minTrades?: number
  readonly saved?: unknown
}

/** One change of the parameters that hold, for whoever keeps the record. */
export interface ParameterChange {
  /** Open time of the bar at whose close it happened. */
  readonly ts: number
  readonly from: Values
  readonly to: Values
  readonly regime: RegimeName | null
  /** The way it went; `begun` and `done` are the ends of a way of several bars. */
  readonly kind: TransitionKind
  readonly phase: 'begun' | 'done'
  /** Whose set it goes to: the regime's own, or the common one. */
  readonly set: 'own' | 'fallback'
}

export interface AdaptiveParameters {
  /** Parameters that hold after this bar, and what has changed with it. While something is held they stay as they are. */
  next(ts: number, regime: RegimeName | null, flat: boolean): { params: Values; changes: readonly ParameterChange[] }
  readonly params: Values
  /** Regimes whose set has too little behind it, and why. */
  readonly refused: readonly { readonly regime: RegimeName; readonly reason: string }[]
  save(): unknown
}

const values = z.record(z.string(), z.unknown())
const savedState = z.object({
  params: values,
  from: values,
  to: values,
  regime: z.enum(regimeNames).nullable(),
  elapsed: z.number(),
  moving: z.boolean(),
  kind: z.enum(transitionKinds),
})

/**
 * Parameters that follow the regime: one set a regime, one for the rest, and a way from one to the next. What is open keeps
 * the parameters it was entered with: while something is held nothing changes, and a way goes on underneath (or, after the
 * close, begins only then). Every change is told as a value; nothing is stored here.
 * @throws Fault `missing` for an unknown transition, `input` for a state that cannot be read.
 */
export function adaptiveParameters(options: AdaptiveOptions): AdaptiveParameters {
  if (!transitions.has(options.transition))
    throw new Fault('missing', `There is no transition "${options.transition}". Known: ${transitions.names.join(', ')}`)
  const way = transitions.get(options.transition)
  const { fallback, minBars = 200, minTrades = 10, bars = 10 } = options
  const refused: { regime: RegimeName; reason: string }[] = []
  const usable = (regime: RegimeName | null): Values | null => {
    const own = regime && options.sets[regime]
    return own && !refused.some((one) => one.regime === regime) ? own : null
  }
  for (const regime of regimeNames) {
    const found = options.evidence?.[regime]
    if (!options.sets[regime] || !options.evidence) continue
    if (!found || found.bars < minBars || found.trades < minTrades) {
      const had = `${found?.bars ?? 0} bars and ${found?.trades ?? 0} trades`
      refused.push({ regime, reason: `${regime}: ${had}, of ${minBars} and ${minTrades} it takes` })
    }
  }
  const saved = options.saved === undefined ? null : savedState.safeParse(options.saved)
  if (saved && !saved.success) throw new Fault('input', 'The saved state of adaptive parameters cannot be read')
  const state = saved?.data ?? {
    params: fallback,
    from: fallback,
    to: fallback,
    regime: null,
    elapsed: 0,
    moving: false,
    kind: options.transition,
  }
  let { params, from, to, regime, elapsed, moving } = state as {
    params: Values
    from: Values
    to: Values
    regime: RegimeName | null
    elapsed: number
    moving: boolean
  }
  const same = (a: Values, b: Values) => JSON.stringify(a) === JSON.stringify(b)
  const change = (ts: number, phase: ParameterChange['phase']): ParameterChange => ({
    ts,
    from,
    to,
    regime,
    kind: options.transition,
    phase,
    set: usable(regime) ? 'own' : 'fallback',
  })
  return {
    refused,
    get params() {
      return params
    },
    next(ts, told, flat) {
      const changes: ParameterChange[] = []
      if (told !== regime) {
        regime = told
        const goal = usable(told) ?? fallback
        if (!same(goal, to)) {
          from = params
          to = goal
          elapsed = 0
          moving = true
          changes.push(change(ts, 'begun'))
        }
      }
      if (moving && (flat || !way.waits)) elapsed++
      if (moving && flat) {
        const weight = way.weight(elapsed, bars)
        params = weight >= 1 ? to : blend(from, to, weight)
        if (weight >= 1) {
          moving = false
          changes.push(change(ts, 'done'))
        }
      }
      return { params, changes }
    },
    save: () => ({ params, from, to, regime, elapsed, moving, kind: options.transition }),
  }
}
