import { expect, it } from 'vitest'
import { mean, variance } from './columns.ts'
import { line } from './line.ts'
import { rollingLine, rollingMoments } from './rolling.ts'

const value = (i: number) => 1e6 + Math.sin(i * 0.37) + 0.3 * Math.cos(i * 1.7)

it('equals the two-pass figures far from zero and after many bars', () => {
  const moments = rollingMoments(50)
  for (let i = 0; i < 300_000; i++) moments.push(value(i))
  const last = Float64Array.from({ length: 50 }, (_, k) => value(299_950 + k))
  expect(moments.mean()).toBeCloseTo(mean(last), 8)
  expect(Math.abs(moments.variance() / variance(last) - 1)).toBeLessThan(1e-8)
})

it('fits the same line as the direct method', () => {
  const rolling = rollingLine(40)
  const x = (i: number) => 4 + 0.02 * Math.sin(i * 0.21) + 0.0001 * i
  const y = (i: number) => 1 + 0.7 * x(i) + 0.004 * Math.cos(i * 0.9)
  for (let i = 0; i < 10_000; i++) rolling.push(y(i), x(i))
  const at = (f: (i: number) => number) => Float64Array.from({ length: 40 }, (_, k) => f(9_960 + k))
  const direct = line(at(y), at(x))
  const fit = rolling.fit()
  expect(Math.abs(fit.beta / direct.beta - 1)).toBeLessThan(1e-9)
  expect(fit.alpha).toBeCloseTo(direct.alpha, 9)
  expect(Math.abs(fit.sd / Math.sqrt(direct.ssr / 38) - 1)).toBeLessThan(1e-7)
})

it('has no slope where x does not move', () => {
  const rolling = rollingLine(5)
  for (let i = 0; i < 9; i++) rolling.push(i, 3)
  expect(rolling.fit().beta).toBeNaN()
})

it('goes on from a saved state bit for bit', () => {
  const a = rollingMoments(7)
  for (let i = 0; i < 23; i++) a.push(value(i))
  const b = rollingMoments(7, JSON.parse(JSON.stringify(a.save())))
  for (let i = 23; i < 60; i++) {
    a.push(value(i))
    b.push(value(i))
    expect(b.variance()).toBe(a.variance())
  }
})
