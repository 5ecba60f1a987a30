import { z } from 'zod'
import type { RegimeFeature } from '#lib/contracts/regimes.ts'
import { deviation, mean } from '#lib/stats/columns.ts'
import { cholesky, identity, logDeterminant, solveLower } from '#lib/stats/matrix.ts'
import { gaussianMixture } from '#lib/stats/mixture.ts'
import { commonParams, type RegimeDetector } from './detector.ts'

const sets = {
  volatility: ['volatility'],
  stress: ['volatility', 'correlation', 'liquidity'],
  all: ['volatility', 'trend', 'correlation', 'liquidity'],
} as const satisfies Record<string, readonly RegimeFeature[]>

const params = z.object({
  ...commonParams,
  reads: z.enum(['volatility', 'stress', 'all']).default('stress').describe('Features it reads, where there are such'),
})

const states = 3

/** Clusters of bars that look alike, each a normal distribution over the features; time does not enter. */
export const gmm: RegimeDetector<typeof params> = {
  name: 'gmm',
  title: 'Gaussian mixture',
  source: 'Dempster, Laird & Rubin 1977; features standardised over the training bars, full covariances.',
  params,
  fit({ features, rows }, p) {
    const wanted: readonly RegimeFeature[] = sets[p.reads]
    const read = features.flatMap((name, i) => (wanted.includes(name) ? [i] : []))
    const centre = read.map((i) => mean(rows.map((row) => row[i])))
    const scale = read.map((i) => Math.max(deviation(rows.map((row) => row[i])), 1e-9))
    const points = rows.map((row) => Float64Array.from(read, (i, k) => (row[i] - centre[k]) / scale[k]))
    // From the thirds of volatility: no chance in it, and every fit begins with the same meaning.
    const sorted = points.toSorted((a, b) => a[0] - b[0])
    const thirds = Array.from({ length: states }, (_, s) => {
      const part = sorted.slice(
        Math.floor((s * sorted.length) / states),
        Math.floor(((s + 1) * sorted.length) / states),
      )
      return Float64Array.from(read, (_, k) => mean(part.map((point) => point[k])))
    })
    const found = gaussianMixture(points, thirds, { floor: 1e-3, tolerance: 1e-6, iterations: 200 })
    const order = thirds.map((_, s) => s).sort((a, b) => found.means[a][0] - found.means[b][0])
    const d = read.length
    const inverses = order.map((s) => {
      const l = cholesky(found.covariances[s])
      return l ? { data: [...solveLower(l, identity(d)).data], log: logDeterminant(l) } : null
    })
    return {
      states,
      parts: {
        read,
        centre,
        scale,
        means: order.flatMap((s) => [...found.means[s]]),
        inverses: inverses.flatMap((one) => one?.data ?? new Array(d * d).fill(0)),
        constants: order.map((s, k) => Math.log(Math.max(found.weights[s], 1e-12)) - 0.5 * (inverses[k]?.log ?? 0)),
      },
    }
  },
  filter({ parts }, _, row, __, out) {
    const { read, centre, scale, means, inverses, constants } = parts
    const d = read.length
    let top = Number.NEGATIVE_INFINITY
    for (let s = 0; s < states; s++) {
      let distance = 0
      for (let a = 0; a < d; a++) {
        let z = 0
        for (let b = 0; b <= a; b++)
          z += inverses[s * d * d + a * d + b] * ((row[read[b]] - centre[b]) / scale[b] - means[s * d + b])
        distance += z * z
      }
      out[s] = constants[s] - 0.5 * distance
      if (out[s] > top) top = out[s]
    }
    let total = 0
    for (let s = 0; s < states; s++) total += out[s] = Math.exp(out[s] - top)
    for (let s = 0; s < states; s++) out[s] /= total
  },
}
