import { describe, expect, it } from 'vitest'
import { automaticBlock, bootstrapInterval, independentRows, movingBlockRows, stationaryRows } from './bootstrap.ts'
import { agglomerate, cutTree, dbscan, distanceMatrix, kMeans, linkages, silhouette } from './clusters.ts'
import { correlation, differences, logs, mean } from './columns.ts'
import { kendallTau } from './copulas.ts'
import {
  digamma,
  distanceCorrelation,
  mutualInformation,
  mutualInformationBinned,
  mutualInformationRanked,
  ranks,
  spearman,
} from './dependence.ts'
import { filterStates, fitHiddenMarkov, likeliestPath, smoothStates } from './hidden-markov.ts'
import { columnOf, eigenSymmetric, matrix } from './matrix.ts'
import { gaussianMixture } from './mixture.ts'
import { random } from './random.ts'
import { fixture, relative } from './testing/closes.ts'
import reference from './testing/multivariate.json' with { type: 'json' }

const returnsOf = (symbol: string, count: number) => differences(logs(fixture(symbol).close)).slice(-count)
const { features } = reference
const panelReturns = (symbol: string) =>
  differences(logs(Float64Array.from(reference.panel[symbol as keyof typeof reference.panel])))
const samePartition = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  for (let i = 0; i < a.length; i++) for (let j = 0; j < i; j++) if ((a[i] === a[j]) !== (b[i] === b[j])) return false
  return true
}

describe('clusters against the reference', () => {
  for (const [name, want] of Object.entries(reference.kmeans)) {
    it(`k-means ${name}`, () => {
      const k = Number(name.slice(1))
      const got = kMeans(features, features.slice(0, k))
      expect([...got.labels]).toEqual(want.labels)
      expect(relative(got.inertia, want.inertia)).toBeLessThan(1e-9)
      for (const [c, centre] of want.centers.entries())
        for (const [d, value] of centre.entries()) expect(got.centres[c][d]).toBeCloseTo(value, 9)
      expect(silhouette(features, got.labels)).toBeCloseTo(want.silhouette, 9)
    })
  }
  it('Ward', () => {
    const merges = agglomerate(distanceMatrix(features), features.length, 'ward')
    expect(samePartition(cutTree(merges, features.length, 4), reference.ward4)).toBe(true)
    for (let k = 1; k < merges.length; k++)
      expect(merges[k].height).toBeGreaterThanOrEqual(merges[k - 1].height - 1e-12)
  })
  it('every linkage ends in one cluster of all points', () => {
    for (const linkage of linkages)
      expect(agglomerate(distanceMatrix(features), features.length, linkage).at(-1)?.size).toBe(features.length)
  })
  it('DBSCAN', () => {
    const got = dbscan(features, 1, 3)
    expect([...got].map((label) => label < 0)).toEqual(reference.dbscan.map((label) => label < 0))
    expect(samePartition(got, reference.dbscan)).toBe(true)
  })
  it('Gaussian mixture', () => {
    const want = reference.gmm
    const got = gaussianMixture(features, features.slice(0, 3), { floor: 1e-3, iterations: 5_000 })
    expect(relative(got.logLikelihood, want.loglik)).toBeLessThan(1e-6)
    for (const [c, weight] of want.weights.entries()) expect(Math.abs(got.weights[c] - weight)).toBeLessThan(1e-3)
    expect(relative(got.bic, want.bic)).toBeLessThan(1e-6)
  })
  it('refuses fewer points than clusters', () => {
    expect(() => kMeans([[1], [2]], [[1], [2], [3]])).toThrow('too few')
    expect(() => gaussianMixture([[1], [2]], [[1], [2]])).toThrow('too few')
  })
})

it('principal axes of forty funds against the reference', () => {
  const { correlation: rows, eigenvalues, loadings } = reference.pca
  const n = rows.length
  const full = matrix(
    n,
    n,
    Float64Array.from(
      { length: n * n },
      (_, k) => rows[Math.max(Math.floor(k / n), k % n)][Math.min(Math.floor(k / n), k % n)],
    ),
  )
  const { values, vectors } = eigenSymmetric(full)
  for (const [k, value] of eigenvalues.entries()) expect(relative(values[k], value)).toBeLessThan(1e-8)
  for (const [k, want] of loadings.entries()) {
    const got = columnOf(vectors, k)
    const sign = Math.sign(got[0] * want[0])
    for (const [i, value] of want.entries()) expect(Math.abs(sign * got[i] - value)).toBeLessThan(1e-8)
  }
})

describe('hidden Markov model', () => {
  for (const want of reference.hmm) {
    it(`${want.symbol}, ${want.k} states`, () => {
      const x = returnsOf(want.symbol, 1_500).map((r) => 100 * r)
      const got = fitHiddenMarkov(x, want.k)
      expect(Math.abs(got.logLikelihood - want.loglik)).toBeLessThan(1e-3)
      const order = want.variances.map((_, i) => i).sort((a, b) => want.variances[a] - want.variances[b])
      for (const [j, i] of order.entries()) {
        expect(Math.abs(got.means[j] - want.means[i])).toBeLessThan(1e-3)
        expect(relative(got.variances[j], want.variances[i])).toBeLessThan(1e-3)
        expect(Math.abs(got.transition[j][j] - want.transition[i][i])).toBeLessThan(1e-3)
      }
      const counts = order.map((_, j) => likeliestPath(x, got).filter((state) => state === j).length)
      for (const [j, i] of order.entries()) expect(Math.abs(counts[j] - want.viterbi_counts[i])).toBeLessThanOrEqual(3)
      const smoothed = smoothStates(x, got).probabilities.slice(-5)
      for (const [t, row] of want.smoothed_last5.entries())
        for (const [j, i] of order.entries()) expect(Math.abs(smoothed[t][j] - row[i])).toBeLessThan(1e-3)
      expect(relative(got.bic, want.bic)).toBeLessThan(1e-6)
    })
  }
  it('filtered probabilities do not see what comes later, smoothed ones do', () => {
    const x = returnsOf('SPY', 600).map((r) => 100 * r)
    const model = fitHiddenMarkov(x, 2)
    const bent = x.map((value, t) => (t > 400 ? value * 4 : value))
    expect(filterStates(bent, model).probabilities.slice(0, 401)).toEqual(
      filterStates(x, model).probabilities.slice(0, 401),
    )
    expect(smoothStates(bent, model).probabilities[400]).not.toEqual(smoothStates(x, model).probabilities[400])
    expect(filterStates(x, model).probabilities[599]).toEqual(smoothStates(x, model).probabilities[599])
  })
})

describe('dependence', () => {
  for (const want of reference.mutualInformation) {
    it(`${want.a} and ${want.b}`, () => {
      const a = panelReturns(want.a)
      const b = panelReturns(want.b)
      expect(correlation(a, b)).toBeCloseTo(want.pearson, 9)
      expect(spearman(a, b)).toBeCloseTo(want.spearman, 9)
      expect(kendallTau(a, b)).toBeCloseTo(want.kendall, 9)
      expect(mutualInformationBinned(a, b, 16)).toBeCloseTo(want.mi_hist16, 8)
      expect(mutualInformationRanked(a, b, 10)).toBeCloseTo(want.mi_rank10, 8)
      expect(Math.abs(mutualInformation(a, b) - want.mi_ksg3)).toBeLessThan(0.02 * want.mi_ksg3 + 0.003)
      if (want.distance_corr !== undefined) expect(distanceCorrelation(a, b)).toBeCloseTo(want.distance_corr, 8)
    })
  }
  it('of normal pairs comes near −½ ln(1 − ρ²), of independent ones near zero', () => {
    const chance = random(4)
    const x = Float64Array.from({ length: 800 }, chance.normal)
    const y = x.map((v) => 0.8 * v + 0.6 * chance.normal())
    const z = Float64Array.from({ length: 800 }, chance.normal)
    expect(Math.abs(mutualInformation(x, y) + 0.5 * Math.log(1 - 0.64))).toBeLessThan(0.08)
    expect(mutualInformation(x, z)).toBeLessThan(0.06)
    expect(distanceCorrelation(x, z)).toBeLessThan(0.12)
  })
  it('digamma and ranks', () => {
    expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 12)
    expect(digamma(0.5)).toBeCloseTo(-1.9635100260214235, 12)
    expect([...ranks(Float64Array.of(5, 1, 5, 2))]).toEqual([3.5, 1, 3.5, 2])
  })
})

describe('bootstrap', () => {
  const chance = random(12)
  const memory = new Float64Array(600)
  for (let t = 1; t < 600; t++) memory[t] = 0.8 * memory[t - 1] + chance.normal()
  const noise = Float64Array.from({ length: 600 }, chance.normal)
  it('chooses longer blocks where there is memory', () => {
    expect(automaticBlock(memory)).toBeGreaterThan(3 * automaticBlock(noise))
    expect(automaticBlock(noise)).toBeGreaterThanOrEqual(1)
  })
  it('blocks widen the interval of a mean with memory; single rows do not see it', () => {
    const width = ({ low, high }: { low: number; high: number }) => high - low
    const single = width(bootstrapInterval(memory, mean, independentRows(600, random(1))))
    const blocks = width(bootstrapInterval(memory, mean, stationaryRows(600, automaticBlock(memory), random(1))))
    const moving = width(bootstrapInterval(memory, mean, movingBlockRows(600, 25, random(1))))
    expect(blocks).toBeGreaterThan(1.7 * single)
    expect(moving).toBeGreaterThan(1.7 * single)
    expect(width(bootstrapInterval(noise, mean, independentRows(600, random(1))))).toBeCloseTo(
      (2 * 1.96) / Math.sqrt(600),
      1,
    )
  })
})
