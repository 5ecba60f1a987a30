import { z } from 'zod'
import { adf as adfTest } from '../adf.ts'
import { kpss as kpssTest } from '../kpss.ts'
import { phillipsPerron } from '../phillips-perron.ts'
import { varianceRatio } from '../variance-ratio.ts'
import { lagChoice, seen, statistic, view } from './statistic.ts'

export const adf = statistic({
  name: 'adf',
  title: 'Augmented Dickey–Fuller',
  series: [1, 1],
  source: 'Dickey & Fuller 1979; MacKinnon 1994, 2010',
  params: z.object({
    of: view('log'),
    trend: z.enum(['n', 'c', 'ct', 'ctt']).default('c').describe('Deterministic terms'),
    lags: lagChoice.default('aic').describe('Lagged differences: a criterion or a number'),
    maxLag: z.int().min(0).max(200).optional().describe('Largest lag a criterion may choose'),
  }),
  run([prices], p) {
    const fixed = typeof p.lags === 'number'
    const selection = typeof p.lags === 'number' ? null : p.lags
    return {
      ...adfTest(seen(prices, p.of), {
        trend: p.trend,
        selection,
        maxLag: fixed ? (p.lags as number) : (p.maxLag ?? null),
      }),
    }
  },
})

export const kpss = statistic({
  name: 'kpss',
  title: 'KPSS',
  series: [1, 1],
  source: 'Kwiatkowski, Phillips, Schmidt & Shin 1992',
  params: z.object({
    of: view('log'),
    trend: z.enum(['c', 'ct']).default('c').describe('Stationary about a level or a trend'),
    lags: z
      .union([z.enum(['auto', 'legacy']), z.int().min(0).max(1_000)])
      .default('auto')
      .describe('Lags of the long-run variance'),
  }),
  run: ([prices], p) => ({ ...kpssTest(seen(prices, p.of), p.trend, p.lags) }),
})

export const pp = statistic({
  name: 'pp',
  title: 'Phillips–Perron',
  series: [1, 1],
  source: 'Phillips & Perron 1988',
  params: z.object({
    of: view('log'),
    trend: z.enum(['n', 'c', 'ct']).default('c').describe('Deterministic terms'),
    lags: z.int().min(0).max(1_000).optional().describe('Lags of the long-run variance'),
  }),
  run: ([prices], p) => ({ ...phillipsPerron(seen(prices, p.of), p.trend, p.lags) }),
})

export const varianceRatioStatistic = statistic({
  name: 'variance-ratio',
  title: 'Variance ratio',
  series: [1, 1],
  source: 'Lo & MacKinlay 1988',
  params: z.object({
    of: view('log'),
    steps: z.int().min(2).max(10_000).default(5).describe('Bars of the long difference'),
  }),
  run: ([prices], p) => ({ ...varianceRatio(seen(prices, p.of), p.steps) }),
})
