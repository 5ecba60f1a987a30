import { describe, expect, it } from 'vitest'
import { conditionRows, unusualSentence } from './unusual.ts'

const node = (seriesId: number, symbol: string, anomaly: number | null) => ({
  ...{ seriesId, timeframe: '1s', close: 10, anomaly, trend: 0, volatility: 0.2, recent: [9, 10], barTs: '1' },
  instrument: { id: 'i', symbol, venue: 'SIM', simulated: true },
})
const event = (seriesId: number, anomaly: number | null, close = 11) => ({
  last: { ...{ cursor: '1', seriesId, barTs: '2', close, anomaly, trend: 0.5, volatility: 0.3 } },
  recent: [close],
})
const none = new Map()

describe('what is unusual', () => {
  it('is sorted by its size, with what has arrived since', () => {
    const nodes = [node(1, 'A', -4), node(2, 'B', 1), node(3, 'C', null)]
    expect(conditionRows(nodes, none).map(({ symbol }) => symbol)).toEqual(['A', 'B', 'C'])
    const [first] = conditionRows(nodes, new Map([[2, event(2, 6)]]))
    expect(first).toMatchObject({ symbol: 'B', anomaly: 6, close: 11, trend: 0.5, recent: [9, 10, 11] })
  })

  it('is said from the rows', () => {
    const say = (...anomalies: (number | null)[]) =>
      unusualSentence(
        conditionRows(
          anomalies.map((a, i) => node(i, 'ABCDEF'[i], a)),
          none,
        ),
        34,
      )
    expect(say(4.21, -3.6, 0)).toBe('Two of 34 instruments behave unusually: A at 4.2 and B at −3.6, in deviations.')
    expect(say(0, 3.5)).toBe('One of 34 instruments behaves unusually: B at 3.5, in deviations.')
    expect(say(9, 8, 7, 6)).toBe('Four of 34 instruments behave unusually: A at 9.0 and B at 8.0 first, in deviations.')
    expect(say(1, -2.04)).toBe('None of 34 instruments behaves unusually; B comes nearest, at −2.0 deviations.')
    expect(say(null)).toMatch(/^No series has bars enough/)
    expect(unusualSentence(conditionRows([node(1, 'A', 5)], none), 1, true)).toContain('behaved unusually')
  })
})
