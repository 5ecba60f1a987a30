import { describe, expect, it } from 'vitest'
import { differences, logs, mean, variance } from './columns.ts'
import { garch } from './garch.ts'
import { random } from './random.ts'
import { standardErrors } from './sandwich.ts'
import { fixture, relative } from './testing/closes.ts'
import reference from './testing/reference.json' with { type: 'json' }

/** Log density of a normal with mean x₀ and variance x₁. */
const normal = (values: Float64Array) => (x: Float64Array, each: Float64Array) => {
  for (let t = 0; t < values.length; t++) each[t] = -0.5 * (Math.log(x[1]) + (values[t] - x[0]) ** 2 / x[1])
}

describe('standard errors of a likelihood', () => {
  it('of mean and variance are those of the textbook, robust ones too when the values are normal', () => {
    const chance = random(5)
    const n = 20_000
    const values = Float64Array.from({ length: n }, () => 3 + 2 * chance.normal())
    const v = variance(values, 0)
    const got = standardErrors(normal(values), Float64Array.of(mean(values), v), n)
    expect(relative(got?.hessian[0] ?? 0, Math.sqrt(v / n))).toBeLessThan(1e-5)
    expect(relative(got?.hessian[1] ?? 0, v * Math.sqrt(2 / n))).toBeLessThan(1e-5)
    expect(relative(got?.robust[1] ?? 0, v * Math.sqrt(2 / n))).toBeLessThan(0.03)
  })
  it('only the robust one knows of fat tails: the variance of a variance is (κ − 1) σ⁴/n', () => {
    const chance = random(6)
    const n = 20_000
    const values = Float64Array.from({ length: n }, () => chance.student(6))
    const [m, v] = [mean(values), variance(values, 0)]
    const kurtosis = mean(values.map((value) => (value - m) ** 4)) / v ** 2
    const got = standardErrors(normal(values), Float64Array.of(m, v), n)
    expect(relative(got?.robust[1] ?? 0, v * Math.sqrt((kurtosis - 1) / n))).toBeLessThan(1e-3)
    expect(got?.robust[1]).toBeGreaterThan(1.2 * (got?.hessian[1] ?? Number.POSITIVE_INFINITY))
  })
  it('are not given where the likelihood does not bend', () => {
    expect(standardErrors((_, each) => each.fill(-1), Float64Array.of(1, 2), 10)).toBeNull()
  })
})

describe('standard errors of GARCH', () => {
  for (const row of reference.garch.filter(({ spec }) => !spec.startsWith('ewma'))) {
    it(`${row.symbol} ${row.spec}, as the reference has them`, () => {
      const fit = garch(
        differences(logs(fixture(row.symbol).close)).map((r) => 100 * r),
        { asymmetric: row.spec.startsWith('gjr'), distribution: row.spec.endsWith('_t') ? 't' : 'normal' },
      )
      const got = fit.errors?.robust as unknown as Record<string, number>
      const want = (row as unknown as { std_err: Record<string, number> }).std_err
      for (const [name, value] of Object.entries(want))
        expect(relative(got[name.replace('[1]', '')], value), name).toBeLessThan(8e-3)
      expect(fit.errors?.robust.nu === null).toBe(!row.spec.endsWith('_t'))
      expect(fit.errors?.hessian.gamma === null).toBe(!row.spec.startsWith('gjr'))
    })
  }
})
