import { describe, expect, it } from 'vitest'
import type { Decision, Market } from '#lib/contracts/strategy.ts'
import { planted } from '#lib/regimes/testing/planted.ts'
import { strategies } from './index.ts'

const adaptive = strategies.get('adaptive')
const { bars, truth } = planted(3, 1_500)
const close = bars[0].bars.close

function marketAt(t: number): Market {
  const column = Float64Array.of(close[t])
  return { ts: t, index: t + 1, open: column, high: column, low: column, close: column, volume: Float64Array.of(1) }
}

const base = {
  trainBars: 300,
  refitEvery: 60,
  fallback: { fast: 5, slow: 20 },
  stressed: { fast: 3, slow: 10 },
}
const reverting = { ...base, inner: 'bollinger-reversion', fallback: {}, stressed: { direction: 'both' } }

const changesOf = (run: { save(): unknown }) => (run.save() as { changes: number }).changes

function play(params: object, symbols = ['A']) {
  const run = adaptive.create(adaptive.params.parse(params), { symbols })
  const seen: { t: number; decision: Decision; regime: number; changes: number }[] = []
  for (let t = 0; t < close.length; t++) {
    const decision = run.step(marketAt(t))
    const { regime } = run.readings()
    if (decision) seen.push({ t, decision, regime, changes: changesOf(run) })
  }
  return { seen, run }
}

describe('adaptive', () => {
  it('is its inner strategy while no regime has a set of its own', () => {
    const { seen } = play({ ...base, stressed: {} })
    const inner = strategies.get('sma-cross')
    const run = inner.create(inner.params.parse(base.fallback) as never, { symbols: ['A'] })
    const plain: { t: number; decision: Decision }[] = []
    for (let t = 0; t < close.length; t++) {
      const decision = run.step(marketAt(t))
      if (decision) plain.push({ t, decision })
    }
    // What was open when it became warm is not entered late: from the first entry on they are one.
    const first = seen[0].t
    expect(seen[0].decision.kind).toBe('ENTER')
    expect(seen.map(({ t, decision }) => ({ t, decision }))).toEqual(plain.filter(({ t }) => t >= first))
  })
  it('takes the set of the regime, and only while nothing is held', () => {
    const { seen, run } = play(reverting)
    let open = false
    let changes = 0
    for (const one of seen) {
      if (open) expect(one.changes).toBe(changes)
      changes = one.changes
      open = one.decision.side !== 'flat'
    }
    expect(changesOf(run)).toBeGreaterThan(2)
    // Only the set of stress may be short, and it is told of stress, not of calm.
    const short = seen.filter(({ decision }) => decision.side === 'short')
    expect(short.length).toBeGreaterThan(0)
    const calm = short.filter(({ t }) => truth[t] === 0).length
    expect(calm / short.length).toBeLessThan(0.34)
  })
  it('never enters late: after a change it waits for an entry of its own', () => {
    for (const { decision } of play(base).seen.filter(({ decision }) => decision.kind === 'ENTER'))
      expect(decision.reason).toMatch(/fast .* (above|below) slow/)
  })
  it('refuses what cannot be adapted, at the field', () => {
    const issues = (params: object) => adaptive.params.safeParse(params).error?.issues.map(({ path }) => path.join('.'))
    expect(issues({ inner: 'adaptive' })).toEqual(['inner'])
    expect(issues({ inner: 'tea-leaves' })).toEqual(['inner'])
    expect(issues({ stressed: { fast: 50, slow: 20 } })).toEqual(['stressed.fast'])
    expect(issues({ calm: 'not json' })).toEqual(['calm'])
    expect(issues({ calm: '{"fast": 4}' })).toBeUndefined()
    expect(() => play({ inner: 'pairs-zscore' })).toThrow('trades 2 to 2 symbols; 1 were given')
    const parsed = adaptive.params.parse({})
    expect(() => adaptive.create(parsed, { symbols: ['A'], saved: 1 })).toThrow('cannot be read')
    const saved = adaptive.create(parsed, { symbols: ['A'] }).save()
    const other = adaptive.params.parse({ minDwell: 9 })
    expect(() => adaptive.create(other, { symbols: ['A'], saved })).toThrow('other parameters')
  })
})
