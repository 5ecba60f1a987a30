import { z } from 'zod'
import { regimeNames } from '#lib/contracts/regimes.ts'
import type { Decision, Strategy } from '#lib/contracts/strategy.ts'
import { after } from './calendar.ts'
import { innerErrors, innerPlaces, innerRun, innerWarmup, savedParts, steering } from './inner.ts'
import { regimeDetector, regimeFields, regimeWarmup } from './regime-fields.ts'
import { taken } from './taken.ts'
import { heldIn, leaving } from './turns.ts'
import { figure } from './words.ts'

const choice = (strategy: string) =>
  z
    .object({
      strategy: z.string().min(1).default(strategy).describe('Name of a strategy, or flat'),
      params: z.record(z.string(), z.unknown()).default({}).describe('Its parameters; what is left out is its default'),
    })
    .superRefine(({ strategy: name, params: given }, context) => {
      if (name === 'flat') return
      for (const { path, message } of innerErrors(name, given)) context.addIssue({ code: 'custom', path, message })
    })

const params = z.object({
  calm: choice('sma-cross').prefault({}).describe('What trades while it is calm, with its parameters; flat: nothing'),
  normal: choice('bollinger-reversion').prefault({}).describe('What trades in between; flat: nothing'),
  stressed: choice('flat').prefault({}).describe('What trades under stress; flat: nothing'),
  ...regimeFields,
})

const savedDetector = z.object({ detector: z.unknown() })

/**
 * Changes the strategy with the regime of its own legs, as a detector tells it without hindsight: calm, normal or stressed.
 * All strategies are followed all the time, so that each knows where it stands when its turn comes. One that places orders
 * holds nothing before: its orders go to the venue when what was held is gone, and go with what they brought when its turn ends.
 */
export const regimeSwitch: Strategy<typeof params> = {
  name: 'regime-switch',
  title: 'Another strategy in another regime',
  params,
  legs: [1, 50],
  space: { confidence: [0.5, 0.6, 0.7, 0.8], minDwell: [1, 3, 5] },
  places: (p) => regimeNames.some((name) => p[name].strategy !== 'flat' && innerPlaces(p[name])),
  warmup: (p) => {
    const inner = regimeNames.map((name) => (p[name].strategy === 'flat' ? 0 : innerWarmup(p[name])))
    return Math.max(regimeWarmup(p), ...inner)
  },
  create(p, context) {
    const legs = context.symbols.length
    const names = regimeNames.filter((regime) => p[regime].strategy !== 'flat')
    const state = savedParts('regime-switch', p, context.saved, names.length)
    const { cells } = state
    const inner = names.map((regime, i) => innerRun(p[regime], context, state.inner(i)))
    const detector = regimeDetector(p, legs, savedDetector.safeParse(context.saved).data?.detector)
    const ready = after(cells, regimeSwitch.warmup(p))
    // Place of the regime among the names, and how likely it is.
    const now = cells.take(2, Number.NaN)
    const hold = steering(cells, legs, 0)
    const exits = taken(cells, legs)
    const nothing = new Float64Array(legs)
    const own = inner.some(({ places }) => places) ? heldIn(cells, legs) : null
    // Whose orders are at the venue: its place among the strategies and one; 0: nobody's.
    const turn = own ? cells.take(1) : null
    const acting = () => (turn && turn[0] > 0 ? inner[turn[0] - 1] : null)

    /** What the turn of those that place orders comes to; undefined where weights say it all. */
    const placing = (chosen: (typeof inner)[number] | undefined, words: string): Decision | null | undefined => {
      if (!own || !turn) return undefined
      const before = acting()
      if (before !== null && before !== chosen) {
        if (!own.isFlat) return leaving(legs, `${words}: what was held goes`)
        turn[0] = 0
      }
      if (!chosen?.places) {
        if (before === null) return undefined
        const next = hold.towards(
          chosen?.weights ?? nothing,
          chosen?.strength ?? 1,
          `${words}: ${chosen?.reason ?? 'flat'}`,
        )
        // Flat as it is; what rests has to go.
        return next ?? leaving(legs, `${words}: what rested goes`)
      }
      if (before !== chosen) {
        const out = hold.towards(nothing, 1, `${words}: what was held goes`)
        if (out || !own.isFlat) return out ?? leaving(legs, `${words}: what was held goes`)
        turn[0] = inner.indexOf(chosen) + 1
      }
      const { decision } = chosen
      if (decision) return { ...decision, reason: `${words}: ${decision.reason}` }
      return before === null || before === chosen ? null : leaving(legs, `${words}: what rested goes`)
    }
    return {
      step(market) {
        for (let leg = 0; leg < legs; leg++) if (!(market.close[leg] > 0)) return null
        const isReady = ready()
        const { regime, probability } = detector.next(market)
        now[0] = regime === null ? Number.NaN : regimeNames.indexOf(regime)
        now[1] = probability
        if (exits.wasTaken()) {
          hold.drop()
          for (const one of inner) one.drop({ leg: 0, quantity: 0, price: 0, held: 0, cause: 'margin' })
        }
        for (const one of inner) one.step(market)
        if (regime === null || !isReady) return acting()?.decision ?? null
        const chosen = inner[names.indexOf(regime)]
        const words = `${regime} at ${figure(100 * probability, 0)} %`
        const placed = placing(chosen, words)
        if (placed !== undefined) return placed
        return chosen
          ? hold.towards(chosen.weights, chosen.strength, `${words}: ${p[regime].strategy}, ${chosen.reason}`)
          : hold.towards(nothing, 1, `${words}: flat`)
      },
      onFill(fill) {
        own?.fill(fill)
        const one = acting()
        if (one) one.onFill(fill)
        else exits.onFill(fill)
      },
      ...(own && { onOrder: (event) => acting()?.onOrder(event) }),
      // 1 calm, 2 normal, 3 stressed.
      readings: () => ({ regime: now[0] + 1, probability: now[1] }),
      save: () => ({ ...state.keep(inner), detector: detector.save() }),
    }
  },
}
