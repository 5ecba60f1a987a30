import { describe, expect, it } from 'vitest'
import { pairVerdict } from './verdict.ts'

const pair = {
  y: 'MA',
  x: 'V',
  halfLife: 8.3,
  entry: 2,
  z: 0.42,
  side: 'flat',
  enteredAt: null,
  watching: true,
  barMs: 86_400_000,
} as const

describe('the verdict on a pair', () => {
  it('says where it stands', () => {
    expect(pairVerdict(pair)).toBe(
      'MA and V closed half of every gap in 8.3 bars. It is flat: z is 0.42, an entry needs 2.0.',
    )
    expect(pairVerdict({ ...pair, side: 'long', z: -2.3, enteredAt: '2016-06-28T00:00:00Z' })).toBe(
      'MA and V closed half of every gap in 8.3 bars. The spread is held long since 28 Jun 2016, z is −2.30.',
    )
    expect(pairVerdict({ ...pair, stale: true })).toContain('It was flat: z was 0.42')
    expect(pairVerdict({ ...pair, z: 2.6 })).toContain('fresh crossing')
    expect(pairVerdict({ ...pair, z: null })).toContain('no z-score yet')
    expect(pairVerdict({ ...pair, watching: false })).toContain('no longer watched')
    expect(pairVerdict({ ...pair, halfLife: null })).toMatch(/^MA and V are watched without a scan/)
  })
})
