import { expect, test } from 'vitest'
import { random } from '#lib/stats/random.ts'
import { effectiveTrials } from './effective-trials.ts'
import { overfitting } from './overfitting.ts'
import {
  deflatedSharpe,
  expectedMaximum,
  minimumTrackRecord,
  probabilisticSharpe,
  sharpeShape,
} from './probabilistic-sharpe.ts'
import { superiorAbility } from './superior-ability.ts'
import reference from './testing/psr-dsr.json' with { type: 'json' }

const seeds = { small: 0.2, ci: 1, full: 1 }[process.env.TITAN_TEST_SIZE ?? 'small'] ?? 0.2
const noise = (seed: number, trials: number, bars: number, meanAnnual = 0) => {
  const chance = random(seed)
  return Array.from({ length: trials }, () =>
    Float64Array.from({ length: bars }, () => 0.01 * (chance.normal() + meanAnnual / Math.sqrt(252))),
  )
}

test('the paper’s example: 2.5 a year over 1,250 days, skew −3, kurtosis 10', () => {
  const perDay = 1 / Math.sqrt(250)
  const shape = { n: 1_250, ratio: 2.5 * perDay, skew: -3, kurtosis: 10 }
  // Only variance and number of trials matter: two ratios with the paper's variance of ½ a year stand for all.
  const half = Math.sqrt(0.25) * perDay
  const deflated = (n: number, of = shape) => deflatedSharpe(of, [-half, half], n)
  expect(deflated(100).threshold).toBeCloseTo(0.113172, 6)
  expect(deflated(100).probability).toBeCloseTo(0.900397, 6)
  expect(deflated(88).probability).toBeCloseTo(0.910153, 6)
  expect(deflated(46).probability).toBeCloseTo(0.950502, 6)
  expect(deflated(88, { ...shape, skew: 0, kurtosis: 3 }).probability).toBeCloseTo(0.950491, 6)
  expect(minimumTrackRecord(shape)).toBeCloseTo(166.64, 1)
})

test('expected maxima and track records of the reference', () => {
  expect([10, 50, 100, 500, 1_000].map((n) => Number(expectedMaximum(n).toFixed(4)))).toEqual([
    1.5746, 2.2763, 2.5306, 3.0525, 3.2551,
  ])
  expect(expectedMaximum(1)).toBe(0)
  const annual = (ratio: number) => ({ n: 252, ratio: ratio / Math.sqrt(252), skew: 0, kurtosis: 3 })
  expect(minimumTrackRecord(annual(1))).toBeCloseTo(684.1, 1)
  expect((minimumTrackRecord(annual(0.8)) ?? 0) / 252).toBeCloseTo(4.24, 2)
  expect(minimumTrackRecord(annual(-1))).toBeNull()
})

test('the best SMA trial on SPY: figures of the reference', () => {
  const best = { n: 2_535, ratio: 0.0536364957893, skew: -0.337687916919, kurtosis: 7.61635423562 }
  expect(probabilisticSharpe(best)).toBeCloseTo(0.996203408941, 9)
  expect(probabilisticSharpe(best, 0.0119727323754)).toBeCloseTo(0.980947616532, 9)
  expect(minimumTrackRecord(best)).toBeCloseTo(962.954623919, 5)
})

test('probabilistic and deflated ratios of the reference, every row', () => {
  for (const { name, n, sr, skew, kurt, psr } of reference.psr)
    expect(probabilisticSharpe({ n, ratio: sr, skew, kurtosis: kurt }), name).toBeCloseTo(psr, 9)
  const { best, trials, nObs, sr0 } = reference
  const shape = { n: nObs, ratio: best.sr, skew: best.skew, kurtosis: best.kurt }
  const deflated = deflatedSharpe(shape, trials)
  expect(deflated.threshold).toBeCloseTo(sr0, 11)
  expect(deflated.probability).toBeCloseTo(best.dsr, 9)
  expect(deflated.trials).toBe(36)
})

test('shape of returns: scale does not matter, a constant has none', () => {
  const [series] = noise(3, 1, 500)
  const a = sharpeShape(series)
  const b = sharpeShape(series.map((value) => value * 7))
  expect(a?.ratio).toBeCloseTo(b?.ratio ?? 0, 12)
  expect(a?.kurtosis).toBeCloseTo(b?.kurtosis ?? 0, 9)
  expect(sharpeShape(new Float64Array(50).fill(0.01))).toBeNull()
  expect(sharpeShape([0.1])).toBeNull()
})

test('gate: the best of 100 trials of noise is deflated above 0.95 in at most 2 % of runs', () => {
  const runs = Math.round(100 * seeds)
  let passed = 0
  for (let run = 0; run < runs; run++) {
    const trials = noise(1_000 + run, 100, 504)
    const shapes = trials.map((one) => sharpeShape(one)).filter((shape) => shape !== null)
    const best = shapes.reduce((a, b) => (b.ratio > a.ratio ? b : a))
    if (
      deflatedSharpe(
        best,
        shapes.map(({ ratio }) => ratio),
      ).probability > 0.95
    )
      passed += 1
  }
  expect(passed / runs).toBeLessThanOrEqual(0.02)
})

test('gate: on pure noise the probability of overfitting is a half on average', () => {
  const runs = Math.round(100 * seeds)
  let sum = 0
  for (let run = 0; run < runs; run++) sum += overfitting(noise(5_000 + run, 50, 1_000), 10)?.probability ?? Number.NaN
  expect(Math.abs(sum / runs - 0.5)).toBeLessThan(seeds < 1 ? 0.13 : 0.06)
})

test('overfitting: one trial with real skill is found again; identical trials count once', () => {
  const trials = [...noise(9, 20, 1_500), ...noise(10, 1, 1_500, 5)]
  const found = overfitting(trials, 10)
  expect(found?.probability).toBeLessThan(0.02)
  expect(found?.splits).toBe(252)
  expect(overfitting([...trials, trials[0], trials[0]], 10)?.trials).toBe(21)
  expect(overfitting([trials[0], trials[0]], 10)).toBeNull()
  expect(overfitting(trials, 16)?.splits).toBe(12_870)
})

test('gate: with 50 strategies without edge the test for superior ability rejects in at most 7 %', () => {
  const runs = Math.round(200 * seeds)
  let rejected = 0
  for (let run = 0; run < runs; run++) {
    const result = superiorAbility(noise(20_000 + run, 50, 252), { replications: 200, seed: run })
    if (result && result.consistent <= 0.05) rejected += 1
  }
  expect(rejected / runs).toBeLessThanOrEqual(seeds < 1 ? 0.125 : 0.07)
})

test('superior ability: real skill is seen, the three p-values are ordered, the same seed gives the same', () => {
  const trials = [...noise(31, 30, 1_000), ...noise(32, 1, 1_000, 3)]
  const result = superiorAbility(trials, { replications: 500 })
  expect(result?.consistent).toBeLessThan(0.01)
  expect(result?.best).toBe(30)
  expect(result?.lower).toBeLessThanOrEqual(result?.consistent ?? 0)
  expect(result?.consistent).toBeLessThanOrEqual(result?.upper ?? 0)
  expect(superiorAbility(trials, { replications: 500 })).toEqual(result)
  expect(superiorAbility([new Float64Array(100)])).toBeNull()
})

test('effective trials: independent ones count, copies do not', () => {
  const independent = noise(41, 20, 2_000)
  expect(effectiveTrials(independent)).toBeGreaterThan(15)
  const [one] = independent
  expect(effectiveTrials(Array.from({ length: 20 }, () => one))).toBeCloseTo(1, 6)
  expect(effectiveTrials([one])).toBe(1)
})
