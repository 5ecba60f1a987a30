import { Fault } from '#lib/fault.ts'
import { minimiseOne } from './minimise.ts'

/** A spread that returns: ds = θ (μ − s) dt + σ dW. */
export interface Spread {
  readonly theta: number
  readonly mu: number
  readonly sigma: number
}

export interface BertramBands {
  /** Enter long at or below, short at or above `exit`; the two change roles. */
  readonly entry: number
  readonly exit: number
  /** Expected profit of the spread per unit of time, cost taken off. */
  readonly returnPerTime: number
  /** Expected length of a whole cycle. */
  readonly cycleTime: number
}

/**
 * Bands that earn most per unit of time (Bertram 2010, Physica A 389): symmetric about the mean, from the expected
 * first-passage times of the process. Null when no band earns its cost.
 * @param cost of one round trip, in the unit of the spread.
 */
export function bertramBands({ theta, mu, sigma }: Spread, cost: number): BertramBands | null {
  if (!(theta > 0 && sigma > 0 && cost >= 0))
    throw new Fault('input', 'speed and volatility must be positive, cost not negative')
  const unit = Math.sqrt(theta) / sigma
  const cycle = (distance: number) => (2 * Math.PI * erfi(distance * unit)) / theta
  const rate = (distance: number) => (2 * distance - cost) / cycle(distance)
  const far = 5 / unit
  if (cost / 2 >= far) return null
  const distance = minimiseOne((d) => -rate(d), cost / 2 + 1e-9 * far, far)
  const returnPerTime = rate(distance)
  return returnPerTime > 0
    ? { entry: mu - distance, exit: mu + distance, returnPerTime, cycleTime: cycle(distance) }
    : null
}

/** Imaginary error function (2/√π) ∫₀ˣ exp(t²) dt by its power series; x up to about 6. */
export function erfi(x: number): number {
  let term = x
  let total = x
  for (let k = 1; k < 400; k++) {
    term *= (x * x) / k
    const part = term / (2 * k + 1)
    total += part
    if (Math.abs(part) < 1e-17 * Math.abs(total)) break
  }
  return (2 / Math.sqrt(Math.PI)) * total
}

export interface LeungLiLevels {
  /** Buy when the spread falls to this; null where waiting is always better. */
  readonly entry: number | null
  /** Sell when it rises to this. */
  readonly liquidation: number
}

/**
 * Optimal buying and selling levels of a long position under a discount rate (Leung & Li 2015, chapter 2).
 * @param rate discount per unit of time. @param cost paid at each of the two trades, in the unit of the spread.
 */
export function leungLiLevels({ theta, mu, sigma }: Spread, rate: number, cost: number): LeungLiLevels {
  if (!(theta > 0 && sigma > 0 && rate > 0))
    throw new Fault('input', 'speed, volatility and discount rate must be positive')
  const unit = Math.sqrt(2 * theta) / sigma
  const power = rate / theta
  const sd = sigma / Math.sqrt(2 * theta)
  const up = (x: number) => passage(unit * (x - mu), power, unit)
  const down = (x: number) => {
    const { value, slope } = passage(unit * (mu - x), power, unit)
    return { value, slope: -slope }
  }
  const liquidation = bisect(
    (b) => {
      const { value, slope } = up(b)
      return (b - cost) * slope - value
    },
    cost + 1e-9 * sd,
    Math.max(mu, cost) + 6 * sd,
  )
  const best = up(liquidation).value
  const gain = (d: number) => {
    const { value, slope } = up(d)
    return { value: ((liquidation - cost) * value) / best, slope: ((liquidation - cost) * slope) / best }
  }
  const condition = (d: number) => {
    const g = down(d)
    const v = gain(d)
    return g.value * (v.slope - 1) - g.slope * (v.value - d - cost)
  }
  const low = Math.min(mu, liquidation) - 6 * sd
  const worthwhile = condition(low) * condition(liquidation - 1e-6 * sd) < 0
  return { liquidation, entry: worthwhile ? bisect(condition, low, liquidation - 1e-6 * sd) : null }
}

/** ∫ u^(ρ−1) exp(ku − u²/2) du over u > 0, once by parts (the weight is singular at 0), and its derivative in x. */
function passage(k: number, power: number, unit: number): { value: number; slope: number } {
  const top = Math.max(k, 0) + 9
  const points = 2_000
  const scale = k > 0 ? (k * k) / 2 : 0
  let first = 0
  let second = 0
  for (let i = 0; i <= points; i++) {
    // u = v²: what is left of the singularity goes into the step.
    const v = (Math.sqrt(top) * i) / points
    const u = v * v
    const weight = (i === 0 || i === points ? 1 : i % 2 === 1 ? 4 : 2) * 2 * v
    const density = weight * u ** power * Math.exp(k * u - (u * u) / 2 - scale)
    first += density * (u - k)
    second += density
  }
  const step = (Math.sqrt(top) / points / 3) * Math.exp(scale)
  return { value: (first * step) / power, slope: second * step * unit }
}

function bisect(f: (x: number) => number, from: number, to: number): number {
  let a = from
  let b = to
  const sign = Math.sign(f(a)) || 1
  for (let k = 0; k < 200 && b - a > 1e-13 * (1 + Math.abs(a) + Math.abs(b)); k++) {
    const middle = 0.5 * (a + b)
    if (f(middle) * sign > 0) a = middle
    else b = middle
  }
  return 0.5 * (a + b)
}
