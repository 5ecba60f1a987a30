import { walkForwardRequest } from '#lib/contracts/studies.ts'
import type { StoredWalkForward } from '../walk-forward.ts'

const day = 86_400_000
const from = Date.UTC(2014, 0, 2)

/** A finished walk-forward with everything a report can show. */
export function storedStudy(): StoredWalkForward {
  const figures = (totalReturn: number, sharpe: number | null) => ({
    ...{ bars: 126, totalReturn, sharpe, sharpeCi: sharpe === null ? null : ([sharpe - 1, sharpe + 1] as const) },
    ...{ maxDrawdown: 0.04, trades: 9, winRate: 0.55 },
  })
  const crossed = {
    ...{ groups: 6, testGroups: 2, splits: 15, paths: 5, sharpes: [0.1, 0.5], below: 0.2 },
    quantiles: [-0.4, 0.1, 0.6, 0.9, 1.3] as const,
  }
  const returns = Array.from({ length: 378 }, (_, i) => 0.001 * Math.sin(i / 7) + 0.0002)
  return {
    id: '0198c0de-0000-7000-8000-000000000002',
    request: walkForwardRequest.parse({ strategy: 'pairs-zscore', symbols: ['V', 'MA'] }),
    manifest: { dataHash: 'c0ffee', seed: 1 },
    result: {
      folds: [0, 1, 2].map((k) => ({
        train: ['2013-01-02', '2013-12-31'],
        test: [`201${4 + k}-01-02`, `201${4 + k}-06-30`],
        params: { entry: 1.5 + k / 2, window: 60 },
        score: 1.9,
        inSample: figures(0.1, 2.1),
        outOfSample: figures(k === 1 ? -0.02 : 0.03, 0.4),
        path: { inside: [0.9, 1], outside: [1, 1.02] },
      })),
      outOfSample: {
        ...figures(0.0815, 0.62),
        ...{ annualReturn: 0.05, volatilityAnnual: 0.08, sortinoAnnual: 0.9, calmar: 1.2 },
        ...{ probabilisticSharpe: 0.83, minimumTrackRecord: 1_100 },
      },
      inSample: { sharpe: 2.4, meanSharpe: 2.13 },
      efficiency: 0.29,
      deflatedSharpe: { probability: 0.41, thresholdAnnual: 1.32, trials: 32, effectiveTrials: 9 },
      pbo: { probability: 0.59, medianLogit: -0.3, splits: 252, histogram: [1, 2] },
      spa: { lower: 0.2, consistent: 0.31, upper: 0.4, realityCheck: 0.35, blockLength: 4 },
      stability: { share: 0.66, byParameter: { entry: 0.5 } },
      gates: [
        { name: 'sharpe', limit: 0.8, observed: 0.62, passed: false, needed: 1_000, had: 378, unit: 'bars' },
        { name: 'drawdown', limit: 0.08, observed: 0.04, passed: true, needed: null, had: 378, unit: 'bars' },
      ],
      passed: false,
      stress: [
        { name: 'china-2015', covered: true, ...figures(-0.01, null) },
        { name: 'covid-2020', covered: false },
      ],
      baseline: { hold: figures(0.2, 1.1), unchosen: figures(0.01, 0.1) },
      regimes: [{ name: 'calm', ...figures(0.05, 0.9) }],
      crossValidation: { kFold: crossed, combinatorial: crossed },
      ...{ best: 1, worst: 0 },
      trials: Array.from({ length: 32 }, (_, i) => ({
        params: { entry: 1 + i / 10 },
        sharpe: i / 10,
        totalReturn: 0.01 * i,
      })),
      notes: ['a note'],
    },
    track: {
      ts: returns.map((_, i) => from + i * day),
      returns,
      fold: returns.map((_, i) => Math.floor(i / 126)),
    },
    finishedAt: '2016-01-04T10:00:00.000Z',
  }
}
