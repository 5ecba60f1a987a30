import { describe, expect, it } from 'vitest'
import { bar } from '#lib/contracts/bars.ts'
import { deviation, differences, logs } from '#lib/stats/columns.ts'
import { normalAt, streamKey } from './noise.ts'
import { simulatedMarket } from './simulated.ts'

const market = simulatedMarket({ seed: 1, timeframe: '5s' })
const now = 16_384 * 21_000 + 9_000

describe('the simulated market', () => {
  it('has at least thirty-two instruments and five planted pairs, one of which breaks', () => {
    expect(market.instruments.length).toBeGreaterThanOrEqual(32)
    expect(new Set(market.instruments.map(({ symbol }) => symbol)).size).toBe(market.instruments.length)
    expect(market.planted.length).toBeGreaterThanOrEqual(5)
    expect(market.planted.filter(({ breaks }) => breaks)).toHaveLength(1)
  })
  it('gives bars that pass the door, on the tick grid', () => {
    const all = market.history(now, now + 60)
    for (const [k, { tick }] of market.instruments.entries()) {
      const { ts, open, high, low, close, volume } = all[k]
      for (let i = 0; i < 60; i++) {
        const one = { ts: ts[i], open: open?.[i], high: high?.[i], low: low?.[i], close: close[i], volume: volume?.[i] }
        expect(bar.parse(one)).toEqual(one)
        expect(Math.abs(close[i] / Number(tick) - Math.round(close[i] / Number(tick)))).toBeLessThan(1e-6)
      }
    }
  })
  it('is one path however it is cut: history, later history, stream, another process', () => {
    const whole = market.history(now - 200, now + 20)
    expect(market.history(now - 50, now).map(({ close }) => [...close])).toEqual(
      whole.map(({ close }) => [...close.slice(150, 200)]),
    )
    const stream = simulatedMarket({ seed: 1, timeframe: '5s' }).stream(now)
    for (let i = 0; i < 20; i++) {
      const step = stream.next()
      expect(step.ts).toBe((now + i) * 5_000)
      expect(step.bars.map(({ high }) => high)).toEqual(whole.map(({ high }) => high?.[200 + i]))
    }
  })
  it('crosses from one era to the next without a break', () => {
    const border = 16_384 * 21_001
    for (const { close } of market.history(border - 300, border + 300)) {
      const returns = differences(logs(close))
      expect(Math.abs(returns[299])).toBeLessThan(8 * deviation(returns))
    }
  })
  it('opens where the bar before closed', () => {
    for (const { open, close } of market.history(now, now + 50))
      expect([...(open ?? [])].slice(1)).toEqual([...close].slice(0, -1))
  })
  it('another seed is another market', () => {
    const other = simulatedMarket({ seed: 2, timeframe: '5s' }).history(now, now + 5)
    expect([...other[0].close]).not.toEqual([...market.history(now, now + 5)[0].close])
  })
  it('stays near its price level for ever', () => {
    for (const era of [1, 500, 21_000, 100_000]) {
      market.history(16_384 * era + 8_000, 16_384 * era + 8_001).forEach(({ close }, k) => {
        expect(Math.abs(Math.log(close[0] / market.instruments[k].price))).toBeLessThan(1)
      })
    }
  })
  it('draws normal numbers', () => {
    const key = streamKey(1, 2)
    const draws = Float64Array.from({ length: 20_000 }, (_, i) => normalAt(key, i))
    expect(Math.abs(draws.reduce((a, b) => a + b) / 20_000)).toBeLessThan(0.02)
    expect(Math.abs(deviation(draws) - 1)).toBeLessThan(0.02)
  })
})
