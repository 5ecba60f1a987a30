import { describe, expect, test } from 'vitest'
import { backtest } from '#lib/backtest/run.ts'
import { type OptimisationRequestInput, optimisationRequest } from '#lib/contracts/optimisations.ts'
import { random } from '#lib/stats/random.ts'
import { optimise } from './run.ts'
import { study, widestOf } from './study.ts'
import { trialBench } from './trial.ts'
import { importanceOf, verdictOf } from './verdict.ts'

/** Two legs whose spread swings back: pairs-zscore earns here, and its window matters. */
function pair(count: number, seed: number) {
  const chance = random(seed)
  const ts = Float64Array.from({ length: count }, (_, i) => Date.UTC(2015, 0, 1) + i * 86_400_000)
  const [y, x] = [new Float64Array(count), new Float64Array(count)]
  let [common, gap] = [0, 0]
  for (let t = 0; t < count; t++) {
    common += 0.01 * chance.normal()
    gap = 0.93 * gap + 0.012 * chance.normal()
    x[t] = 50 * Math.exp(common)
    y[t] = 80 * Math.exp(common + gap)
  }
  return [y, x].map((close, i) => ({
    symbol: `S${i}`,
    bars: { ts, open: close, high: close, low: close, close, volume: null },
  }))
}
const bars = pair(900, 3)
const requestOf = (more: OptimisationRequestInput | Record<string, unknown> = {}) =>
  optimisationRequest.parse({ strategy: 'pairs-zscore', symbols: ['S0', 'S1'], trials: 60, ...more })

describe('a search', () => {
  test('over the strategy’s own grid tries everything once and judges the winner on bars it never saw', () => {
    const request = requestOf({ sampler: 'grid', trials: 500 })
    const { result, trials } = optimise(request, bars)
    expect(trials).toHaveLength(27)
    expect(new Set(trials.map(({ params }) => JSON.stringify(params))).size).toBe(27)
    expect(result.counts).toEqual({ done: 27, pruned: 0, infeasible: 0, refused: 0 })
    const best = trials[result.best as number]
    const values = trials.map(({ values: [value] }) => value ?? Number.NEGATIVE_INFINITY)
    expect(best.values[0]).toBe(Math.max(...values))
    expect(result.front).toContain(result.best)
    // The engine by itself on the same bars says the same.
    const to = Math.floor(900 * 0.75)
    const from = 90 - Number(best.params.window)
    const cut = bars.map(({ symbol, bars: all }) => {
      const part = (column: Float64Array) => column.slice(from, to)
      const [ts, open, high, low, close] = [all.ts, all.open, all.high, all.low, all.close].map(part)
      return { symbol, bars: { ts, open, high, low, close, volume: null } }
    })
    const direct = backtest({ request: { ...request, params: best.params }, bars: cut, codeVersion: '', dataHash: '' })
    expect(best.figures?.trades).toBe(direct.metrics.trades)
    expect(result.heldOut?.bars).toBe(900 - to)
    expect(result.heldOut?.sharpeCi?.[0]).toBeLessThan(result.heldOut?.sharpe as number)
    expect(result.deflatedSharpe?.trials).toBe(27)
    expect(result.deflatedSharpe?.effectiveTrials).toBeLessThan(27)
    expect(result.pbo?.probability).toBeGreaterThanOrEqual(0)
    expect(result.spa?.consistent).toBeLessThanOrEqual(1)
    expect(Object.keys(result.importance).toSorted()).toEqual(['entry', 'exit', 'window'])
    // Bars that were held back chose nothing: other ones change no trial.
    const other = bars.map(({ symbol, bars: all }) => {
      const bend = (column: Float64Array) => column.map((value, t) => (t >= to ? value * (1 + 0.01 * (t - to)) : value))
      return {
        symbol,
        bars: { ...all, open: bend(all.open), high: bend(all.high), low: bend(all.low), close: bend(all.close) },
      }
    })
    expect(optimise(request, other).trials).toEqual(trials)
  })

  test.each(['random', 'sobol', 'tpe', 'cma-es', 'nsga-2'] as const)(
    'by %s reproduces, and goes on where it was put down',
    (sampler) => {
      const request = requestOf({
        sampler,
        trials: 40,
        space: { window: { min: 20, max: 120, integer: true }, entry: { min: 1, max: 3 }, exit: [0.25, 0.5, 1.5] },
      })
      const { trials, result } = optimise(request, bars)
      expect(trials).toHaveLength(40)
      expect(optimise(request, bars)).toEqual({ trials, result })
      const bench = trialBench(request, bars, widestOf(request))
      const first = study(request)
      for (let i = 0; i < 3; i++) first.tell((first.ask() ?? []).map(({ params, floor }) => bench.run(params, floor)))
      // As a table gives them back.
      const again = study(request, JSON.parse(JSON.stringify(first.trials)))
      expect(again.trials).toHaveLength(first.trials.length)
      for (let batch = again.ask(); batch; batch = again.ask())
        again.tell(batch.map(({ params, floor }) => bench.run(params, floor)).toReversed())
      expect(again.trials).toEqual(trials)
      expect(verdictOf(request, again.trials, bench)).toEqual(result)
    },
  )

  test('a trial that the strategy refuses or that breaks a constraint is kept, said and never the best', () => {
    const request = requestOf({
      sampler: 'grid',
      space: { entry: [1, 2], exit: [0.5, 1.5], window: [30, 60] },
      constraints: [{ metric: 'trades', min: 1_000 }],
    })
    const { result, trials } = optimise(request, bars)
    expect(result.best).toBeNull()
    expect(result.counts).toMatchObject({ refused: 2, infeasible: 6, done: 0 })
    expect(trials.find(({ state }) => state === 'refused')?.note).toMatch(/exit must be below entry/)
    expect(trials.find(({ state }) => state === 'infeasible')?.note).toMatch(/trades \d+ below 1000/)
    expect(result.notes.join(' ')).toMatch(/No trial could be judged/)
  })

  test.each([
    [{ constraints: [{ metric: 'nonsense', max: 1 }] }, /no metric "nonsense". Known: .*maxDrawdown/],
    [{ space: { window: ['abc'] } }, /window cannot be "abc"/],
    [{ space: { window: { min: -5, max: 3 } } }, /window cannot be -5/],
    [{ params: { entri: 2 } }, /pairs-zscore has no parameter "entri"/],
  ])('%j would find nothing and is refused', (more, reason) => {
    expect(() => optimise(requestOf({ sampler: 'grid', ...more }), bars)).toThrow(reason)
  })

  test('pruning stops what is below the median early, and finds no worse a winner than half the way', () => {
    const space = { window: { min: 10, max: 150, integer: true }, entry: { min: 0.8, max: 3.5 } }
    const pruned = optimise(requestOf({ sampler: 'random', trials: 80, space, pruning: 'median' }), bars)
    expect(pruned.result.counts.pruned).toBeGreaterThan(10)
    expect(pruned.trials.slice(0, 10).every(({ state }) => state !== 'pruned')).toBe(true)
    expect(pruned.trials.filter(({ state }) => state === 'pruned').every(({ figures }) => figures === null)).toBe(true)
    expect(pruned.result.best).not.toBeNull()
  })

  test('two objectives give a front', () => {
    const { result, trials } = optimise(
      requestOf({
        sampler: 'nsga-2',
        trials: 60,
        objectives: ['return', 'drawdown'],
        space: { window: { min: 10, max: 150, integer: true }, entry: { min: 0.8, max: 3.5 } },
      }),
      bars,
    )
    expect(result.front.length).toBeGreaterThan(1)
    for (const i of result.front)
      for (const j of result.front) {
        const [a, b] = [trials[i].values as number[], trials[j].values as number[]]
        expect(a[0] > b[0] && a[1] > b[1]).toBe(false)
      }
  })

  test.each([
    [{ objectives: ['nonsense'] }, /no objective "nonsense"/],
    [{ strategy: 'nonsense' }, /no strategy "nonsense"/],
    [{ space: { nonsense: [1, 2] } }, /no parameter "nonsense"/],
    [{ sampler: 'cma-es', objectives: ['sharpe', 'drawdown'] }, /one objective/],
    [{ holdout: 0.8, space: { window: [150] } }, /to choose by/],
  ])('%o is refused', (more, words) => {
    expect(() => optimise(requestOf(more), bars)).toThrow(words)
  })

  test('a search is stopped when it is told to', () => {
    expect(() => optimise(requestOf(), bars, { shouldStop: () => true })).toThrow(/Stopped after/)
  })
})

test('importance is the share a parameter explains by itself', () => {
  const chance = random(4)
  const trials = Array.from({ length: 400 }, (_, n) => {
    const params = { a: chance.uniform(), b: chance.below(3), c: chance.uniform() }
    return {
      n,
      params,
      state: 'done' as const,
      values: [4 * params.a + params.b * 0.6 + 0.1 * chance.normal()],
      figures: null,
      note: null,
    }
  })
  const { a, b, c } = importanceOf(trials, [...trials.keys()])
  expect(a).toBeGreaterThan(0.75)
  expect(b).toBeGreaterThan(0.08)
  expect(b).toBeLessThan(0.25)
  expect(c).toBeLessThan(0.01)
})
