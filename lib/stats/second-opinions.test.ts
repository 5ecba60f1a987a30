import { describe, expect, it } from 'vitest'
import { autocorrelation, ljungBox, partialAutocorrelation, partialAutocorrelationOls } from './autocorrelation.ts'
import { differences, logs } from './columns.ts'
import { halfLife } from './half-life.ts'
import { hedgeBoxTiao, hedgeJohansen, hedgeMinHalfLife, hedgeOls, hedgeTls } from './hedge-ratios.ts'
import { hurstDetrended, hurstDifferences, hurstP, hurstRescaledRange } from './hurst.ts'
import { type DeterministicOrder, johansen } from './johansen.ts'
import { kalmanHedge, kalmanLikelihood } from './kalman-hedge.ts'
import { kpss } from './kpss.ts'
import { line } from './line.ts'
import { neweyWest, ols, ridge } from './ols.ts'
import { fitOrnsteinUhlenbeck } from './ornstein-uhlenbeck.ts'
import { phillipsPerron } from './phillips-perron.ts'
import { random } from './random.ts'
import { fixture, relative } from './testing/closes.ts'
import reference from './testing/reference.json' with { type: 'json' }
import { varianceRatio } from './variance-ratio.ts'

const logOf = (symbol: string, from?: string, to?: string) => logs(fixture(symbol, from, to).close)
const near = (a: number | null, b: number, tolerance = 1e-8) =>
  expect(relative(a ?? Number.NaN, b)).toBeLessThan(tolerance)

describe('least squares', () => {
  for (const row of reference.ols) {
    it(`${row.y} on ${row.x}, ${row.window}`, () => {
      const [from, to] = reference.windows[row.window as keyof typeof reference.windows]
      const x = logOf(row.x, from, to)
      const fit = ols(logOf(row.y, from, to), [x])
      near(fit.params[0], row.alpha)
      near(fit.params[1], row.beta)
      for (const k of [0, 1]) {
        near(fit.se[k], row.se[k])
        near(fit.t[k], row.t[k])
        expect(Math.abs(fit.p[k] - row.p[k])).toBeLessThan(1e-8)
      }
      near(fit.r2, row.r2)
      near(fit.adjustedR2, row.adj_r2)
      near(fit.sigma2, row.sigma2)
      near(fit.f, row.f)
      near(fit.aic, row.aic)
      near(fit.bic, row.bic)
      near(fit.logLikelihood, row.llf)
      near(fit.durbinWatson, row.durbin_watson)
      near(fit.ssr, row.resid_sum_sq)
      const hac = neweyWest(fit, [new Float64Array(x.length).fill(1), x], 5)
      near(hac[0], row.hac5_se[0])
      near(hac[1], row.hac5_se[1])
    })
  }
  it('ridge with no penalty is least squares, with a large one a flat line', () => {
    const y = logOf('KO')
    const x = [logOf('PEP'), logOf('SPY')]
    const plain = ols(y, x).params
    for (const [k, value] of ridge(y, x, 0).entries()) near(value, plain[k], 1e-6)
    expect(Math.abs(ridge(y, x, 1e12)[1])).toBeLessThan(1e-6)
  })
  it('refuses dependent columns', () => {
    const x = logOf('KO')
    expect(() => ols(x, [x, x.map((v) => 2 * v)])).toThrow('regressor 3')
  })
})

describe('KPSS', () => {
  for (const row of reference.kpss) {
    it(`${row.symbol} ${row.series} ${row.regression} ${row.nlags}`, () => {
      const log = logOf(row.symbol)
      const got = kpss(
        row.series === 'log_return' ? differences(log) : log,
        row.regression as 'c' | 'ct',
        row.nlags as 'auto' | 'legacy' | number,
      )
      expect(got.lags).toBe(row.lags)
      near(got.stat, row.stat)
      expect(Math.abs(got.p - row.p)).toBeLessThan(1e-6)
    })
  }
})

describe('autocorrelation', () => {
  for (const row of reference.acf) {
    it(row.symbol, () => {
      const r = differences(logOf(row.symbol))
      const check = (got: Float64Array, want: number[]) => {
        for (const [k, value] of want.entries()) expect(Math.abs(got[k] - value)).toBeLessThan(1e-10)
      }
      check(autocorrelation(r, 10), row.acf)
      check(
        autocorrelation(
          r.map((v) => v * v),
          10,
        ),
        row.acf_sq,
      )
      check(partialAutocorrelation(r, 10), row.pacf_ywm)
      check(partialAutocorrelationOls(r, 10), row.pacf_ols)
      for (const [lags, [stat, p]] of Object.entries(row.ljung_box)) {
        near(ljungBox(r, Number(lags)).stat, stat)
        expect(Math.abs(ljungBox(r, Number(lags)).p - p)).toBeLessThan(1e-8)
      }
    })
  }
})

describe('Johansen', () => {
  for (const row of reference.johansen) {
    it(`${row.symbols.join(' ')} ${row.window} order ${row.det_order} lags ${row.k_ar_diff}`, () => {
      const [from, to] = reference.windows[row.window as keyof typeof reference.windows]
      const got = johansen(
        row.symbols.map((s) => logOf(s, from, to)),
        row.det_order as DeterministicOrder,
        row.k_ar_diff,
      )
      for (const k of row.eig.keys()) {
        near(got.eigenvalues[k], row.eig[k])
        near(got.trace[k], row.trace[k])
        near(got.maxEigen[k], row.max_eig[k])
        expect(got.traceCrit[k]).toEqual(row.trace_crit_90_95_99[k])
        expect(got.maxEigenCrit[k]).toEqual(row.max_eig_crit_90_95_99[k])
        for (const [i, value] of row.evec_columns[k].entries())
          near(got.vectors[k][i] / got.vectors[k][0], value / row.evec_columns[k][0], 1e-6)
      }
    })
  }
  it('finds one relation where one was put in', () => {
    const chance = random(4)
    const x = new Float64Array(800)
    const y = new Float64Array(800)
    for (let t = 1; t < 800; t++) {
      x[t] = x[t - 1] + chance.normal()
      y[t] = 0.8 * y[t - 1] + 0.2 * 2 * x[t] + chance.normal()
    }
    expect(johansen([y, x]).rank).toBe(1)
    near(hedgeJohansen([y, x])[1], -2, 0.03)
    near(hedgeBoxTiao([y, x])[1], -2, 0.05)
    near(hedgeMinHalfLife(y, x), 2, 0.05)
    near(hedgeTls(y, x) * hedgeTls(x, y), 1)
    expect(halfLife(y.map((v, t) => v - hedgeMinHalfLife(y, x) * x[t])).lambda).toBeLessThanOrEqual(
      halfLife(y.map((v, t) => v - hedgeOls(y, x) * x[t])).lambda,
    )
  })
})

describe('Kalman hedge', () => {
  for (const row of reference.kalman) {
    it(`${row.y} ${row.x} delta ${row.delta} noise ${row.Ve}`, () => {
      const y = logOf(row.y)
      const x = logOf(row.x)
      const filter = kalmanHedge({ delta: row.delta, noise: row.Ve })
      const steps = Array.from(y, (value, t) => filter.step(value, x[t]))
      for (const at of row.at) {
        near(steps[at.i].slope, at.slope)
        near(steps[at.i].intercept, at.intercept)
        expect(Math.abs(steps[at.i].innovation - at.e)).toBeLessThan(1e-9)
        near(Math.sqrt(steps[at.i].innovationVariance), at.sqrtQ)
      }
      near(kalmanLikelihood(y, x, { delta: row.delta, noise: row.Ve }), row.loglik)
    })
  }
  it('goes on from its saved state', () => {
    const a = kalmanHedge()
    for (let t = 0; t < 50; t++) a.step(Math.sin(t), Math.cos(t))
    const b = kalmanHedge({}, JSON.parse(JSON.stringify(a.save())))
    expect(b.step(0.3, 0.7)).toEqual(a.step(0.3, 0.7))
  })
})

describe('speed and memory', () => {
  it('Ornstein–Uhlenbeck and exponents of spreads against the reference', () => {
    for (const row of reference.halfLife) {
      const { residuals } = line(logOf(row.y), logOf(row.x))
      const fit = fitOrnsteinUhlenbeck(residuals, 1 / 252)
      near(fit?.theta ?? null, row.ou_dt_1_252.theta)
      near(fit?.mu ?? null, row.ou_dt_1_252.mu, 1e-6)
      near(fit?.sigma ?? null, row.ou_dt_1_252.sigma)
      near(hurstDifferences(residuals), row.spread_hurst_std)
      for (const want of row.spread_variance_ratio) {
        const got = varianceRatio(residuals, want.q)
        near(got.ratio, want.vr)
        near(got.zHomoskedastic, want.z_homoskedastic)
        near(got.z, want.z_heteroskedastic)
        near(got.p, want.p_heteroskedastic)
      }
    }
  })
  it('Hurst exponents of series against the reference', () => {
    for (const row of reference.hurst) {
      const log = logOf(row.symbol)
      near(hurstRescaledRange(differences(log)), row.hurst_rs_returns)
      near(hurstDetrended(differences(log)), row.dfa_returns)
      near(hurstDifferences(log), row.hurst_std_log_price)
      for (const want of row.variance_ratio) near(varianceRatio(log, want.q).z, want.z_heteroskedastic)
    }
  })
  it('a bare exponent below ½ is no evidence: the calibrated p-value says so', () => {
    const chance = random(9)
    const walk = new Float64Array(252)
    for (let i = 1; i < 252; i++) walk[i] = walk[i - 1] + chance.normal()
    const spread = new Float64Array(252)
    for (let i = 1; i < 252; i++) spread[i] = 0.7 * spread[i - 1] + chance.normal()
    expect(hurstP(hurstDifferences(walk), 252, 200)).toBeGreaterThan(0.02)
    expect(hurstP(hurstDifferences(spread), 252, 200)).toBeLessThan(0.02)
  })
})

describe('Phillips–Perron', () => {
  it('without lags is the Dickey–Fuller statistic up to the divisor of the variance', () => {
    const log = logOf('KO').slice(0, 400)
    const plain = ols(log.slice(1), [log.slice(0, -1)])
    const t = (plain.params[1] - 1) / plain.se[1]
    near(phillipsPerron(log, 'c', 0).stat, t, 1e-9)
  })
  it('keeps a random walk and refuses noise', () => {
    const chance = random(3)
    const noise = Float64Array.from({ length: 400 }, () => chance.normal())
    let total = 0
    const walk = noise.map((v) => (total += v))
    expect(phillipsPerron(walk).p).toBeGreaterThan(0.05)
    expect(phillipsPerron(noise).p).toBeLessThan(0.001)
    expect(phillipsPerron(walk, 'ct').crit[1]).toBeCloseTo(-3.42, 1)
    expect(phillipsPerron(walk, 'n').lags).toBe(17)
  })
})
