import { describe, expect, it } from 'vitest'
import { sessionsOf } from './sessions.ts'

const at = (text: string) => Date.parse(text)

describe('sessions', () => {
  it('a market that never closes, or one nobody knows, has UTC days', () => {
    for (const session of [sessionsOf('24/7'), sessionsOf(undefined), sessionsOf('NOWHERE')]) {
      expect(session(at('2024-03-01T00:00:00Z'))).toBe(session(at('2024-03-01T23:59:59Z')))
      expect(session(at('2024-03-02T00:00:00Z'))).toBe(session(at('2024-03-01T12:00:00Z')) + 1)
    }
  })
  it('New York trades one session from its morning to its evening, whatever the UTC date, in summer and winter', () => {
    const session = sessionsOf('XNYS')
    // 00:30 UTC is still the evening before over there.
    expect(session(at('2024-07-03T00:30:00Z'))).toBe(session(at('2024-07-02T14:00:00Z')))
    expect(session(at('2024-07-03T03:59:00Z'))).toBe(session(at('2024-07-02T14:00:00Z')))
    expect(session(at('2024-07-03T04:00:00Z'))).toBe(session(at('2024-07-02T14:00:00Z')) + 1)
    expect(session(at('2024-01-03T04:30:00Z'))).toBe(session(at('2024-01-02T15:00:00Z')))
    expect(session(at('2024-01-03T05:00:00Z'))).toBe(session(at('2024-01-02T15:00:00Z')) + 1)
  })
  it('futures in Chicago open their day at five the afternoon before', () => {
    const session = sessionsOf('XCME')
    expect(session(at('2024-07-02T22:00:00Z'))).toBe(session(at('2024-07-03T15:00:00Z')))
    expect(session(at('2024-07-02T21:59:00Z'))).toBe(session(at('2024-07-03T15:00:00Z')) - 1)
  })
  it('never runs backwards over a change of the clock', () => {
    const session = sessionsOf('XNYS')
    let before = Number.NEGATIVE_INFINITY
    for (let ts = at('2024-03-08T00:00:00Z'); ts < at('2024-03-13T00:00:00Z'); ts += 900_000) {
      expect(session(ts)).toBeGreaterThanOrEqual(before)
      before = session(ts)
    }
  })
})
