import { autocorrelation } from './autocorrelation.ts'
import { mean } from './columns.ts'
import type { Random } from './random.ts'

/** Fills `rows` with a resampled order of 0 … n − 1. */
export type Resampler = (rows: Int32Array) => void

/** Each row on its own (Efron 1979): for values without memory. */
export function independentRows(n: number, chance: Random): Resampler {
  return (rows) => {
    for (let i = 0; i < rows.length; i++) rows[i] = chance.below(n)
  }
}

/** Blocks of geometric length with mean `block`, around the end (Politis & Romano 1994): keeps short memory, stationary. */
export function stationaryRows(n: number, block: number, chance: Random): Resampler {
  return (rows) => {
    let at = chance.below(n)
    for (let i = 0; i < rows.length; i++) {
      rows[i] = at
      at = chance.uniform() * block < 1 ? chance.below(n) : at + 1 === n ? 0 : at + 1
    }
  }
}

/** Blocks of one length that may begin anywhere (Künsch 1989). */
export function movingBlockRows(n: number, block: number, chance: Random): Resampler {
  return (rows) => {
    for (let i = 0; i < rows.length; ) {
      const from = chance.below(n - block + 1)
      for (let k = 0; k < block && i < rows.length; k++) rows[i++] = from + k
    }
  }
}

/**
 * Block length for the stationary bootstrap, chosen from the autocorrelations (Politis & White 2004, corrected 2009).
 * @returns at least 1, at most ⌈3√n⌉ and n/3.
 */
export function automaticBlock(values: Float64Array): number {
  const n = values.length
  const most = Math.min(Math.ceil(3 * Math.sqrt(n)), Math.floor(n / 3))
  const quiet = Math.max(5, Math.ceil(Math.sqrt(Math.log10(n))))
  const reach = Math.min(n - 1, Math.ceil(Math.sqrt(n)) + quiet)
  const rho = autocorrelation(values, reach)
  const bound = 2 * Math.sqrt(Math.log10(n) / n)
  let last = 1
  for (let k = 1; k + quiet <= reach; k++) {
    let still = true
    for (let j = 1; j <= quiet; j++) if (Math.abs(rho[k + j]) >= bound) still = false
    if (still) {
      last = k
      break
    }
    last = k + quiet
  }
  const width = Math.min(2 * last, reach)
  let g = 0
  let spectrum = 0
  for (let k = -width; k <= width; k++) {
    const taper = Math.abs(k / width) <= 0.5 ? 1 : 2 * (1 - Math.abs(k / width))
    g += taper * Math.abs(k) * rho[Math.abs(k)]
    spectrum += taper * rho[Math.abs(k)]
  }
  const block = ((2 * g * g) / (2 * spectrum * spectrum)) ** (1 / 3) * n ** (1 / 3)
  return Math.max(1, Math.min(most, Number.isFinite(block) ? block : 1))
}

/** Percentile interval of a statistic over resamples. */
export function bootstrapInterval(
  values: Float64Array,
  statistic: (sample: Float64Array) => number,
  resample: Resampler,
  { runs = 1_000, level = 0.95 } = {},
): { low: number; high: number; mean: number } {
  const rows = new Int32Array(values.length)
  const sample = new Float64Array(values.length)
  const found = new Float64Array(runs)
  for (let run = 0; run < runs; run++) {
    resample(rows)
    for (let i = 0; i < rows.length; i++) sample[i] = values[rows[i]]
    found[run] = statistic(sample)
  }
  const sorted = Float64Array.from(found).sort()
  const at = (p: number) => sorted[Math.min(runs - 1, Math.max(0, Math.round(p * (runs - 1))))]
  return { low: at((1 - level) / 2), high: at((1 + level) / 2), mean: mean(found) }
}
