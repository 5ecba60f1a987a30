import { z } from 'zod'
import { type RegimeFeature, type RegimeFit, type RegimeName, regimeNames } from '#lib/contracts/regimes.ts'
import { Fault } from '#lib/fault.ts'
import { memory } from '#lib/indicators/memory.ts'
import type { CommonParams, RegimeModel } from './detector.ts'
import { featureRun, type RegimeBar } from './features.ts'
import { fitClock } from './fit-clock.ts'
import { regimeDetectors } from './index.ts'

export interface MarketRegimeOptions {
  /** A plugin of this folder. */
  readonly detector: string
  readonly params?: unknown
  readonly legs: number
  /** Whether every leg has volumes. */
  readonly volumes: boolean
  /** What `save` returned, to go on from there. */
  readonly saved?: unknown
}

/** What is known at the close of a bar. */
export interface RegimeReading {
  /** Null before the first fit has been followed by a bar. */
  readonly regime: RegimeName | null
  /** Its filtered probability; NaN without a regime. */
  readonly probability: number
  /** Whether it is another one than at the bar before. */
  readonly changed: boolean
  /** Log return of the market at this bar; NaN for the first. */
  readonly r: number
  /** The fit that was made at this bar; it speaks from the next one on. */
  readonly fit: RegimeFit | null
}

export interface MarketRegimeDetector {
  readonly features: readonly RegimeFeature[]
  next(bar: RegimeBar): RegimeReading
  save(): unknown
}

const numbers = z.array(z.number())
const savedState = z.object({
  of: z.string(),
  cells: z.array(z.array(z.number().nullable())),
  rows: z.array(numbers),
  returns: numbers,
  model: z.object({ states: z.int(), parts: z.record(z.string(), numbers) }).nullable(),
  chances: numbers.nullable(),
  current: z.int(),
  dwell: z.int(),
  times: numbers,
  stretch: z.string(),
})

/** Index of a state among calm, normal and stressed: two states are the outer ones. */
const regimeOf = (state: number, states: number): number => (states === 2 && state === 1 ? 2 : state)

/**
 * Tells the regime of a market bar by bar. About every `refitEvery` bars, on bars that the calendar
 * picks (`fit-clock.ts`), the detector learns anew from the last `trainBars`, so
 * whatever is told rests on a model that has not seen the bar it is told of. States stand in order of volatility after each
 * fit: calm, normal, stressed keep their meaning. Another regime is told only when its filtered probability passes
 * `confidence` and the one before has lasted `minDwell` bars.
 * @throws Fault `missing` for an unknown detector, `input` for parameters that do not fit or a state of another detector.
 */
export function marketRegimeDetector(options: MarketRegimeOptions): MarketRegimeDetector {
  const { legs, volumes } = options
  if (!regimeDetectors.has(options.detector))
    throw new Fault('missing', `There is no detector "${options.detector}". Known: ${regimeDetectors.names.join(', ')}`)
  const detector = regimeDetectors.get(options.detector)
  const params = regimeDetectors.parse(options.detector, options.params)
  const common = params as unknown as CommonParams
  const of = JSON.stringify([options.detector, legs, volumes, params])
  const saved = options.saved === undefined ? null : restored(options.saved, of)
  const cells = memory(saved?.cells)
  const features = featureRun(cells, legs, volumes, common)
  const rows = saved?.rows.map((row) => Float64Array.from(row)) ?? []
  const returns = saved?.returns ?? []
  let model: RegimeModel | null = saved?.model ?? null
  let chances: Float64Array | null = saved?.chances ? Float64Array.from(saved.chances) : null
  let { current, dwell, stretch } = saved ?? { current: -1, dwell: 0, stretch: '' }
  const clock = fitClock(common.refitEvery, common.trainBars, saved?.times)
  const row = new Float64Array(features.names.length)

  const tell = (r: number): boolean => {
    if (!model) return false
    const next = new Float64Array(model.states)
    detector.filter(model, chances, row, r, next)
    chances = next
    dwell++
    let best = 0
    for (let s = 1; s < next.length; s++) if (next[s] > next[best]) best = s
    const regime = regimeOf(best, next.length)
    if (regime === current) return false
    if (current >= 0 && (next[best] < common.confidence || dwell <= common.minDwell)) return false
    current = regime
    dwell = 1
    return true
  }
  const refit = (ts: number): RegimeFit | null => {
    const training = { features: features.names, rows, returns: Float64Array.from(returns) }
    let fitted: RegimeModel
    try {
      fitted = detector.fit(training, params as never)
    } catch (error) {
      // What cannot be learnt from these bars is no reason to forget what was learnt before.
      if (error instanceof Fault && error.kind === 'input') return null
      throw error
    }
    model = fitted
    const states = fitted.states
    const path: Float64Array[] = []
    let before: Float64Array | null = null
    for (const [t, one] of rows.entries()) {
      const after = new Float64Array(states)
      detector.filter(fitted, before, one, returns[t], after)
      path.push(after)
      before = after
    }
    chances = before
    return { fittedAt: new Date(ts).toISOString(), bars: rows.length, centres: centresOf(rows, path, states) }
  }
  const chanceOf = (regime: number): number => {
    if (!chances || regime < 0) return Number.NaN
    return chances.length === 2 ? (regime === 1 ? 0 : chances[regime === 2 ? 1 : 0]) : chances[regime]
  }

  return {
    features: features.names,
    next(bar) {
      const r = features.next(bar, row)
      const isWarm = !row.some(Number.isNaN) && !Number.isNaN(r)
      let changed = false
      let fit: RegimeFit | null = null
      let probability = Number.NaN
      if (isWarm) {
        changed = tell(r)
        probability = chanceOf(current)
        rows.push(Float64Array.from(row))
        returns.push(r)
        if (rows.length > common.trainBars) {
          rows.shift()
          returns.shift()
        }
        const now = clock.next(bar.ts)
        const due = !model || now !== stretch
        stretch = now
        if (rows.length === common.trainBars && due) fit = refit(bar.ts)
      }
      return { regime: current < 0 ? null : regimeNames[current], probability, changed, r, fit }
    },
    save: () => ({
      of,
      cells: cells.save(),
      rows: rows.map((one) => [...one]),
      returns: [...returns],
      model,
      chances: chances ? [...chances] : null,
      current,
      dwell,
      times: [...clock.times],
      stretch,
    }),
  }
}

function restored(saved: unknown, of: string) {
  const parsed = savedState.safeParse(saved)
  if (!parsed.success) throw new Fault('input', 'The saved state of the regime detector cannot be read')
  if (parsed.data.of !== of)
    throw new Fault('input', 'The saved state of the regime detector belongs to other parameters')
  return parsed.data
}

/** Mean of each feature in each regime, by the filtered probabilities of the training bars; empty for one there is not. */
function centresOf(rows: readonly Float64Array[], path: readonly Float64Array[], states: number): number[][] {
  const centres: number[][] = regimeNames.map(() => [])
  for (let s = 0; s < states; s++) {
    const mass = path.reduce((sum, chances) => sum + chances[s], 0)
    if (!(mass > 0)) continue
    centres[regimeOf(s, states)] = Array.from(
      rows[0],
      (_, k) => rows.reduce((sum, one, t) => sum + path[t][s] * one[k], 0) / mass,
    )
  }
  return centres
}
