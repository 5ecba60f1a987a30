import { describe, expect, it } from 'vitest'
import { backtest } from '#lib/backtest/run.ts'
import { backtestRequest } from '#lib/contracts/backtests.ts'
import { regimeNames } from '#lib/contracts/regimes.ts'
import { random } from '#lib/stats/random.ts'
import { chooseByRegime } from './adaptive.ts'
import { adaptiveStudy } from './adaptive-study.ts'

const n = 2_000
const day = 86_400_000

/** A market that returns to its mean within bars while calm and runs on while stressed, in stretches of 100 bars. */
function market(seed: number, turns: boolean) {
  const chance = random(seed)
  const close = new Float64Array(n)
  const path = new Float64Array(n)
  let [level, drift] = [0, 0]
  for (let t = 0; t < n; t++) {
    const stressed = Math.floor(t / 100) % 2 === 1
    path[t] = stressed ? 2 : 0
    if (stressed && turns) {
      if (t % 25 === 0) drift = chance.uniform() < 0.5 ? -0.012 : 0.012
      level += drift + 0.006 * chance.normal()
    } else level += 0.006 * chance.normal()
    close[t] = 100 * Math.exp(level)
  }
  const ts = Float64Array.from({ length: n }, (_, t) => Date.UTC(2015, 0, 1) + t * day)
  return { bars: [{ symbol: 'A', bars: { ts, open: null, high: null, low: null, close, volume: null } }], path }
}

const request = backtestRequest.parse({
  strategy: 'sma-cross',
  symbols: ['A'],
  params: { direction: 'both' },
  costs: { commissionBps: 1, slippageBps: 0, impact: 0 },
})
const grid = { fast: [3, 20], slow: [8, 100] }

describe('sets by regime', () => {
  it('a regime in which something else works gets its own set', () => {
    const { bars, path } = market(1, true)
    const chosen = chooseByRegime({ request, bars, path, grid })
    const stressed = chosen.choices[2]
    expect(stressed.refused === null || stressed.refused === 'the common set is the best here, too').toBe(true)
    expect(stressed.params).toEqual({ fast: 3, slow: 8 })
    expect(stressed.own).toBeGreaterThan(1)
    expect(chosen.choices[1]).toMatchObject({ evidence: { bars: 0, trades: 0 }, refused: '0 bars, of 200 it takes' })
    for (const [regime, params] of Object.entries(chosen.sets))
      expect(params).toEqual(chosen.choices[regimeNames.indexOf(regime as never)].params)
  })
  it('where regimes mean nothing, hardly any set of its own is used', () => {
    let used = 0
    for (let seed = 1; seed <= 12; seed++) {
      const { bars, path } = market(seed, false)
      used += Object.keys(chooseByRegime({ request, bars, path, grid }).sets).length
    }
    // Two regimes in twelve markets: without the folds, the best of four sets would be used in most of the 24.
    expect(used).toBeLessThanOrEqual(4)
  })
  it('what is chosen runs as the adaptive strategy', () => {
    const { bars, path } = market(1, true)
    const { sets, fallback } = chooseByRegime({ request, bars, path, grid })
    const report = backtest({
      request: backtestRequest.parse({
        strategy: 'adaptive',
        symbols: ['A'],
        params: { inner: 'sma-cross', fallback: { ...request.params, ...fallback }, ...sets, trainBars: 200 },
      }),
      bars,
      codeVersion: 'x',
    })
    expect(report.metrics.trades).toBeGreaterThan(0)
  })
  it('does not look behind the training bars, and refuses a path that does not fit', () => {
    const { bars, path } = market(2, true)
    const cut = 1_200
    const head = bars.map(({ symbol, bars: one }) => ({
      symbol,
      bars: { ...one, ts: one.ts.slice(0, cut), close: one.close.slice(0, cut) },
    }))
    const known = chooseByRegime({ request, bars: head, path: path.slice(0, cut), grid })
    const bent = head.map(({ symbol, bars: one }) => ({ symbol, bars: { ...one } }))
    expect(chooseByRegime({ request, bars: bent, path: path.slice(0, cut), grid })).toEqual(known)
    expect(() => chooseByRegime({ request, bars: head, path, grid })).toThrow('The path of regimes has 2000 bars')
  })
})

describe('following regimes out of sample', () => {
  const { bars, path } = market(1, true)
  const asked = { request, grid, trainLength: 800, testLength: 300, following: { trainBars: 200 } }
  const study = adaptiveStudy({ ...asked, bars, path })

  it('stitches every test bar once, of both', () => {
    expect(study.folds).toHaveLength(4)
    expect(study.returns.adaptive).toHaveLength(1_200)
    expect(study.returns.common).toHaveLength(1_200)
    expect(study.adaptive.sharpeCi?.[0]).toBeLessThan(study.adaptive.sharpeAnnual ?? 0)
  })
  it('does not see what comes later', () => {
    const cut = 1_500
    const bent = bars.map(({ symbol, bars: one }) => ({
      symbol,
      bars: { ...one, close: one.close.map((value, t) => (t > cut ? value * (1 + 0.2 * Math.sin(t)) : value)) },
    }))
    const other = adaptiveStudy({ ...asked, bars: bent, path })
    expect(other.folds.slice(0, 2)).toEqual(study.folds.slice(0, 2))
    expect(other.returns.adaptive.slice(0, 700)).toEqual(study.returns.adaptive.slice(0, 700))
    expect(other.returns.common.slice(0, 700)).toEqual(study.returns.common.slice(0, 700))
  })
})
