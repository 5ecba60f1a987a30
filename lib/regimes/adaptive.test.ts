import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type RegimeName, transitionKinds } from '#lib/contracts/regimes.ts'
import { type AdaptiveOptions, adaptiveParameters } from './adaptive.ts'
import { blend } from './transition.ts'
import { transitions } from './transitions/index.ts'

const sets = { calm: { window: 20, entry: 1.5, side: 'long' }, stressed: { window: 60, entry: 2.5, side: 'both' } }
const fallback = { window: 40, entry: 2, side: 'long' }
const of = (more: Partial<AdaptiveOptions>) =>
  adaptiveParameters({ sets, fallback, transition: 'immediate', bars: 4, ...more })

describe('ways from one set to another', () => {
  it('there is a plugin for every kind', () => {
    expect(transitions.names.toSorted()).toEqual([...transitionKinds].toSorted())
  })
  it('rise from 0 to 1 and stay there', () => {
    fc.assert(
      fc.property(fc.constantFrom(...transitions.list), fc.integer({ min: 1, max: 50 }), (way, bars) => {
        let last = 0
        for (let elapsed = 1; elapsed <= bars + 3; elapsed++) {
          const weight = way.weight(elapsed, bars)
          expect(weight).toBeGreaterThanOrEqual(last)
          expect(weight).toBeLessThanOrEqual(1)
          last = weight
        }
        expect(last).toBe(1)
      }),
    )
  })
  it('blend lies between its ends, whole numbers stay whole, words change in the middle', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.double({ min: 0, max: 1, noNaN: true }), (a, b, weight) => {
        const got = blend({ n: a, x: a / 2 + 0.25, word: 'a' }, { n: b, x: b / 2 + 0.25, word: 'b' }, weight)
        expect(Number.isInteger(got['n'])).toBe(true)
        expect(got['n']).toBeGreaterThanOrEqual(Math.min(a, b))
        expect(got['n']).toBeLessThanOrEqual(Math.max(a, b))
        expect(got['word']).toBe(weight >= 0.5 ? 'b' : 'a')
      }),
    )
    expect(blend({ a: 1 }, { b: 2 }, 0.3)).toEqual({ a: 1, b: 2 })
  })
})

describe('parameters that follow the regime', () => {
  it('change at once, and say so', () => {
    const run = of({})
    expect(run.next(1, null, true)).toEqual({ params: fallback, changes: [] })
    const { params, changes } = run.next(2, 'calm', true)
    expect(params).toEqual(sets.calm)
    expect(changes).toEqual([
      { ts: 2, from: fallback, to: sets.calm, regime: 'calm', kind: 'immediate', phase: 'begun', set: 'own' },
      { ts: 2, from: fallback, to: sets.calm, regime: 'calm', kind: 'immediate', phase: 'done', set: 'own' },
    ])
    expect(run.next(3, 'normal', true).params).toEqual(fallback)
  })
  it('go in equal steps', () => {
    const run = of({ transition: 'linear' })
    const windows = [1, 2, 3, 4, 5].map((ts) => run.next(ts, 'stressed', true).params['window'])
    expect(windows).toEqual([45, 50, 55, 60, 60])
  })
  it('what is open keeps the parameters it was entered with', () => {
    for (const transition of transitionKinds) {
      const run = of({ transition })
      run.next(0, 'calm', true)
      for (let ts = 1; ts < 5; ts++) run.next(ts, 'calm', true)
      const held = run.params
      for (let ts = 5; ts < 20; ts++) expect(run.next(ts, 'stressed', false).params).toEqual(held)
      // The way went on underneath: once flat, the new set holds (after the close it begins, and is done at once).
      expect(run.next(20, 'stressed', true).params).toEqual(sets.stressed)
    }
  })
  it('a set with too little behind it is not used', () => {
    const run = of({ evidence: { calm: { bars: 500, trades: 30 }, stressed: { bars: 90, trades: 30 } } })
    expect(run.refused).toEqual([
      { regime: 'stressed', reason: 'stressed: 90 bars and 30 trades, of 200 and 10 it takes' },
    ])
    expect(run.next(1, 'calm', true).params).toEqual(sets.calm)
    const back = run.next(2, 'stressed', true)
    expect(back.params).toEqual(fallback)
    expect(back.changes[0].set).toBe('fallback')
  })
  it('go on after a restart as if there had been none', () => {
    const regimes = fc.array(
      fc.tuple(fc.constantFrom<RegimeName | null>('calm', 'normal', 'stressed', null), fc.boolean()),
      { minLength: 1, maxLength: 40 },
    )
    fc.assert(
      fc.property(regimes, fc.constantFrom(...transitionKinds), (steps, transition) => {
        const whole = of({ transition })
        let broken = of({ transition })
        for (const [ts, [regime, flat]] of steps.entries()) {
          broken = of({ transition, saved: JSON.parse(JSON.stringify(broken.save())) })
          expect(broken.next(ts, regime, flat)).toEqual(whole.next(ts, regime, flat))
        }
      }),
    )
    expect(() => of({ saved: 1 })).toThrow('cannot be read')
    expect(() => of({ transition: 'later' as never })).toThrow('There is no transition')
  })
})
