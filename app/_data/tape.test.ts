import { describe, expect, it } from 'vitest'
import { mergeSignals, type TapeSignal } from './tape.ts'

const signal = (id: string, at: number): TapeSignal => ({
  id,
  pairId: 'p',
  y: 'A',
  x: 'B',
  strategy: 'pairs-zscore',
  kind: 'ENTER',
  side: 'long',
  barTs: new Date(at).toISOString(),
  closedAt: new Date(at + 1_000).toISOString(),
  z: -2,
  spread: 0,
  beta: 1,
  yClose: 1,
  xClose: 1,
  strength: 1,
  reason: '',
  simulated: true,
})

describe('the tape', () => {
  it('is newest first, holds each signal once and keeps its length', () => {
    const merged = mergeSignals([signal('b', 2), signal('a', 1)], [signal('c', 3), signal('b', 2), signal('d', 3)], 3)
    expect(merged.map((s) => s.id)).toEqual(['d', 'c', 'b'])
  })
})
