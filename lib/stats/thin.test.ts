import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keepShape } from './thin.ts'

test('keeps both ends, the order, the highest and the lowest, and never more than asked for', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 400 }),
      fc.integer({ min: 4, max: 120 }),
      (values, most) => {
        const kept = keepShape(values, most)
        expect(kept.length).toBeLessThanOrEqual(Math.max(most, 1))
        expect(kept[0]).toBe(0)
        expect(kept.at(-1)).toBe(values.length - 1)
        for (let i = 1; i < kept.length; i++) expect(kept[i]).toBeGreaterThan(kept[i - 1])
        const shown = kept.map((i) => values[i])
        expect(Math.max(...shown)).toBe(Math.max(...values))
        expect(Math.min(...shown)).toBe(Math.min(...values))
      },
    ),
  )
})
