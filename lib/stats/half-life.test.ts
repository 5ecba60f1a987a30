import { expect, it } from 'vitest'
import { logs } from './columns.ts'
import { halfLife } from './half-life.ts'
import { line } from './line.ts'
import { fixture, relative } from './testing/closes.ts'
import reference from './testing/reference.json' with { type: 'json' }

it('equals the reference on real spreads', () => {
  expect(reference.halfLife.length).toBeGreaterThan(0)
  for (const row of reference.halfLife) {
    const { residuals } = line(logs(fixture(row.y).close), logs(fixture(row.x).close))
    const life = halfLife(residuals)
    expect(relative(life.phi, row.phi)).toBeLessThan(1e-10)
    expect(relative(life.linear ?? 0, row.half_life_linear)).toBeLessThan(1e-8)
    expect(relative(life.exact ?? 0, row.half_life_log)).toBeLessThan(1e-8)
  }
})

it('covers the true half-life about as often as it says', () => {
  let state = 12345
  const uniform = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648
  const normal = () => Math.sqrt(-2 * Math.log(uniform() + 1e-12)) * Math.cos(2 * Math.PI * uniform())
  const phi = 0.93
  const truth = -Math.LN2 / Math.log(phi)
  let covered = 0
  for (let run = 0; run < 400; run++) {
    const s = new Float64Array(500)
    for (let i = 1; i < s.length; i++) s[i] = phi * s[i - 1] + normal()
    const interval = halfLife(s).interval
    if (interval && interval[0] <= truth && (interval[1] === null || truth <= interval[1])) covered++
  }
  expect(covered / 400).toBeGreaterThan(0.91)
  expect(covered / 400).toBeLessThan(0.98)
})

it('has no half-life where nothing returns', () => {
  const s = Float64Array.from({ length: 50 }, (_, i) => 1.1 ** i)
  expect(halfLife(s).linear).toBeNull()
  expect(halfLife(s).exact).toBeNull()
})
