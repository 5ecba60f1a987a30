import { describe, expect, it } from 'vitest'
import { fixture, relative } from '#lib/stats/testing/closes.ts'
import { returnMetrics, tailMetrics } from './returns.ts'
import reference from './testing/performance.json' with { type: 'json' }

const returnsOf = (symbol: string) => {
  const { close } = fixture(symbol)
  return Float64Array.from({ length: close.length - 1 }, (_, i) => close[i + 1] / close[i] - 1)
}

describe('figures of returns against the reference', () => {
  for (const [symbol, want] of Object.entries(reference.series)) {
    it(symbol, () => {
      const r = returnsOf(symbol)
      const got = returnMetrics(r, { barsPerYear: 252 })
      const near = (a: number | null, b: number) => expect(relative(a ?? Number.NaN, b)).toBeLessThan(1e-9)
      expect(got.n).toBe(want.n)
      near(got.totalReturn, want.total)
      near(got.annualReturn, want.cagr)
      near(got.meanAnnual, want.ann_mean)
      near(got.volatilityAnnual, want.vol)
      near(got.sharpeAnnual, want.sharpe)
      near(got.sortinoAnnual, want.sortino)
      near(got.maxDrawdown, want.max_drawdown)
      expect(got.longestUnderWater).toBe(want.max_dd_duration)
      near(got.calmar, want.calmar)
      near(got.ulcer, want.ulcer)
      near(got.martin, want.martin)
      near(got.omega, want.omega_0)
      near(got.skew, want.skew)
      near(got.kurtosisExcess, want.kurtosis_excess)
      near(got.kelly, want.kelly)
      near(got.winRate, want.win_rate)
      near(got.payoff, want.payoff)
      near(got.gainToPain, want.gain_to_pain)
      near(got.stability, want.stability_r2)
      near(got.jarqueBera, want.jarque_bera)
      const five = tailMetrics(r, 0.05, got, 252)
      const one = tailMetrics(r, 0.01, got, 252)
      near(five.varHistorical, want.var95_hist)
      near(five.cvarHistorical, want.cvar95_hist)
      near(one.varHistorical, want.var99_hist)
      near(one.cvarHistorical, want.cvar99_hist)
      near(five.varNormal, want.var95_normal)
      near(five.cvarNormal, want.cvar95_normal)
      near(five.varCornishFisher, want.var95_cornish_fisher)
      near(five.tailRatio, want.tail_ratio)
    })
  }
})

describe('figures that cannot be had', () => {
  it('are null on returns that do not vary', () => {
    const flat = returnMetrics(new Float64Array(20), { barsPerYear: 252 })
    expect(flat).toMatchObject({
      totalReturn: 0,
      sharpeAnnual: null,
      sharpeCi: null,
      sortinoAnnual: null,
      calmar: null,
      winRate: null,
      omega: null,
      skew: null,
    })
  })
  it('are null without returns', () => {
    expect(returnMetrics([], { barsPerYear: 252 })).toMatchObject({
      n: 0,
      annualReturn: null,
      volatilityAnnual: null,
      maxDrawdown: 0,
    })
  })
})

it('counts the worst drawdown from its peak to its recovery', () => {
  const r = [0.1, -0.1, -0.1, 0.3, 0.1, -0.01]
  expect(returnMetrics(r, { barsPerYear: 252 })).toMatchObject({ maxDrawdownBars: 3, longestUnderWater: 2 })
  expect(returnMetrics(r.slice(0, 3), { barsPerYear: 252 }).maxDrawdownBars).toBe(2)
})

it('holds the true Sharpe ratio in its interval about as often as it says', () => {
  let state = 99
  const uniform = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296
  const normal = () => Math.sqrt(-2 * Math.log(uniform() + 1e-12)) * Math.cos(2 * Math.PI * uniform())
  let covered = 0
  for (let run = 0; run < 500; run++) {
    const r = Float64Array.from({ length: 252 }, () => 0.01 * normal() + 0.0006)
    const ci = returnMetrics(r, { barsPerYear: 252 }).sharpeCi
    const truth = 0.06 * Math.sqrt(252)
    if (ci && ci[0] <= truth && truth <= ci[1]) covered++
  }
  expect(covered / 500).toBeGreaterThan(0.92)
  expect(covered / 500).toBeLessThan(0.98)
})
