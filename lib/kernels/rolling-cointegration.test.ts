import { describe, expect, it } from 'vitest'
import { logs } from '#lib/stats/columns.ts'
import { engleGranger } from '#lib/stats/engle-granger.ts'
import { halfLife } from '#lib/stats/half-life.ts'
import { fixture } from '#lib/stats/testing/closes.ts'
import { rollingCointegration } from './rolling-cointegration.ts'

const y = logs(fixture('EWA').close)
const x = logs(fixture('EWC').close)

describe('rolling cointegration', () => {
  for (const [window, lags] of [
    [252, 1],
    [120, 0],
    [500, 4],
  ]) {
    it(`window ${window}, ${lags} lags: equals the direct test of each window`, () => {
      const rolling = rollingCointegration(y, x, window, lags)
      expect(rolling.p.findIndex((value) => !Number.isNaN(value))).toBe(window - 1)
      for (let t = window - 1; t < y.length; t += 97) {
        const cut = (column: Float64Array) => column.slice(t - window + 1, t + 1)
        const direct = engleGranger(cut(y), cut(x), { lags })
        if (!direct.ok) throw new Error(direct.reason)
        expect(Math.abs(rolling.stat[t] / direct.stat - 1)).toBeLessThan(1e-7)
        expect(Math.abs(rolling.p[t] - direct.p)).toBeLessThan(1e-8)
        expect(Math.abs(rolling.beta[t] - direct.beta)).toBeLessThan(1e-9)
        expect(Math.abs(rolling.alpha[t] - direct.alpha)).toBeLessThan(1e-9)
        const life = halfLife(direct.residuals).linear
        if (life === null) expect(rolling.halfLife[t]).toBeNaN()
        else expect(Math.abs(rolling.halfLife[t] / life - 1)).toBeLessThan(1e-7)
      }
    })
  }
  it('uses nothing later than its bar', () => {
    const part = rollingCointegration(y.slice(0, 800), x.slice(0, 800), 200)
    const whole = rollingCointegration(y, x, 200)
    expect(part.stat).toEqual(whole.stat.slice(0, 800))
  })
  it('says nothing about series that do not move or are the same, and refuses a short window', () => {
    const flat = new Float64Array(300).fill(2)
    expect(rollingCointegration(y.slice(0, 300), flat, 100).beta.every(Number.isNaN)).toBe(true)
    expect(rollingCointegration(x.slice(0, 300), x.slice(0, 300), 100).stat.every(Number.isNaN)).toBe(true)
    expect(() => rollingCointegration(y, x, 10, 2)).toThrow('too short')
  })
})
