import { describe, expect, it } from 'vitest'
import { askedOf, scanSteps, scanVerdict } from './scan.ts'

const counts = { pairs: 229, kept: 2, belowFive: 36, expectedByChance: 11.45, expectedFalse: 0.1, belowQ: 5 }

describe('a scan in words', () => {
  it('names what can be traded and how much of it is luck', () => {
    const best = [
      { y: 'MA', x: 'V' },
      { y: 'NEE', x: 'PCG' },
    ]
    expect(scanVerdict(counts, best)).toBe(
      'Two pairs of 229 can be traded: MA/V and NEE/PCG. Expect 0.1 of them to be luck.',
    )
    expect(scanVerdict({ ...counts, kept: 20 }, best)).toContain('20 pairs of 229 can be traded, MA/V first.')
    expect(scanVerdict({ ...counts, kept: 0 }, [])).toMatch(/^None of 229 pairs/)
    expect(scanVerdict({ ...counts, pairs: 0 }, [])).toMatch(/^No pair could be tested/)
  })

  it('counts from tested to kept', () => {
    expect(scanSteps(counts, 0.1).map(([n]) => n)).toEqual(['229', '36', '5', '−3', '2'])
    expect(scanSteps({ ...counts, belowQ: 2 }, 0.1)).toHaveLength(4)
  })

  it('reads a stored request with the defaults of the contract', () => {
    expect(askedOf({})).toEqual({
      venue: 'all venues',
      timeframe: '1d',
      lags: 'lags by AIC',
      both: true,
      qMax: 0.1,
      scanned: 'all symbols',
      narrowed: [],
    })
    expect(
      askedOf({ venue: 'SIM', lags: 1, directions: 'one', limits: { qMax: 0.05 }, symbols: ['A', 'B'] }),
    ).toMatchObject({
      lags: 'lag 1',
      both: false,
      qMax: 0.05,
      scanned: '2 symbols',
    })
    expect(askedOf({ stages: { split: 0.6, screenP: 0.05 }, clusters: { minCorrelation: 0.5 } }).narrowed).toEqual([
      'found in the first 60 % with p below 0.05, confirmed in the rest',
      'only within clusters of correlation 0.50',
    ])
  })
})
