import { z } from 'zod'
import { Fault } from '#lib/fault.ts'
import { autocorrelation, ljungBox, partialAutocorrelation } from '../autocorrelation.ts'
import { bertramBands, leungLiLevels } from '../bands.ts'
import { differences, logs } from '../columns.ts'
import { ewmaVariance, garch as garchFit } from '../garch.ts'
import { halfLife as halfLifeOf } from '../half-life.ts'
import { hurstDetrended, hurstDifferences, hurstP, hurstRescaledRange } from '../hurst.ts'
import { line } from '../line.ts'
import { fitOrnsteinUhlenbeck } from '../ornstein-uhlenbeck.ts'
import { seen, statistic, twoLogs, view } from './statistic.ts'

/** One series as it is, or the spread of the first on the second. */
function spreadOf(prices: readonly Float64Array[]): Float64Array {
  return prices.length === 1 ? logs(prices[0]) : line(...twoLogs(prices)).residuals
}

export const ou = statistic({
  name: 'ou',
  title: 'Ornstein–Uhlenbeck',
  series: [1, 2],
  source: 'Exact discretisation; bias after Kendall 1954 and Tang & Chen 2009; bands Bertram 2010, Leung & Li 2015',
  params: z.object({
    dt: z.number().gt(0).default(1).describe('Length of a bar in the unit of the speed'),
    cost: z.number().min(0).default(0.002).describe('Round trip in logs, for the bands'),
    rate: z.number().gt(0).default(0.0002).describe('Discount per unit of time, for the optimal levels'),
  }),
  run(prices, p) {
    const fit = fitOrnsteinUhlenbeck(spreadOf(prices), p.dt)
    if (!fit) throw new Fault('refused', 'The series does not return to a mean')
    return { ...fit, bertram: bertramBands(fit, p.cost), leungLi: leungLiLevels({ ...fit, mu: 0 }, p.rate, p.cost / 2) }
  },
})

export const halfLife = statistic({
  name: 'half-life',
  title: 'Half-life',
  series: [1, 2],
  source: 'Chan 2013; exact form and interval with the bias of Kendall 1954 taken back',
  params: z.object({}),
  run: (prices) => ({ ...halfLifeOf(spreadOf(prices)) }),
})

export const hurst = statistic({
  name: 'hurst',
  title: 'Hurst exponent',
  series: [1, 2],
  source: 'Hurst 1951; Peng et al. 1994; p-value by simulation of random walks',
  params: z.object({
    runs: z.int().min(100).max(10_000).default(500).describe('Random walks behind the p-value'),
    seed: z.int().min(0).default(1).describe('Of the random walks'),
  }),
  run(prices, p) {
    const levels = spreadOf(prices)
    const exponent = hurstDifferences(levels)
    return {
      rescaledRange: hurstRescaledRange(differences(levels)),
      detrended: hurstDetrended(differences(levels)),
      differences: exponent,
      p: hurstP(exponent, levels.length, p.runs, p.seed),
    }
  },
})

export const acf = statistic({
  name: 'acf',
  title: 'Autocorrelation',
  series: [1, 1],
  source: 'Ljung & Box 1978',
  params: z.object({ of: view('return'), lags: z.int().min(1).max(1_000).default(20).describe('Largest lag') }),
  run([prices], p) {
    const values = seen(prices, p.of)
    return {
      acf: autocorrelation(values, p.lags),
      pacf: partialAutocorrelation(values, p.lags),
      ljungBox: ljungBox(values, p.lags),
    }
  },
})

export const garch = statistic({
  name: 'garch',
  title: 'GARCH',
  series: [1, 1],
  source: 'Bollerslev 1986; Glosten, Jagannathan & Runkle 1993; on log returns in percent',
  params: z.object({
    asymmetric: z.boolean().default(false).describe('Falls weigh more (GJR)'),
    distribution: z.enum(['normal', 't']).default('normal').describe('Of the shocks'),
    steps: z.int().min(1).max(1_000).default(10).describe('Bars to forecast'),
  }),
  run([prices], p) {
    const { forecast, ...fit } = garchFit(
      differences(logs(prices)).map((r) => 100 * r),
      p,
    )
    return { ...fit, forecast: forecast(p.steps) }
  },
})

export const ewma = statistic({
  name: 'ewma',
  title: 'Exponentially weighted variance',
  series: [1, 1],
  source: 'RiskMetrics 1996; on log returns in percent',
  params: z.object({ lambda: z.number().gt(0).lt(1).default(0.94).describe('Weight of the past') }),
  run: ([prices], p) => ({
    variances: ewmaVariance(
      differences(logs(prices)).map((r) => 100 * r),
      p.lambda,
    ),
  }),
})
