import { describe, expect, it } from 'vitest'
import type { TapeSignal } from '#app/_data/tape.ts'
import { countsOf, tapeVerdict } from './tape.ts'

const signal = { y: 'A', x: 'B', kind: 'ENTER', side: 'short', closedAt: '2026-01-02T03:04:05Z' } as TapeSignal

describe('the tape in words', () => {
  it('names the latest', () => {
    expect(tapeVerdict([signal], 3)).toBe('A/B went short at 03:04:05 UTC, the latest of 3 signals today.')
    expect(tapeVerdict([{ ...signal, kind: 'STOP' }], 1)).toBe(
      'A/B was stopped at 03:04:05 UTC, the latest of 1 signal today.',
    )
    expect(tapeVerdict([], 0)).toBe('No signal has been given yet.')
  })

  it('counts what is shown', () => {
    expect(countsOf([signal, { kind: 'EXIT' }, { kind: 'STOP' }, { kind: 'EXIT' }])).toEqual({
      entries: 1,
      exits: 2,
      stops: 1,
    })
  })
})
