import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SymbolBars } from '#lib/backtest/data.ts'
import { type WalkForwardRequestInput, walkForwardRequest } from '#lib/contracts/studies.ts'
import { gridOf, stepsBetween } from '#lib/optimize/space.ts'
import { random } from '#lib/stats/random.ts'
import { walkForward } from './run.ts'
import { contributions, windowsOf } from './windows.ts'

/** Two legs tied by a spread that returns to its mean, daily from 2007 on. */
function legs(n: number, seed = 1, withOpens = true): SymbolBars[] {
  const chance = random(seed)
  const ts = Float64Array.from({ length: n }, (_, i) => Date.UTC(2007, 0, 3 + i))
  let walk = 0
  let spread = 0
  const x = new Float64Array(n)
  const y = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    walk += 0.01 * chance.normal()
    spread = 0.9 * spread + 0.012 * chance.normal()
    x[i] = 50 * Math.exp(walk)
    y[i] = 60 * Math.exp(walk + spread)
  }
  const bars = (close: Float64Array) => {
    const open = withOpens ? close.map((value, i) => (i === 0 ? value : close[i - 1])) : null
    const high = open && close.map((value, i) => Math.max(value, open[i]))
    const low = open && close.map((value, i) => Math.min(value, open[i]))
    return { ts, open, high, low, close, volume: null }
  }
  return [
    { symbol: 'Y', bars: bars(y) },
    { symbol: 'X', bars: bars(x) },
  ]
}
const study = (more: Partial<WalkForwardRequestInput> = {}) =>
  walkForwardRequest.parse({
    strategy: 'pairs-zscore',
    symbols: ['Y', 'X'],
    costs: { commissionBps: 1, slippageBps: 0 },
    ...more,
  })

test('windows: training before test, gap between, steps of the stride, half a test at least', () => {
  fc.assert(
    fc.property(
      fc.nat(2_000),
      fc.integer({ min: 20, max: 300 }),
      fc.integer({ min: 2, max: 100 }),
      fc.integer({ min: 1, max: 120 }),
      fc.nat(10),
      fc.boolean(),
      (extra, trainLength, testLength, stride, purge, anchored) => {
        const bars = trainLength + purge + testLength + extra
        const windows = windowsOf({ bars, trainLength, testLength, stride, purge, anchored })
        for (const [i, { train, test: judged }] of windows.entries()) {
          expect(judged[0] - train[1]).toBe(purge)
          expect(train[0]).toBe(anchored ? 0 : i * stride)
          expect(train[1]).toBe(i * stride + trainLength)
          expect(judged[1] - judged[0]).toBeLessThanOrEqual(testLength)
          expect(2 * (judged[1] - judged[0])).toBeGreaterThanOrEqual(testLength)
          expect(judged[1]).toBeLessThanOrEqual(bars)
        }
        const covered = contributions(windows)
        for (const [i, [from, to]] of covered.entries()) {
          expect(from).toBe(windows[i].test[0])
          if (i > 0) expect(from, 'no bar twice').toBeGreaterThanOrEqual(covered[i - 1][1])
          expect(to).toBeLessThanOrEqual(windows[i].test[1])
        }
      },
    ),
  )
  expect(() =>
    windowsOf({ bars: 300, trainLength: 290, testLength: 63, stride: 63, purge: 0, anchored: false }),
  ).toThrow(/leave none out of sample/)
})

test('a grid has every combination once; steps count along its values', () => {
  expect(gridOf({ a: [1, 2], b: ['x', 'y', 'z'] })).toHaveLength(6)
  expect(new Set(gridOf({ a: [1, 2], b: ['x', 'y', 'z'] }).map((one) => JSON.stringify(one))).size).toBe(6)
  expect(gridOf({})).toEqual([{}])
  expect(() =>
    gridOf({ a: Array.from({ length: 400 }, (_, i) => i), b: Array.from({ length: 400 }, (_, i) => i) }),
  ).toThrow(/160000 combinations/)
  expect(stepsBetween([30, 60, 90], 30, 90)).toBe(2)
  expect(stepsBetween(['a', 'b'], 'a', 'b')).toBe(2)
})

test('the same study twice is the same, and a mean-reverting spread is found out of sample', () => {
  const bars = legs(1_400)
  const [a, b] = [walkForward(study(), bars), walkForward(study(), bars)]
  expect(a).toEqual(b)
  expect(a.folds.length).toBe(18)
  expect(a.outOfSample.sharpe).toBeGreaterThan(0.5)
  expect(a.track.ts).toHaveLength(a.outOfSample.bars)
  expect(
    [...a.track.ts].every((ts, i) => i === 0 || ts > a.track.ts[i - 1]),
    'one track, every bar once',
  ).toBe(true)
  expect(a.trials).toHaveLength(27)
  expect(a.gates.map(({ name }) => name)).toEqual(['sharpe', 'drawdown', 'winRate', 'stability'])
})

test('overlapping test windows are stitched without counting a bar twice', () => {
  const result = walkForward(study({ stride: 21, grid: { entry: [1.5, 2] } }), legs(700))
  expect(new Set(result.track.ts).size).toBe(result.track.ts.length)
  expect(result.track.ts.length).toBeGreaterThan(400)
})

test('no look-ahead: changing the bars after a test window changes nothing in it or before it', () => {
  const bars = legs(900)
  const request = study({ grid: { window: [30, 60], entry: [1.5, 2] } })
  const before = walkForward(request, bars)
  const cut = before.folds.length - 4
  const lastTs = Date.parse(before.folds[cut].test[1])
  const shaken = bars.map(({ symbol, bars: own }) => {
    const shake = (column: Float64Array | null) =>
      column?.map((value, i) => (own.ts[i] > lastTs ? value * (1.5 + Math.sin(i)) : value)) ?? null
    const close = shake(own.close) as Float64Array
    return { symbol, bars: { ...own, open: shake(own.open), high: shake(own.high), low: shake(own.low), close } }
  })
  const after = walkForward(request, shaken)
  expect(after.folds.slice(0, cut + 1)).toEqual(before.folds.slice(0, cut + 1))
})

test('STRICT refuses closes only; RELAXED says so', () => {
  const bars = legs(800, 2, false)
  expect(() => walkForward(study({ mode: 'STRICT' }), bars)).toThrow(/closes only/)
  expect(walkForward(study({ grid: { entry: [2] } }), bars).notes[0]).toMatch(/closes only/)
})

test('stress windows that the bars cover are reported, others say they are not covered', () => {
  const result = walkForward(study({ stress: ['gfc-2008', 'covid-2020'], grid: { entry: [1.5, 2] } }), legs(1_400))
  expect(result.stress).toMatchObject([
    { name: 'gfc-2008', covered: true },
    { name: 'covid-2020', covered: false },
  ])
})

test.each([
  [{ grid: { colour: [1, 2] } }, /no parameter "colour"/],
  [{ grid: { entry: [0.1, 2] } }, /grid has entry=0.1, which cannot be: exit must be below entry/],
  [{ grid: { window: [30, '1..3'] } }, /grid has window=1..3/],
  [{ params: { exit: 0.1, entry: 0.5, stop: 1 } }, /No combination of the grid is valid/],
  [{ params: { entri: 2 } }, /pairs-zscore has no parameter "entri"/],
  [{ strategy: 'sma-cross' }, /sma-cross trades 1 symbol; 2 were given/],
  [{ objective: 'luck' }, /no objective "luck".*sharpe/],
  [{ strategy: 'magic' }, /no strategy "magic"/],
  [{ trainLength: 60 }, /widest parameters need 90/],
  [{ trainLength: 790 }, /leave none out of sample/],
])('bad input %j is refused with a reason', (more, reason) => {
  expect(() => walkForward(study(more), legs(800))).toThrow(reason)
})

test('the joined track stands beside holding and choosing nothing, by regime, and beside cross-validated paths', () => {
  const result = walkForward(study({ grid: { window: [30, 60], entry: [1, 1.5, 2] } }), legs(900))
  const { baseline, regimes, crossValidation, outOfSample } = result
  expect(baseline?.hold.bars).toBe(outOfSample.bars)
  expect(baseline?.unchosen.bars).toBe(outOfSample.bars)
  expect(baseline?.hold.trades).toBe(0)
  // Held in equal parts: the product of the mean returns over the very bars of the track.
  const [y, x] = legs(900).map(({ bars }) => bars.close)
  const from = [...legs(900)[0].bars.ts].indexOf(result.track.ts[0])
  const wealth = [...result.track.ts].reduce((w, _, i) => {
    const t = from + i
    return w * (1 + (y[t] / y[t - 1] - 1 + x[t] / x[t - 1] - 1) / 2)
  }, 1)
  expect(baseline?.hold.totalReturn).toBeCloseTo(wealth - 1, 10)
  expect(new Set(regimes?.map(({ name }) => name))).toEqual(new Set(['calm', 'normal', 'stressed']))
  expect(regimes?.reduce((sum, { bars }) => sum + bars, 0)).toBeLessThanOrEqual(outOfSample.bars)
  expect(crossValidation?.combinatorial).toMatchObject({ splits: 15, paths: 5 })
  expect(crossValidation?.kFold).toMatchObject({ splits: 6, paths: 1 })
  expect(crossValidation?.combinatorial.quantiles[2]).toBeGreaterThan(0)
  const few = walkForward(study({ grid: { window: [30, 60] }, groups: 3, testGroups: 3 }), legs(900))
  expect(few.crossValidation).toBeNull()
})

test('the compiled sweep chooses what the event engine chooses, and says the same', () => {
  let seen = 0
  fc.assert(
    fc.property(
      fc.nat(10_000),
      fc.constantFrom('sharpe', 'return', 'drawdown', 'calmar'),
      fc.boolean(),
      fc.constantFrom(0, 1, 10),
      (seed, objective, withOpens, commissionBps) => {
        const request = study({
          grid: { window: [20, 45], entry: [1, 1.7], exit: [0.2, 0.6] },
          trainLength: 200,
          testLength: 80,
          stride: 80,
          objective,
          costs: { commissionBps, slippageBps: 1 },
        })
        const bars = legs(620, seed, withOpens)
        const quick = walkForward(request, bars)
        expect(quick).toEqual(walkForward(request, bars, { engineOnly: true }))
        seen += quick.outOfSample.trades
      },
    ),
    { numRuns: 12 },
  )
  expect(seen).toBeGreaterThan(50)
})

test('efficiency is told only where there was something in sample to keep', () => {
  for (const seed of [1, 2, 3, 4]) {
    const { efficiency, inSample } = walkForward(study({ grid: { entry: [2] } }), legs(700, seed))
    if (inSample.meanSharpe !== null && inSample.meanSharpe > 0.1) expect(efficiency).not.toBeNull()
    else expect(efficiency).toBeNull()
  }
})
