import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Decision, Market, Strategy } from '#lib/contracts/strategy.ts'
import { registry } from '#lib/registry.ts'
import { strategies } from './index.ts'
import { buyTheDip } from './testing/buy-the-dip.ts'
import { closeAboveMean } from './testing/close-above-mean.ts'
import { rangeBreakout } from './testing/range-breakout.ts'

/** Prices of legs that move together and part now and then; the same for the same seed. */
function prices(legs: number, bars: number, seed: number): Float64Array[] {
  let state = seed
  const uniform = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296
  const shock = () => uniform() + uniform() + uniform() - 1.5
  const columns = Array.from({ length: legs }, () => new Float64Array(bars))
  const gap = new Float64Array(legs)
  let common = Math.log(50)
  for (let t = 0; t < bars; t++) {
    common += 0.01 * shock()
    for (let leg = 0; leg < legs; leg++) {
      gap[leg] = 0.9 * gap[leg] + 0.01 * shock()
      columns[leg][t] = Math.exp(common + gap[leg] + leg * 0.3)
    }
  }
  return columns
}

const day = 86_400_000

function marketAt(columns: Float64Array[], t: number, scale = 1): Market {
  const close = Float64Array.from(columns, (column) => column[t] * scale)
  const open = Float64Array.from(columns, (column) => column[Math.max(0, t - 1)] * scale)
  return {
    ts: t * day,
    index: t + 1,
    open,
    high: open.map((value, leg) => Math.max(value, close[leg])),
    low: open.map((value, leg) => Math.min(value, close[leg])),
    close,
    volume: close.map(() => 1_000),
  }
}

const bars = 900

interface Seen {
  t: number
  decision: Decision
}

function decisions(
  strategy: Strategy,
  params: unknown,
  columns: Float64Array[],
  options: { upTo?: number; restart?: boolean; scale?: number } = {},
): Seen[] {
  const parsed = strategy.params.parse(params)
  const symbols = columns.map((_, i) => `S${i}`)
  let run = strategy.create(parsed, { symbols })
  const seen: Seen[] = []
  for (let t = 0; t < (options.upTo ?? bars); t++) {
    if (options.restart) run = strategy.create(parsed, { symbols, saved: JSON.parse(JSON.stringify(run.save())) })
    const decision = run.step(marketAt(columns, t, options.scale))
    if (decision) seen.push({ t, decision })
  }
  return seen
}

/** Parameters besides the defaults under which a strategy must hold as well. */
const variants: Record<string, unknown[]> = {
  'pairs-zscore': [
    { hedge: 'fixed', alpha: 0.1, beta: 0.9, window: 40, timeStopBars: 0 },
    { window: 30, entry: 1.2, stop: 1.9, exit: 0.1, timeStopBars: 9 },
  ],
  'sma-cross': [{ fast: 1, slow: 2, direction: 'both', exposure: 0.3 }],
  'ema-cross': [{ fast: 5, slow: 9, direction: 'both' }],
  'donchian-breakout': [
    { entry: 10, exit: 20, direction: 'both' },
    { trigger: 'stop' },
    { trigger: 'stop', entry: 10, exit: 20, direction: 'both' },
  ],
  'rsi-reversion': [{ period: 5, lower: 20, direction: 'both', timeStopBars: 0 }],
  'bollinger-reversion': [{ width: 1, stop: 1.5, direction: 'both', exit: -0.5 }],
  'momentum-rank': [{ lookback: 30, skip: 0, every: 3, absolute: false }],
  'volatility-target': [{ window: 10, band: 0, most: 0.5 }],
  'kalman-pairs': [{ delta: 1e-5, entry: 1.5, timeStopBars: 7 }],
  adaptive: [
    {
      inner: 'bollinger-reversion',
      trainBars: 100,
      refitEvery: 20,
      minDwell: 2,
      calm: { width: 1 },
      stressed: '{"width": 2, "direction": "both"}',
      transition: 'linear',
      transitionBars: 4,
    },
    {
      trainBars: 100,
      refitEvery: 20,
      calm: { fast: 5, slow: 12 },
      stressed: { fast: 8, slow: 40 },
      transition: 'immediate',
    },
  ],
  'johansen-basket': [{ window: 120, refitEvery: 7, lags: 2, entry: 1.2, stop: 2.5 }],
  'distance-pairs': [{ formation: 80, trading: 40, entry: 1, stop: 1.8, timeStopBars: 11 }],
  'copula-pairs': [
    { window: 80, refitEvery: 30, family: 'clayton', entry: 0.4, stop: 0.9 },
    { window: 60, refitEvery: 200, family: 't4' },
  ],
  'pca-residual': [{ window: 30, factors: 2, refitEvery: 3, entry: 0.8, exit: 0.2, stop: 1.6, exposure: 0.5 }],
  'dual-momentum': [
    { lookback: 40, every: 4, refuge: false },
    { lookback: 60, every: 3, hurdle: 0.01 },
  ],
  grid: [{ stepBps: 60, lines: 3, limit: 4, window: 20 }],
  composite: [
    { mode: 'majority', band: 0 },
    { mode: 'consensus', parts: [{ strategy: 'sma-cross' }, { strategy: 'ema-cross', params: { fast: 5 } }] },
    {
      mode: 'confidence-weighted',
      parts: [
        { strategy: 'rsi-reversion', params: { direction: 'both' }, weight: 2 },
        { strategy: 'sma-cross', params: { direction: 'both' } },
      ],
    },
  ],
  'multi-timeframe': [
    {
      multiple: 3,
      trend: 4,
      inner: { strategy: 'donchian-breakout', params: { direction: 'both', entry: 10 } },
      leave: false,
    },
    { multiple: 7, trend: 3, inner: { strategy: 'ema-cross' } },
  ],
  'regime-switch': [
    {
      detector: 'gmm',
      trainBars: 100,
      refitEvery: 20,
      minDwell: 1,
      calm: { strategy: 'rsi-reversion' },
      stressed: { strategy: 'buy-and-hold' },
    },
  ],
  'ou-bands': [{ window: 60, refit: 5, costBps: 5, timeStopBars: 10 }],
}

/** The list, and the strategies that the documentation shows how to write. */
const list: readonly Strategy[] = [...strategies.list, closeAboveMean, buyTheDip, rangeBreakout]
const { forms } = registry<Strategy>(Object.fromEntries(list.map((strategy) => [strategy.name, strategy])))

it('the documentation shows the very files that are tested here', () => {
  const page = readFileSync(new URL('../../docs/strategies.md', import.meta.url), 'utf8')
  for (const name of ['close-above-mean', 'buy-the-dip', 'range-breakout']) {
    const file = readFileSync(new URL(`./testing/${name}.ts`, import.meta.url), 'utf8')
    expect(page).toContain(`\`\`\`ts\n${file}\`\`\``)
  }
  for (const { name } of strategies.list) expect(page, name).toContain(`\`${name}\``)
})

for (const strategy of list) {
  for (const params of [{}, ...(variants[strategy.name] ?? [])]) {
    describe(`${strategy.name} ${JSON.stringify(params)}`, () => {
      const legs = strategy.legs[0]
      const columns = prices(legs, bars, 7)
      const whole = decisions(strategy, params, columns)

      it('decides something on this market', () => {
        expect(whole.length).toBeGreaterThan(0)
      })
      it('offers at least eight points to a search, all of which it accepts', () => {
        const axes = Object.entries(strategy.space)
        expect(axes.reduce((product, [, values]) => product * values.length, 1)).toBeGreaterThanOrEqual(8)
        for (const [name, values] of axes)
          for (const value of values) expect(strategy.params.safeParse({ [name]: value }).success, name).toBe(true)
      })
      it('warms up within a year of days, whatever a search tries: that is what a walk-forward trains on', () => {
        if (Object.keys(params as object).length > 0) return
        const axes = Object.entries(strategy.space)
        const points = axes.reduce<Record<string, unknown>[]>(
          (all, [name, values]) => all.flatMap((point) => values.map((value) => ({ ...point, [name]: value }))),
          [{}],
        )
        const needed = points.flatMap((point) => {
          const parsed = strategy.params.safeParse(point)
          return parsed.success ? [strategy.warmup(parsed.data)] : []
        })
        expect(Math.max(...needed)).toBeLessThan(252)
      })
      it('is deterministic', () => {
        expect(decisions(strategy, params, columns)).toEqual(whole)
      })
      it('decides the same whether more bars follow or not', () => {
        for (const upTo of [1, 50, 61, 100, 333, 700]) {
          expect(decisions(strategy, params, columns, { upTo })).toEqual(whole.filter(({ t }) => t < upTo))
        }
      })
      it('does not see what comes later', () => {
        for (const cut of [70, 200, 555]) {
          const changed = columns.map((column) =>
            column.map((value, t) => (t > cut ? value * (1 + 0.2 * Math.sin(t)) : value)),
          )
          const upToCut = (seen: Seen[]) => seen.filter(({ t }) => t <= cut)
          expect(upToCut(decisions(strategy, params, changed))).toEqual(upToCut(whole))
        }
      })
      it('goes on after a restart at every bar, bit for bit', () => {
        expect(decisions(strategy, params, columns, { restart: true })).toEqual(whole)
      })
      it('decides nothing before it is warm', () => {
        const warmup = strategy.warmup(strategy.params.parse(params))
        expect(whole[0].t).toBeGreaterThanOrEqual(warmup)
      })
      it('asks for no more than all of the equity, with a reason and a strength', () => {
        for (const { decision } of whole) {
          expect(decision.weights).toHaveLength(legs)
          expect(decision.weights.reduce((sum, weight) => sum + Math.abs(weight), 0)).toBeLessThanOrEqual(1 + 1e-12)
          if (decision.side === 'flat') expect(decision.weights.every((weight) => weight === 0)).toBe(true)
          expect(decision.strength).toBeGreaterThanOrEqual(0)
          expect(decision.strength).toBeLessThanOrEqual(1)
          expect(decision.reason.length).toBeGreaterThan(3)
          // Who places orders says so, and names, terms and amounts make sense.
          expect(decision.orders !== undefined).toBe(strategy.places?.(strategy.params.parse(params)) ?? false)
          const sizes = (decision.orders ?? []).map(({ size, tag }) => (tag.startsWith('sell') ? 0 : (size ?? 0)))
          expect(sizes.every((size) => size <= 1)).toBe(true)
          expect(new Set(decision.orders?.map(({ tag }) => tag)).size).toBe(decision.orders?.length ?? 0)
        }
      })
      it('does not care about the unit of the prices', () => {
        const scaled = decisions(strategy, params, columns, { scale: 128 })
        expect(scaled.map(({ t, decision }) => [t, decision.kind, decision.side])).toEqual(
          whole.map(({ t, decision }) => [t, decision.kind, decision.side]),
        )
      })
      it('forgets a position that was taken away, sells nothing it has not got, and trades again one day', () => {
        const run = strategy.create(strategy.params.parse(params), { symbols: columns.map((_, i) => `S${i}`) })
        if (!run.onFill) return
        const told = (cause: 'decision' | 'margin', weights: readonly number[]) => {
          for (const [leg, held] of weights.entries()) run.onFill?.({ leg, quantity: 1, price: 1, held, cause })
        }
        let phase: 'before' | 'holding' | 'after' = 'before'
        let again = 0
        for (let t = 0; t < bars; t++) {
          const decision = run.step(marketAt(columns, t))
          if (phase === 'holding') {
            told(
              'margin',
              columns.map(() => 0),
            )
            phase = 'after'
          } else if (decision?.orders && decision.side === 'flat' && phase === 'after') {
            expect(decision.orders).toEqual([])
          } else if (decision && phase === 'after') {
            if (again === 0) expect(decision.kind).toBe('ENTER')
            again++
          } else if (decision && decision.side !== 'flat') {
            told('decision', decision.weights)
            phase = 'holding'
          }
        }
        expect(again).toBeGreaterThan(0)
      })
      it('publishes its parameters with defaults and descriptions', () => {
        const form = forms.find(({ name }) => name === strategy.name)
        const properties = form?.schema['properties'] as Record<string, { description?: string; default?: unknown }>
        for (const [name, field] of Object.entries(properties)) {
          expect(field.description, name).toBeTruthy()
          expect(field.default, name).toBeDefined()
        }
      })
    })
  }
}
