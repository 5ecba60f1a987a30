import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { multiplesMarks, multiplesSentence } from './multiples.ts'

const line = (name: string, gained: number, values = [100, 100 + gained]) => ({
  ...{ name, gained, values, start: 100 },
  ts: values.map((_, i) => i * 86_400_000),
})

describe('small multiples', () => {
  it('stand in the order of what they brought, each ending at its own height', () => {
    const { frames, rule } = multiplesMarks([line('a', -5), line('b', 20), line('c', 0)])
    expect(frames.map(({ name, gained }) => [name, gained])).toEqual([
      ['b', '+20'],
      ['c', '0'],
      ['a', '−5'],
    ])
    expect(frames.map(({ end }) => end.text)).toEqual(['+20.0 %', '0.0 %', '−5.0 %'])
    expect(frames[0].end.y).toBeLessThan(rule)
    expect(frames[1].end.y).toBeCloseTo(rule)
    expect(frames[2].end.y).toBeGreaterThan(rule)
  })

  it('share one scale and stay inside their frames', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.double({ min: 1, max: 500, noNaN: true }), { minLength: 2, maxLength: 20 }), {
          minLength: 1,
          maxLength: 8,
        }),
        (all) => {
          const marks = multiplesMarks(all.map((values, i) => line(String(i), i, values)))
          for (const [, x, y] of marks.all.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)) {
            expect(Number(x)).toBeLessThanOrEqual(marks.ruleTo + 0.01)
            expect(Number(y)).toBeGreaterThanOrEqual(5.99)
            expect(Number(y)).toBeLessThanOrEqual(marks.height - 3.99)
          }
          for (const { d } of marks.frames) expect(marks.all).toContain(d)
        },
      ),
    )
  })

  it('say who brought most and who cost most', () => {
    expect(multiplesSentence([line('a', -5), line('b', 2_000), line('c', 3)])).toBe(
      'b brought +2,000 and a −5. Two of three gained.',
    )
    expect(multiplesSentence([line('a', -5), line('b', -7)])).toBe('a brought −5 and b −7. None gained.')
    expect(multiplesSentence([line('a', 5)])).toBe('a brought +5.')
  })
})
