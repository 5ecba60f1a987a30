import fc from 'fast-check'
import { expect, test } from 'vitest'
import { figure } from './words.ts'

test('reads like toFixed with a true minus sign, whatever the number', () => {
  const value = fc.oneof(
    fc.double(),
    fc.double({ min: -1e4, max: 1e4 }),
    fc.integer({ min: -999, max: 999 }).map((n) => n / 8),
  )
  fc.assert(
    fc.property(value, fc.integer({ min: 0, max: 6 }), (x, digits) => {
      expect(figure(x, digits)).toBe(x.toFixed(digits).replace('-', '−'))
    }),
    { numRuns: 5_000 },
  )
})
