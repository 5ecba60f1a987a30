import { describe, expect, it } from 'vitest'
import { adf } from './adf.ts'
import { differences, logs } from './columns.ts'
import { garch } from './garch.ts'
import { johansen } from './johansen.ts'
import { kpss } from './kpss.ts'
import { line } from './line.ts'
import { phillipsPerron } from './phillips-perron.ts'
import { fixture, relative } from './testing/closes.ts'
import reference from './testing/r.json' with { type: 'json' }

/** Figures were written with ten digits. */
const digits = 2e-9
const logOf = (symbol: string) => logs(fixture(symbol).close)

describe('a second language says the same', () => {
  for (const row of reference.pairs) {
    it(`${row.y} on ${row.x}`, () => {
      const [y, x] = [logOf(row.y), logOf(row.x)]
      const fit = line(y, x)
      expect(relative(fit.alpha, row.ols_alpha)).toBeLessThan(digits)
      expect(relative(fit.beta, row.ols_beta)).toBeLessThan(digits)
      const got = johansen([y, x], 0, 1)
      for (const k of [0, 1]) {
        expect(relative(got.trace[k], row.johansen_trace[k])).toBeLessThan(digits)
        expect(relative(got.maxEigen[k], row.johansen_max_eig[k])).toBeLessThan(digits)
        expect(relative(got.eigenvalues[k], row.johansen_eig[k])).toBeLessThan(digits)
      }
      for (const [lag, want] of [
        [1, row.adf_c_lag1],
        [5, row.adf_c_lag5],
      ] as const)
        expect(relative(adf(y, { maxLag: lag, selection: null }).stat, want)).toBeLessThan(digits)
      expect(relative(kpss(y, 'c', 10).stat, row.kpss_c_lag10)).toBeLessThan(digits)
      // Phillips & Ouliaris 1990: Zα of the residuals, without a constant, ⌊n/100⌋ lags.
      const residuals = phillipsPerron(fit.residuals, 'n', Math.floor((y.length - 1) / 100))
      expect(relative(residuals.zRho, row.phillips_ouliaris)).toBeLessThan(digits)
    })
  }
  for (const [symbol, row] of Object.entries(reference.garch)) {
    it(`GARCH of ${symbol}: apart by where the variance starts, well inside the standard errors`, () => {
      const fit = garch(differences(logOf(symbol)).map((r) => 100 * r))
      const errors = fit.errors?.robust
      if (!errors) throw new Error('no standard errors')
      for (const [ours, theirs, error] of [
        [fit.mu, row.params.mu, errors.mu],
        [fit.omega, row.params.omega, errors.omega],
        [fit.alpha, row.params.alpha1, errors.alpha],
        [fit.beta, row.params.beta1, errors.beta],
      ])
        expect(Math.abs(ours - theirs)).toBeLessThan(0.5 * error)
      expect(Math.abs(fit.logLikelihood - row.loglik)).toBeLessThan(6)
    })
  }
})
