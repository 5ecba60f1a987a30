import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backtest } from '#lib/backtest/run.ts'
import { type AdaptiveRequestInput, adaptiveRequest } from '#lib/contracts/adaptive.ts'
import { backtestRequest } from '#lib/contracts/backtests.ts'
import { regimeNames } from '#lib/contracts/regimes.ts'
import { Fault } from '#lib/fault.ts'
import { gridOf } from '#lib/optimize/space.ts'
import { detectRegimes } from '#lib/regimes/detect.ts'
import { random } from '#lib/stats/random.ts'
import { chooseByRegime } from './adaptive.ts'
import { adaptivePlan, checkMemory, regimePath } from './adaptive-plan.ts'
import { adaptiveStudy } from './adaptive-study.ts'

const day = 86_400_000

/** A market that returns to its mean within bars while calm and runs on while stressed, in stretches of 100 bars. */
function market(seed: number, turns: boolean, n = 2_000, loud = 0.006) {
  const chance = random(seed)
  const close = new Float64Array(n)
  const path = new Float64Array(n)
  let [level, drift] = [0, 0]
  for (let t = 0; t < n; t++) {
    const stressed = Math.floor(t / 100) % 2 === 1
    path[t] = stressed ? 2 : 0
    if (stressed && turns) {
      if (t % 25 === 0) drift = chance.uniform() < 0.5 ? -0.012 : 0.012
      level += drift + loud * chance.normal()
    } else level += 0.006 * chance.normal()
    close[t] = 100 * Math.exp(level)
  }
  const ts = Float64Array.from({ length: n }, (_, t) => Date.UTC(2015, 0, 1) + t * day)
  return { bars: [{ symbol: 'A', bars: { ts, open: null, high: null, low: null, close, volume: null } }], path }
}

const run = {
  strategy: 'sma-cross',
  symbols: ['A'],
  params: { direction: 'both' },
  costs: { commissionBps: 1, slippageBps: 0, impact: 0 },
}
const request = backtestRequest.parse(run)
const grid = gridOf({ fast: [3, 20], slow: [8, 100] }).filter(({ fast, slow }) => Number(fast) < Number(slow))
const guard = { minBars: 200, minTrades: 10, margin: 0.3, blocks: 5 }
const choose = (of: Pick<Parameters<typeof chooseByRegime>[0], 'bars' | 'path'>) =>
  chooseByRegime({ request, grid, ...guard, ...of })

describe('sets by regime', () => {
  it('a regime in which something else works gets its own set', () => {
    const chosen = choose(market(1, true))
    const stressed = chosen.choices[2]
    expect(stressed.refused === null || stressed.refused === 'the common set is the best here, too').toBe(true)
    expect(stressed.params).toEqual({ fast: 3, slow: 8 })
    expect(stressed.own).toBeGreaterThan(1)
    expect(chosen.choices[1]).toMatchObject({
      ...{ evidence: { bars: 0, trades: 0 }, own: null, won: null },
      refused: '0 bars, of 200 it takes',
    })
    for (const [regime, params] of Object.entries(chosen.sets))
      expect(params).toEqual(chosen.choices[regimeNames.indexOf(regime as never)].params)
  })

  it('where regimes mean nothing, hardly any set of its own is used', () => {
    let used = 0
    for (let seed = 1; seed <= 12; seed++) used += Object.keys(choose(market(seed, false)).sets).length
    // Two regimes in twelve markets: without the blocks, the best of four sets would be used in most of the 24.
    expect(used).toBeLessThanOrEqual(4)
  })

  it('what is used has all that it takes, and what is not says what it lacks', () => {
    const world = market(1, true)
    const reasons = (more: Partial<typeof guard>) =>
      chooseByRegime({ request, grid, ...guard, ...more, ...world }).choices.map(({ refused }) => refused)
    expect(reasons({ minBars: 5_000 })[0]).toMatch(/^\d+ bars, of 5000 it takes$/)
    expect(reasons({ minTrades: 5_000 })[0]).toMatch(/^\d+ trades, of 5000 it takes$/)
    expect(reasons({ margin: 9 }).filter((text) => text === null)).toEqual([])
    for (const one of choose(world).choices.filter(({ refused }) => refused === null)) {
      expect(one.evidence.bars).toBeGreaterThanOrEqual(200)
      expect(one.evidence.trades).toBeGreaterThanOrEqual(10)
      expect((one.own ?? 0) - (one.common ?? 0)).toBeGreaterThanOrEqual(0.3)
      expect(one.won).toBeGreaterThan(2)
    }
  })

  it('what is chosen runs as the adaptive strategy', () => {
    const { bars, path } = market(1, true)
    const { sets, common } = choose({ bars, path })
    const report = backtest({
      request: backtestRequest.parse({
        strategy: 'adaptive',
        symbols: ['A'],
        params: { inner: 'sma-cross', fallback: { ...request.params, ...common }, ...sets, trainBars: 200 },
      }),
      bars,
      codeVersion: 'x',
    })
    expect(report.metrics.trades).toBeGreaterThan(0)
  })

  it('refuses a path that does not fit', () => {
    const { bars, path } = market(2, true)
    expect(() => choose({ bars, path: path.slice(1) })).toThrow('The path of regimes has 1999 bars, the market 2000')
  })
})

/** Rises quietly for 150 bars, then runs up and down for 150, with four times the noise: costs are for the slow, runs for the fast. */
function weather(seed: number, n = 2_400) {
  const chance = random(seed)
  let [level, drift] = [0, 0]
  const close = Float64Array.from({ length: n }, (_, t) => {
    const stressed = Math.floor(t / 150) % 2 === 1
    if (t % 25 === 0) drift = chance.uniform() < 0.5 ? -0.014 : 0.014
    level += stressed ? drift + 0.016 * chance.normal() : 0.0006 + 0.004 * chance.normal()
    return 100 * Math.exp(level)
  })
  const ts = Float64Array.from({ length: n }, (_, t) => Date.UTC(2015, 0, 1) + t * day)
  return [{ symbol: 'A', bars: { ts, open: null, high: null, low: null, close, volume: null } }]
}

const asked = (more: Partial<AdaptiveRequestInput> = {}) =>
  adaptiveRequest.parse({
    ...run,
    grid: { fast: [3, 20], slow: [8, 100] },
    ...{ trainLength: 800, testLength: 300, minBars: 60 },
    ...more,
  })

describe('following regimes out of sample', () => {
  const { bars } = market(1, true, 2_000, 0.02)
  const worth = asked({
    ...{ grid: { fast: [2, 10], slow: [6, 40] }, costs: { commissionBps: 8, slippageBps: 0, impact: 0 } },
    ...{ trainLength: 900, minTrades: 4 },
  })
  const study = adaptiveStudy(worth, weather(1))

  it('stitches every test bar once, of both, and tells them apart by the sets alone', () => {
    expect(study.folds).toHaveLength(5)
    for (const column of Object.values(study.track)) expect(column).toHaveLength(1_500)
    expect(study.byRegime.sharpeCi?.[0]).toBeLessThan(study.byRegime.sharpe ?? 0)
    expect(study.adapted).toBeGreaterThan(0)
    study.folds.forEach(({ choices, byRegime, byCommon }, i) => {
      const own = choices.some(({ refused }) => refused === null)
      // Without a set of its own in any regime both are the same run, to the bit.
      if (!own) expect(byRegime).toEqual(byCommon)
      expect(study.folds[i].train[0] < study.folds[i].test[0]).toBe(true)
    })
    const gap = study.gap
    if (!gap) throw new Error('two tracks that move have a gap')
    expect(gap.difference).toBeCloseTo((study.byRegime.sharpe ?? 0) - (study.byCommon.sharpe ?? 0), 2)
    expect(gap.low).toBeLessThanOrEqual(gap.difference)
    expect(gap.high).toBeGreaterThanOrEqual(gap.difference)
  })

  it('a guard that nothing passes leaves two tracks that are one', () => {
    const none = adaptiveStudy(asked({ margin: 10 }), bars)
    expect(none.adapted).toBe(0)
    expect(none.track.byRegime).toEqual(none.track.byCommon)
    expect(none.gap).toMatchObject({ difference: 0, p: 1 })
    expect(Object.keys(none.chosen.params)).toEqual(['inner', 'fallback', 'detector', 'transition', 'transitionBars'])
  })

  it('the final choice is what the strategy takes, with the detector that told the regimes', () => {
    const params = { trainBars: 120, confidence: 0.7 }
    const { chosen } = adaptiveStudy(asked({ detectorParams: params, transition: 'linear' }), bars)
    expect(chosen.params).toMatchObject({ inner: 'sma-cross', detector: 'rule-based', transition: 'linear', ...params })
    expect(chosen.params['fallback']).toEqual({ direction: 'both', ...chosen.common })
    const report = backtest({
      request: backtestRequest.parse({ strategy: 'adaptive', symbols: ['A'], params: chosen.params }),
      bars,
      codeVersion: 'x',
    })
    expect(report.metrics.trades).toBeGreaterThan(0)
  })

  it('a strategy that places orders of its own follows, too', () => {
    const { combinations, folds, track } = adaptiveStudy(asked({ strategy: 'grid', params: {}, grid: {} }), bars)
    expect(combinations).toBeGreaterThanOrEqual(8)
    expect(folds.some(({ byCommon }) => byCommon.trades > 0)).toBe(true)
    expect(track.byRegime.every(Number.isFinite)).toBe(true)
    for (const { choices, byRegime, byCommon } of folds)
      if (choices.every(({ refused }) => refused !== null)) expect(byRegime).toEqual(byCommon)
  })

  it('says how far it is, to the end', () => {
    const seen: [number, number][] = []
    adaptiveStudy(asked(), bars, { onProgress: (done, total) => seen.push([done, total]) })
    // Three combinations in four windows and on all bars.
    expect(seen.at(-1)).toEqual([15, 15])
    expect(seen.slice(1).map(([done]) => done)).toEqual(Array.from({ length: 15 }, (_, i) => i + 1))
  })

  it('changing a test window changes neither its sets nor anything before it', { timeout: 60_000 }, () => {
    const small = asked({ grid: { fast: [3], slow: [8, 30] }, trainLength: 300, testLength: 100 })
    const short = bars.map(({ symbol, bars: all }) => ({
      symbol,
      bars: { ...all, ts: all.ts.slice(0, 700), close: all.close.slice(0, 700) },
    }))
    const known = adaptiveStudy(small, short)
    expect(known.folds).toHaveLength(4)
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 699 }), fc.integer({ min: 1, max: 1e6 }), (cut, seed) => {
        const chance = random(seed)
        const bent = short.map(({ symbol, bars: all }) => ({
          symbol,
          bars: {
            ...all,
            close: all.close.map((value, t) => (t >= cut ? value * Math.exp(0.05 * chance.normal()) : value)),
          },
        }))
        const other = adaptiveStudy(small, bent)
        const window = Math.floor((cut - 300) / 100)
        for (let k = 0; k <= window; k++) {
          expect(other.folds[k].choices).toEqual(known.folds[k].choices)
          expect(other.folds[k].common).toEqual(known.folds[k].common)
        }
        // What is decided at the bar before fills at the next close: it moves with that price, no earlier one does.
        for (const column of ['byRegime', 'byCommon', 'regime'] as const)
          expect(other.track[column].slice(0, cut - 300)).toEqual(known.track[column].slice(0, cut - 300))
      }),
      { numRuns: 12 },
    )
  })
})

describe('the regimes it is chosen on', () => {
  it('are those that the detector tells with the windows of the strategy', () => {
    const { bars } = market(3, true, 900, 0.02)
    const { regimes } = adaptivePlan(asked(), 1)
    const params = { trainBars: 100, refitEvery: 21, confidence: 0.6, minDwell: 5, window: 20, trendWindow: 60 }
    const { history } = detectRegimes(
      { symbols: ['A'], timeframe: '1d', detector: 'rule-based', params, seed: 1, visibility: 'private' },
      bars,
    )
    expect(regimePath(regimes, bars)).toEqual(history.regime)
  })
})

describe('what cannot be followed is refused at its field', () => {
  const refusal = (more: Partial<AdaptiveRequestInput>) => {
    try {
      adaptivePlan(asked(more), 1)
    } catch (error) {
      if (error instanceof Fault) return { path: error.issues[0]?.path, message: error.message }
      throw error
    }
    return null
  }
  it.each([
    [{ strategy: 'adaptive', grid: {} }, 'strategy', /name the strategy/],
    [{ detector: 'tea-leaves' }, 'detector', /known are/],
    [{ detectorParams: { leaves: 3 } }, 'detectorParams.leaves', /tells its detector no "leaves"/],
    [{ detectorParams: { trainBars: 3 } }, 'detectorParams.trainBars', />=60/],
    [{ grid: { fast: [3], slow: [8], tea: [1] } }, 'grid.tea', /no parameter "tea"/],
    [
      { trainLength: 120, grid: { fast: [3], slow: [8] } },
      'trainLength',
      /following the regimes of rule-based needs \d+/,
    ],
    [{ trainLength: 90 }, 'trainLength', /the widest parameters need 99/],
    [
      {
        grid: { fast: Array.from({ length: 60 }, (_, i) => i + 1), slow: Array.from({ length: 60 }, (_, i) => i + 70) },
      },
      'grid',
      /at most 2000/,
    ],
  ] as const)('%j', (more, path, words) => {
    expect(refusal(more as Partial<AdaptiveRequestInput>)).toMatchObject({
      path,
      message: expect.stringMatching(words),
    })
  })

  it('a study that would not fit into memory says what it takes', () => {
    expect(() => checkMemory(2_000, 100_000)).toThrow(
      '2000 combinations over 100000 bars are 1600 MB of returns; 400 are held',
    )
    expect(() => checkMemory(500, 100_000)).not.toThrow()
  })

  it('a study of more windows than are kept is refused', () => {
    const { bars } = market(1, true, 2_900)
    const many = asked({ trainLength: 800, testLength: 2 })
    expect(() => adaptiveStudy(many, bars)).toThrow('These are 1050 windows; at most 1000 are judged')
  })

  it('a study without bars out of sample is none', () => {
    const { bars } = market(1, true, 900)
    expect(() => adaptiveStudy(asked({ trainLength: 890, testLength: 200 }), bars)).toThrow(/leave none out of sample/)
  })
})
