import { describe, expect, it } from 'vitest'
import { type RegimeResult, regimeNames, regimeRequest } from '#lib/contracts/regimes.ts'
import { deviation } from '#lib/stats/columns.ts'
import { detectRegimes } from './detect.ts'
import { longestStretch } from './fit-clock.ts'
import { regimeDetectors } from './index.ts'
import { marketRegimeDetector } from './market-regime-detector.ts'
import { planted } from './testing/planted.ts'

const short = { trainBars: 300, refitEvery: 40, window: 10, trendWindow: 30 }
const n = 1_000

const ask = (detector: string, params: object, legs: number) =>
  regimeRequest.parse({
    symbols: Array.from({ length: legs }, (_, i) => `S${i}`),
    detector,
    params: { ...short, ...params },
  })
type Market = ReturnType<typeof planted>['bars']
const tell = (detector: string, bars: Market, params: object = {}) =>
  detectRegimes(ask(detector, params, bars.length), bars)
const mapped = (bars: Market, change: (value: number, t: number) => number): Market =>
  bars.map(({ symbol, bars: one }) => ({ symbol, bars: { ...one, close: one.close.map(change) } }))
const path = ({ history }: RegimeResult, upTo = n) => [
  [...history.regime.subarray(0, upTo)],
  [...history.probability.subarray(0, upTo)],
]

/** Share of bars on which the right regime was told, after the first fit; least it must be. */
const accuracy: Record<string, number> = { 'rule-based': 0.55, gmm: 0.5, hmm: 0.7, 'markov-switching': 0.7 }

for (const detector of regimeDetectors.list) {
  const variants: object[] =
    detector.name === 'markov-switching' ? [{ states: 3 }, { states: 2, switches: 'both' }] : [{}]
  for (const params of variants) {
    describe(`${detector.name} ${JSON.stringify(params)}`, () => {
      const one = planted(7, n)
      const many = planted(8, n, { legs: 3, volumes: true })
      const told = tell(detector.name, one.bars, params)

      it('tells every bar after the first fit, with a probability, and none before', () => {
        const first = told.history.regime.findIndex((value) => !Number.isNaN(value))
        expect(first).toBeGreaterThanOrEqual(short.trainBars)
        expect(Date.parse(told.fits[0].fittedAt)).toBe(told.history.ts[first - 1])
        for (let t = first; t < n; t++) {
          expect([0, 1, 2]).toContain(told.history.regime[t])
          expect(told.history.probability[t]).toBeGreaterThanOrEqual(0)
          expect(told.history.probability[t]).toBeLessThanOrEqual(1)
        }
        expect(told.fits.length).toBeGreaterThan(10)
      })
      it('does not see what comes later, bit for bit', () => {
        for (const cut of [400, 655, 900]) {
          const changed = mapped(one.bars, (value, t) => (t > cut ? value * (1 + 0.3 * Math.sin(t)) : value))
          expect(path(tell(detector.name, changed, params), cut + 1)).toEqual(path(told, cut + 1))
        }
      })
      it('does not care about the unit of prices', () => {
        const scaled = tell(
          detector.name,
          mapped(many.bars, (value) => value * 100),
          params,
        )
        const plain = tell(detector.name, many.bars, params)
        expect(plain.features).toEqual(['volatility', 'trend', 'correlation', 'liquidity'])
        expect(path(scaled)[0]).toEqual(path(plain)[0])
      })
      it('keeps the order of its names through every fit: stressed moves more than calm', () => {
        for (const { centres } of told.fits) {
          const volatility = centres.filter((row) => row.length > 0).map((row) => row[0])
          expect(volatility.length).toBeGreaterThanOrEqual(2)
          // Chains stand in order of their own variances; where only two kinds of weather were seen, the window of
          // volatility may put the two that share one of them the other way round.
          expect(volatility.at(-1)).toBeGreaterThan(volatility[0])
          if (detector.name === 'rule-based' || detector.name === 'gmm')
            expect(volatility).toEqual(volatility.toSorted((a, b) => a - b))
        }
        const { level, regime } = told.history
        const moves = (index: number) =>
          deviation(
            Array.from(level)
              .slice(1)
              .map((value, t) => Math.log(value / level[t]))
              .filter((_, t) => regime[t] === index),
          )
        expect(moves(2)).toBeGreaterThan(1.5 * moves(0))
      })
      it('changes only with the probability and the dwell it was asked for', () => {
        const strict = tell(detector.name, one.bars, { ...params, confidence: 0.8, minDwell: 12 })
        const { regime, probability } = strict.history
        let since = regime.findIndex((value) => !Number.isNaN(value))
        for (let t = since + 1; t < n; t++) {
          if (regime[t] === regime[t - 1]) continue
          expect(t - since).toBeGreaterThanOrEqual(12)
          expect(probability[t]).toBeGreaterThanOrEqual(0.8)
          since = t
        }
        expect(strict.changes.length).toBeLessThanOrEqual(told.changes.length)
        expect(strict.changes[0].from).toBeNull()
      })
      it('finds what was planted', () => {
        const three = detector.name !== 'markov-switching' || !('switches' in params)
        let right = 0
        let count = 0
        for (const seed of [1, 2, 3]) {
          const { bars: still, truth } = planted(seed, n)
          // Each begins on another day: the calendar of the fits must not fall in with that of the planted stretches.
          const bars = still.map(({ symbol, bars: own }) => ({
            symbol,
            bars: { ...own, ts: own.ts.map((ts) => ts + 13 * seed * 86_400_000) },
          }))
          const { regime } = tell(detector.name, bars, params).history
          for (let t = 0; t < n; t++) {
            if (Number.isNaN(regime[t])) continue
            // Two states cannot tell normal from its neighbours: there only the outer ones are judged.
            if (!three && truth[t] === 1) continue
            count++
            if (regime[t] === truth[t]) right++
          }
        }
        expect(right / count).toBeGreaterThan(accuracy[detector.name])
      })
      it('tells the same when the series begins later, once that has been forgotten', () => {
        const settled = short.trainBars + short.trendWindow + 1 + longestStretch(short.refitEvery) + 10 * 5
        for (const start of [77, 290]) {
          const later = one.bars.map(({ symbol, bars: { ts, close, ...none } }) => ({
            symbol,
            bars: { ...none, ts: ts.slice(start), close: close.slice(start) },
          }))
          const { history, fits } = tell(detector.name, later, params)
          const from = start + settled
          expect([...history.regime.subarray(settled)]).toEqual([...told.history.regime.subarray(from)])
          const since = (all: RegimeResult['fits']) =>
            all.map(({ fittedAt }) => fittedAt).filter((at) => Date.parse(at) >= one.bars[0].bars.ts[from])
          expect(since(fits).length).toBeGreaterThan(2)
          expect(since(fits)).toEqual(since(told.fits))
        }
      })
      it('goes on after a restart as if there had been none', () => {
        const options = { detector: detector.name, params: { ...short, ...params }, legs: 3, volumes: true }
        const whole = marketRegimeDetector(options)
        let broken = marketRegimeDetector(options)
        for (let t = 0; t < 450; t++) {
          const bar = {
            ts: many.bars[0].bars.ts[t],
            close: Float64Array.from(many.bars, ({ bars }) => bars.close[t]),
            volume: Float64Array.from(many.bars, ({ bars }) => bars.volume?.[t] ?? 0),
          }
          if (t % 29 === 5 || t === 341)
            broken = marketRegimeDetector({ ...options, saved: JSON.parse(JSON.stringify(broken.save())) })
          expect(broken.next(bar)).toEqual(whole.next(bar))
        }
      })
      it('publishes its parameters with defaults and descriptions', () => {
        const form = regimeDetectors.forms.find(({ name }) => name === detector.name)
        for (const field of Object.values(form?.schema['properties'] as Record<string, Record<string, unknown>>)) {
          expect(field['description']).toBeTruthy()
          expect(field['default']).toBeDefined()
        }
        expect(detector.source.length).toBeGreaterThan(10)
      })
    })
  }
}

describe('a run of regimes', () => {
  const { bars } = planted(4, n, { legs: 2 })
  const told = tell('rule-based', bars)
  it('counts its figures on the bar after each telling', () => {
    const { regime, level } = told.history
    for (const [index, figures] of told.figures.entries()) {
      expect(figures.regime).toBe(regimeNames[index])
      expect(figures.bars).toBe(regime.filter((value) => value === index).length)
      const own = Array.from(level.subarray(1)).flatMap((value, t) =>
        regime[t] === index ? [value / level[t] - 1] : [],
      )
      expect(figures.volatilityAnnual).toBeCloseTo(deviation(own) * Math.sqrt(365.25), 1)
      expect(figures.sharpeCi?.[0]).toBeLessThan(figures.sharpe ?? 0)
    }
    expect(told.figures.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
  })
  it('counts transitions on the path, and lists every change', () => {
    for (const row of told.transitions) expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12)
    const { regime } = told.history
    const moved = regime.filter((value, t) => t > 0 && !Number.isNaN(value) && value !== regime[t - 1]).length
    expect(told.changes).toHaveLength(moved)
    for (const [i, change] of told.changes.entries()) expect(change.from).toBe(i === 0 ? null : told.changes[i - 1].to)
    expect(told.figures.reduce((sum, { episodes }) => sum + episodes, 0)).toBe(moved)
  })
  it('says what it cannot do', () => {
    expect(told.notes.join(' ')).toContain('Without volumes there is no liquidity.')
    expect(() => detectRegimes(ask('nothing', {}, 2), bars)).toThrow('There is no detector "nothing"')
    expect(() => detectRegimes(ask('hmm', { trainBars: 5 }, 2), bars)).toThrow('Parameters of hmm')
    expect(() => detectRegimes(ask('hmm', { trainBars: 2_000 }, 2), bars)).toThrow('too few to learn')
    const options = { detector: 'rule-based', legs: 1, volumes: false }
    const saved = marketRegimeDetector(options).save()
    expect(() => marketRegimeDetector({ ...options, legs: 2, saved })).toThrow('other parameters')
    expect(() => marketRegimeDetector({ ...options, saved: 3 })).toThrow('cannot be read')
  })
  it('stands still without falling over', () => {
    const flat = mapped(bars, () => 50)
    expect(tell('rule-based', flat).figures.reduce((sum, { bars: count }) => sum + count, 0)).toBeGreaterThan(0)
    expect(() => tell('hmm', flat)).toThrow('too few to learn')
  })
})
