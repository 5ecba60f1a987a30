import { describe, expect, it } from 'vitest'
import { type RunningRow, rowsOf, runningSentence } from './running.tsx'

const row = (z: number, side = 'flat'): RunningRow => ({
  id: `${z}`,
  y: 'A',
  x: 'B',
  simulated: true,
  owner: 'me',
  side,
  since: null,
  z,
  recent: [],
  entry: 2,
  beta: 1,
  halfLife: 9,
})

describe('what is running', () => {
  it('is said from the rows, in the past when they are old', () => {
    expect(runningSentence([row(2.1, 'short'), row(-1, 'long'), row(0)])).toBe(
      'One spread is outside of its entry band; one of two held pairs are on the way back.',
    )
    expect(runningSentence([row(0), row(3), row(-3)], true)).toBe('Two spreads were outside of their entry bands.')
    expect(runningSentence([row(0)])).toBe('No spread is outside of its entry band.')
  })

  it('joins what came with the page and what has arrived since', () => {
    const pair = {
      id: 'p',
      y: 'A',
      x: 'B',
      venue: 'SIM',
      timeframe: '1s',
      simulated: true,
      params: { entry: 1.5 },
      formedAt: '',
      owner: { name: 'me' },
      statistics: { halfLife: 9, beta: 1, q: 0.01 },
      state: { barTs: '1', side: 'flat' as const, enteredAt: null, z: 0.1, beta: 1, recent: [0, 0.1] },
    }
    const last = {
      cursor: '5',
      pairId: 'p',
      barTs: '2',
      side: 'long' as const,
      z: -1.6,
      spread: 0,
      mean: 0,
      sd: 1,
      beta: 1.1,
      anomaly: null,
      trend: null,
      volatility: null,
      correlation: null,
    }
    const [now] = rowsOf([pair], new Map([['p', { last, recent: [-1.6] }]]))
    expect(now).toMatchObject({ side: 'long', since: '2', z: -1.6, recent: [0, 0.1, -1.6], entry: 1.5, beta: 1.1 })
    expect(rowsOf([pair], new Map())[0]).toMatchObject({ side: 'flat', since: null, z: 0.1 })
  })
})
