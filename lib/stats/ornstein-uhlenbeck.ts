import { Fault } from '#lib/fault.ts'
import { halfLife } from './half-life.ts'

/** ds = θ (μ − s) dt + σ dW. */
export interface OrnsteinUhlenbeck {
  /** Speed of return per unit of time. */
  readonly theta: number
  readonly mu: number
  /** Volatility per square root of time. */
  readonly sigma: number
  /** Standard deviation in the long run, σ/√(2θ). */
  readonly stationarySd: number
  /** In bars. */
  readonly halfLife: number
  /** 95 % interval of the bias-corrected half-life in bars; null upper end: not bounded. */
  readonly halfLifeCi: [number, number | null] | null
}

/**
 * Maximum likelihood of an Ornstein–Uhlenbeck process observed each `dt`: the exact discretisation is a first-order
 * autoregression with φ = exp(−θ dt) (Tang & Chen 2009 for the bias). Null when φ is not between 0 and 1.
 */
export function fitOrnsteinUhlenbeck(spread: Float64Array, dt = 1): OrnsteinUhlenbeck | null {
  if (spread.length < 8) throw new Fault('input', `${spread.length} values are too few for an Ornstein–Uhlenbeck fit`)
  const life = halfLife(spread)
  const { phi, intercept } = life
  if (!(phi > 0 && phi < 1) || life.exact === null) return null
  const m = spread.length - 1
  let ssr = 0
  for (let t = 0; t < m; t++) ssr += (spread[t + 1] - intercept - phi * spread[t]) ** 2
  const theta = -Math.log(phi) / dt
  const sigma = Math.sqrt(((ssr / m) * 2 * theta) / (1 - phi * phi))
  return {
    theta,
    mu: intercept / (1 - phi),
    sigma,
    stationarySd: sigma / Math.sqrt(2 * theta),
    halfLife: life.exact,
    halfLifeCi: life.interval,
  }
}
