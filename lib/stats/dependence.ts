import { Fault } from '#lib/fault.ts'
import { correlation, deviation } from './columns.ts'
import { random } from './random.ts'

/** ψ(x), x > 0: recurrence up to 6, then the asymptotic series. */
export function digamma(x: number): number {
  let shift = 0
  let at = x
  while (at < 8) {
    shift -= 1 / at
    at += 1
  }
  const r = 1 / (at * at)
  return shift + Math.log(at) - 0.5 / at - r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r / 132))))
}

/**
 * Mutual information in nats by nearest neighbours (Kraskov, Stögbauer & Grassberger 2004, first estimator). Columns are
 * scaled by their deviation and given noise of 1e-10, so that ties do not count as structure. Never below zero.
 */
export function mutualInformation(a: Float64Array, b: Float64Array, neighbours = 3, seed = 0): number {
  const n = a.length
  if (n <= neighbours + 1) throw new Fault('input', `${n} values are too few for ${neighbours} neighbours`)
  const chance = random(seed)
  const scaled = (column: Float64Array) => {
    const sd = deviation(column, 0)
    if (!(sd > 0)) throw new Fault('input', 'a column is constant')
    return column.map((value) => value / sd + 1e-10 * Math.max(1, Math.abs(value / sd)) * chance.normal())
  }
  const x = scaled(a)
  const y = scaled(b)
  const nearest = new Float64Array(neighbours)
  let total = 0
  for (let i = 0; i < n; i++) {
    nearest.fill(Number.POSITIVE_INFINITY)
    for (let j = 0; j < n; j++) {
      if (j === i) continue
      const distance = Math.max(Math.abs(x[j] - x[i]), Math.abs(y[j] - y[i]))
      if (distance >= nearest[neighbours - 1]) continue
      let at = neighbours - 1
      while (at > 0 && nearest[at - 1] > distance) {
        nearest[at] = nearest[at - 1]
        at--
      }
      nearest[at] = distance
    }
    const radius = nearest[neighbours - 1]
    let nx = 1
    let ny = 1
    for (let j = 0; j < n; j++) {
      if (j === i) continue
      if (Math.abs(x[j] - x[i]) < radius) nx++
      if (Math.abs(y[j] - y[i]) < radius) ny++
    }
    total += digamma(nx) + digamma(ny)
  }
  return Math.max(0, digamma(n) + digamma(neighbours) - total / n)
}

/** Mutual information by a grid of equal-width bins between smallest and largest value; biased up on small samples. */
export function mutualInformationBinned(a: Float64Array, b: Float64Array, bins: number): number {
  const places = (column: Float64Array) => {
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (const value of column) {
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
    return Int32Array.from(column, (value) => Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins)))
  }
  return plugIn(places(a), places(b), bins)
}

/** The same over bins of equal counts: what is left after the marginals are taken out. */
export function mutualInformationRanked(a: Float64Array, b: Float64Array, bins: number): number {
  const places = (column: Float64Array) =>
    Int32Array.from(ranks(column, true), (rank) => Math.floor(((rank - 1) * bins) / column.length))
  return plugIn(places(a), places(b), bins)
}

function plugIn(a: Int32Array, b: Int32Array, bins: number): number {
  const n = a.length
  const joint = new Float64Array(bins * bins)
  const pa = new Float64Array(bins)
  const pb = new Float64Array(bins)
  for (let i = 0; i < n; i++) {
    joint[a[i] * bins + b[i]] += 1 / n
    pa[a[i]] += 1 / n
    pb[b[i]] += 1 / n
  }
  let sum = 0
  for (let i = 0; i < bins; i++)
    for (let j = 0; j < bins; j++)
      if (joint[i * bins + j] > 0) sum += joint[i * bins + j] * Math.log(joint[i * bins + j] / (pa[i] * pb[j]))
  return sum
}

/** Ranks from 1; ties share their mean rank, or keep the order of appearance when `ordinal`. */
export function ranks(values: Float64Array, ordinal = false): Float64Array {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b] || a - b)
  const out = new Float64Array(values.length)
  for (let from = 0; from < order.length; ) {
    let to = from + 1
    while (!ordinal && to < order.length && values[order[to]] === values[order[from]]) to++
    for (let k = from; k < to; k++) out[order[k]] = (from + to + 1) / 2
    from = to
  }
  return out
}

/** Spearman's rank correlation. */
export function spearman(a: Float64Array, b: Float64Array): number {
  return correlation(ranks(a), ranks(b))
}

/** Distance correlation (Székely, Rizzo & Bakirov 2007): zero only under independence. */
export function distanceCorrelation(a: Float64Array, b: Float64Array): number {
  const x = centredDistances(a)
  const y = centredDistances(b)
  let xy = 0
  let xx = 0
  let yy = 0
  for (let i = 0; i < x.length; i++) {
    xy += x[i] * y[i]
    xx += x[i] * x[i]
    yy += y[i] * y[i]
  }
  return xx > 0 && yy > 0 ? Math.sqrt(Math.max(0, xy) / Math.sqrt(xx * yy)) : 0
}

function centredDistances(values: Float64Array): Float64Array {
  const n = values.length
  const d = new Float64Array(n * n)
  const rows = new Float64Array(n)
  let all = 0
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      d[i * n + j] = Math.abs(values[i] - values[j])
      rows[i] += d[i * n + j] / n
    }
    all += rows[i] / n
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) d[i * n + j] += all - rows[i] - rows[j]
  return d
}
