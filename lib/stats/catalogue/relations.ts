import { z } from 'zod'
import { Fault } from '#lib/fault.ts'
import { chow, cusum, likeliestBreak } from '../breaks.ts'
import { differences, logs } from '../columns.ts'
import { fitCopulas } from '../copulas.ts'
import { engleGranger } from '../engle-granger.ts'
import { halfLife } from '../half-life.ts'
import { hedgeBoxTiao, hedgeJohansen, hedgeMinHalfLife, hedgeOls, hedgeTls } from '../hedge-ratios.ts'
import { johansen as johansenTest } from '../johansen.ts'
import { kalmanHedge } from '../kalman-hedge.ts'
import { line } from '../line.ts'
import { statistic, twoLogs } from './statistic.ts'

export const coint = statistic({
  name: 'coint',
  title: 'Engle–Granger cointegration',
  series: [2, 2],
  source: 'Engle & Granger 1987; MacKinnon 1994, 2010',
  params: z.object({
    lags: z
      .union([z.enum(['aic', 'bic']), z.int().min(0).max(200)])
      .default('aic')
      .describe('Lagged differences: a criterion or a number'),
  }),
  run([y, x], p) {
    const test = engleGranger(logs(y), logs(x), { lags: p.lags })
    if (!test.ok) throw new Fault('refused', `The pair cannot be tested: ${test.reason}`)
    const { residuals, ok: _, ...figures } = test
    const life = halfLife(residuals)
    return { ...figures, halfLife: life.linear, halfLifeExact: life.exact, halfLifeCi: life.interval }
  },
})

export const johansen = statistic({
  name: 'johansen',
  title: 'Johansen cointegration',
  series: [2, 6],
  source: 'Johansen 1988, 1991; MacKinnon, Haug & Michelis 1999',
  params: z.object({
    order: z
      .union([z.literal(-1), z.literal(0), z.literal(1)])
      .default(0)
      .describe('Deterministic terms: none −1, constant 0, trend 1'),
    lags: z.int().min(0).max(50).default(1).describe('Lagged differences'),
  }),
  run: (prices, p) => ({ ...johansenTest(prices.map(logs), p.order, p.lags) }),
})

export const hedge = statistic({
  name: 'hedge',
  title: 'Hedge ratios',
  series: [2, 2],
  source: 'Least squares; total least squares; shortest half-life; Johansen; Box & Tiao 1977',
  params: z.object({}),
  run(prices) {
    const [y, x] = twoLogs(prices)
    return {
      ols: hedgeOls(y, x),
      tls: hedgeTls(y, x),
      minHalfLife: hedgeMinHalfLife(y, x),
      johansen: -hedgeJohansen([y, x])[1],
      boxTiao: -hedgeBoxTiao([y, x])[1],
    }
  },
})

export const kalman = statistic({
  name: 'kalman',
  title: 'Kalman hedge ratio',
  series: [2, 2],
  source: 'Chan 2013, chapter 3; Durbin & Koopman 2012',
  params: z.object({
    delta: z.number().gt(0).lt(1).default(1e-4).describe('How fast the coefficients may wander'),
    noise: z.number().gt(0).default(1e-3).describe('Variance of the measurement'),
  }),
  run(prices, p) {
    const [y, x] = twoLogs(prices)
    const filter = kalmanHedge(p)
    const column = () => new Float64Array(y.length)
    const out = { slope: column(), intercept: column(), innovation: column(), innovationSd: column() }
    for (let t = 0; t < y.length; t++) {
      const step = filter.step(y[t], x[t])
      out.slope[t] = step.slope
      out.intercept[t] = step.intercept
      out.innovation[t] = step.innovation
      out.innovationSd[t] = Math.sqrt(step.innovationVariance)
    }
    return out
  },
})

export const breaks = statistic({
  name: 'breaks',
  title: 'Breaks of a relation',
  series: [2, 2],
  source: 'Ploberger & Krämer 1992; Chow 1960',
  params: z.object({ at: z.int().min(4).optional().describe('Row of a suspected break, for the Chow test') }),
  run(prices, p) {
    const [y, x] = twoLogs(prices)
    return {
      cusum: cusum(line(y, x).residuals),
      likeliest: likeliestBreak(y, x),
      chow: p.at === undefined ? null : chow(y, x, p.at),
    }
  },
})

export const copula = statistic({
  name: 'copula',
  title: 'Copula of returns',
  series: [2, 2],
  source: 'Nelsen 2006; fitted by maximum likelihood, best Akaike criterion first',
  params: z.object({}),
  run: (prices) => ({
    families: fitCopulas(...(twoLogs(prices).map(differences) as [Float64Array, Float64Array])).map(
      ({ copula: family, theta, logLikelihood, aic }) => ({
        name: family.name,
        theta,
        logLikelihood,
        aic,
      }),
    ),
  }),
})
