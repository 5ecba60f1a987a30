import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compute } from '#lib/indicators/compute.ts'
import { indicators } from '#lib/indicators/index.ts'
import { conditionBars, conditionsOf, correlationBars, pairConditionsOf } from './conditions.ts'
import { tail } from './tail.ts'

const walk = (n: number, phase = 0) => {
  const closes = new Float64Array(n)
  let level = 4
  for (let i = 0; i < n; i++) {
    level += 0.01 * Math.sin(i * 12.9898 + phase) + 0.002 * Math.cos(i / 40)
    closes[i] = Math.exp(level)
  }
  return closes
}

describe('the conditions of a series', () => {
  it('are the values of the catalogue at the last bar', () => {
    const closes = walk(400)
    const now = conditionsOf(closes, 252)
    const last = (name: string, params: object) => {
      const indicator = indicators.get(name)
      return compute(indicator, indicator.params.parse(params), { close: closes })[0][399]
    }
    expect(now.anomaly).toBeCloseTo(last('anomaly', { period: 100 }), 9)
    expect(now.trend).toBeCloseTo(last('trend-strength', { period: 50 }), 9)
    expect(now.volatility).toBeCloseTo(last('realised-volatility', { period: 60, barsPerYear: 252 }), 9)
  })

  it('depend on the newest bars alone, to the bit', () => {
    const closes = walk(700)
    fc.assert(
      fc.property(fc.integer({ min: conditionBars, max: 700 }), fc.integer({ min: 0, max: 500 }), (end, more) => {
        const start = Math.max(0, end - conditionBars - more)
        expect(conditionsOf(closes.slice(start, end), 365)).toEqual(
          conditionsOf(closes.slice(end - conditionBars, end), 365),
        )
      }),
      { numRuns: 60 },
    )
  })

  it('come one by one as the bars do, and say nothing before', () => {
    const closes = walk(conditionBars)
    expect(conditionsOf(closes.slice(0, 49), 252)).toEqual({ anomaly: null, trend: null, volatility: null })
    const some = conditionsOf(closes.slice(0, 61), 252)
    expect(some.anomaly).toBeNull()
    expect(some.trend).not.toBeNull()
    expect(some.volatility).toBeGreaterThan(0)
    expect(conditionsOf(closes.slice(0, conditionBars - 1), 252).anomaly).toBeNull()
    expect(conditionsOf(closes, 252).anomaly).not.toBeNull()
  })

  it('call a jump unusual, and a straight line a trend', () => {
    const closes = walk(300)
    closes[299] = closes[298] * 1.2
    expect(conditionsOf(closes, 252).anomaly).toBeGreaterThan(10)
    const rising = Float64Array.from({ length: 200 }, (_, i) => Math.exp(0.01 * i))
    expect(conditionsOf(rising, 252).trend).toBeCloseTo(1, 9)
    expect(conditionsOf(rising.toReversed(), 252).trend).toBeCloseTo(-1, 9)
  })

  it('are unknown, not broken, where a price is none', () => {
    const closes = walk(200)
    closes[150] = 0
    const { volatility } = conditionsOf(closes, 252)
    expect(volatility).toBeNull()
  })
})

describe('the conditions of a pair', () => {
  const y = walk(300)
  const x = walk(300, 0.7)
  const spread = Float64Array.from(y, (v, i) => Math.log(v) - 0.3 - 0.8 * Math.log(x[i]))

  it('are those of the exponential of its spread, and the correlation of the legs', () => {
    const now = pairConditionsOf({ spread, y, x }, 365)
    const { correlation: r, ...rest } = now
    expect(rest).toEqual(conditionsOf(spread.map(Math.exp), 365))
    const returns = (v: Float64Array) =>
      Array.from({ length: correlationBars }, (_, i) => Math.log(v[300 - i - 1]) - Math.log(v[300 - i - 2]))
    const [a, b] = [returns(y), returns(x)]
    const mean = (v: number[]) => v.reduce((s, one) => s + one, 0) / v.length
    const cov = (p: number[], q: number[]) => mean(p.map((one, i) => (one - mean(p)) * (q[i] - mean(q))))
    expect(r).toBeCloseTo(cov(a, b) / Math.sqrt(cov(a, a) * cov(b, b)), 9)
  })

  it('wait for a spread that is not warm, and for as many returns as the window has', () => {
    const cold = spread.slice()
    cold.fill(Number.NaN, 0, 280)
    const now = pairConditionsOf({ spread: cold, y, x }, 365)
    expect([now.anomaly, now.trend, now.volatility]).toEqual([null, null, null])
    expect(now.correlation).not.toBeNull()
    const short = pairConditionsOf({ spread: cold.slice(0, 60), y: y.slice(0, 60), x: x.slice(0, 60) }, 365)
    expect(short.correlation).toBeNull()
    expect(pairConditionsOf({ spread, y, x: new Float64Array(300).fill(5) }, 365).correlation).toBeNull()
  })
})

describe('the tail of a column', () => {
  it('holds the newest values, and goes on from what was saved', () => {
    const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(Number.NaN))
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.array(value, { maxLength: 60 }), fc.nat(60), (size, all, at) => {
        const unbroken = tail(size)
        const first = tail(size)
        for (const one of all) unbroken.push(one)
        for (const one of all.slice(0, at)) first.push(one)
        const second = tail(size, JSON.parse(JSON.stringify(first.save())))
        for (const one of all.slice(at)) second.push(one)
        // JSON has no minus zero.
        const shown = (values: Float64Array) => Array.from(values, (one) => one + 0)
        expect(shown(unbroken.values())).toEqual(all.slice(-size).map((one) => one + 0))
        expect(shown(second.values())).toEqual(shown(unbroken.values()))
        expect(second.length).toBe(Math.min(size, all.length))
      }),
    )
  })
})
