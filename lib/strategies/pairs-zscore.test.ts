import { describe, expect, it } from 'vitest'
import type { Market } from '#lib/contracts/strategy.ts'
import { pairsZscore } from './pairs-zscore.ts'

const market = (y: number, x: number, index: number): Market => {
  const close = Float64Array.of(y, x)
  return { ts: index, index, open: close, high: close, low: close, close, volume: close }
}

/** Feeds spreads (x stays at 1, so the spread is log y) to a run with a fixed hedge. */
function feed(spreads: number[], params: Record<string, unknown> = {}) {
  const run = pairsZscore.create(pairsZscore.params.parse({ hedge: 'fixed', window: 10, ...params }), {
    symbols: ['Y', 'X'],
  })
  return spreads.map((s, i) => ({
    decision: run.step(market(Math.exp(s), 1, i + 1)),
    z: run.readings()['z'],
    mean: run.readings()['mean'],
  }))
}

/** Ten spreads of mean 0 and deviation √(10/9), then what is asked. */
const base = [1, -1, 1, -1, 1, -1, 1, -1, 1, -1].map((s) => s * 0.01)

describe('z-score of a pair', () => {
  it('judges a bar by the bars before it only', () => {
    const last = feed([...base, 0.05]).at(-1)
    expect(last?.z).toBeCloseTo(0.05 / (0.01 * Math.sqrt(10 / 9)), 9)
    expect(last?.mean).toBeCloseTo(0, 12)
  })
  it('enters against the spread, hedged by value, and says why with the numbers', () => {
    const decision = feed([...base, -0.025], { beta: 1 }).at(-1)?.decision
    expect(decision).toMatchObject({ kind: 'ENTER', side: 'long', weights: [0.5, -0.5] })
    expect(decision?.reason).toBe('z −2.37 at or below −2.00')
  })
  it('leaves when the spread is back', () => {
    const seen = feed([...base, 0.025, 0.02, 0.004])
    expect(seen.at(-3)?.decision?.side).toBe('short')
    expect(seen.at(-2)?.decision).toBeNull()
    expect(seen.at(-1)?.decision).toMatchObject({ kind: 'EXIT', side: 'flat', weights: [0, 0] })
  })
  it('does not enter again after a stop before z has come home', () => {
    const seen = feed([...base, 0.025, 0.2, 0.06, 0.28, 0.3, 0.1], { window: 10 })
    expect(seen[11].decision?.kind).toBe('STOP')
    expect(seen.slice(12, 14).every(({ decision }) => decision === null)).toBe(true)
  })
  it('comes home across an exit at zero as well: after a stop it trades again', () => {
    const spreads = [...base, 0.025, 0.2, 0.06, -0.05, 0.02, -0.03, 0.05, -0.05, 0.3, -0.3]
    const seen = feed(spreads, { exit: 0, timeStopBars: 0 })
    expect(seen[11].decision?.kind).toBe('STOP')
    // Not before the spread has been below its mean; then in the same bar, if it is far enough.
    expect(seen[12].decision).toBeNull()
    const again = seen.findIndex(({ decision }, t) => t > 11 && decision?.kind === 'ENTER')
    expect(again).toBeGreaterThan(12)
    expect(seen.slice(12, again + 1).some(({ z }) => z <= 0)).toBe(true)
  })
  it('a state from before the stopped side was kept goes on from the side its z tells', () => {
    const params = pairsZscore.params.parse({ hedge: 'fixed', window: 10, exit: 0 })
    const run = pairsZscore.create(params, { symbols: ['Y', 'X'] })
    for (const [i, s] of [...base, 0.025, 0.2].entries()) run.step(market(Math.exp(s), 1, i + 1))
    const now = JSON.parse(JSON.stringify(run.save())) as { position: { locked: unknown } }
    expect(now.position.locked).toBe('short')
    const old = { ...now, position: { ...now.position, locked: true } }
    expect(pairsZscore.create(params, { symbols: ['Y', 'X'], saved: old }).save()).toEqual(now)
  })
  it('gives up after its time, and only once', () => {
    const slow = [0.025, 0.024, 0.0245, 0.0243]
    const seen = feed([...base, ...slow], { timeStopBars: 2, exit: 0 })
    expect(seen[12].decision?.reason).toContain('held 2 bars, time stop 2')
    expect(seen[13].decision).toBeNull()
  })
  it('ignores a bar without a price', () => {
    const run = pairsZscore.create(pairsZscore.params.parse({ hedge: 'fixed', window: 10 }), { symbols: ['Y', 'X'] })
    const prices = base.flatMap((s) => [Math.exp(s), Number.NaN])
    for (const [i, price] of prices.entries()) expect(run.step(market(price, 1, i + 1))).toBeNull()
    expect(run.step(market(Math.exp(0.025), 1, 30))?.kind).toBe('ENTER')
  })
  it('says nothing on a spread that does not move', () => {
    expect(feed(new Array(40).fill(0.5)).every(({ decision }) => decision === null)).toBe(true)
  })
  it('refuses limits in the wrong order and a foreign state', () => {
    expect(pairsZscore.params.safeParse({ exit: 3 }).success).toBe(false)
    expect(pairsZscore.params.safeParse({ stop: 1 }).success).toBe(false)
    const params = pairsZscore.params.parse({})
    expect(() => pairsZscore.create(params, { symbols: ['Y', 'X'], saved: { nonsense: true } })).toThrow(
      'cannot be read',
    )
    const other = pairsZscore.create(pairsZscore.params.parse({ window: 20 }), { symbols: ['Y', 'X'] }).save()
    expect(() => pairsZscore.create(params, { symbols: ['Y', 'X'], saved: other })).toThrow('another window')
  })
})
