import { expect, it } from 'vitest'
import { compute, type IndicatorColumns } from './compute.ts'
import { indicators } from './index.ts'
import quotes from './testing/quotes.json' with { type: 'json' }

const column = (values: number[]) => Float64Array.from(values)
const book: IndicatorColumns = {
  close: column(quotes.bid.map((bid, i) => (bid + quotes.ask[i]) / 2)),
  bid: column(quotes.bid),
  ask: column(quotes.ask),
  bidSize: column(quotes.bidSize),
  askSize: column(quotes.askSize),
}
const run = (name: string, params = {}) => {
  const indicator = indicators.get(name)
  return compute(indicator, indicator.params.parse(params), book)
}

it('order-flow imbalance of recorded quotes, second by second', () => {
  const [flow] = run('order-flow-imbalance', { period: 1 })
  for (const [second, want] of quotes.flow.entries()) {
    const sum = flow.reduce((total, value, i) => (quotes.second[i] === second && i > 0 ? total + value : total), 0)
    expect(sum).toBeCloseTo(want, 8)
  }
})

it('microprice leans to the thinner side, imbalance to the thicker one, and both lie inside', () => {
  const [micro] = run('microprice')
  const [imbalance] = run('depth-imbalance')
  const [spread, bps] = run('quoted-spread')
  for (let i = 0; i < micro.length; i++) {
    expect(micro[i]).toBeGreaterThanOrEqual(quotes.bid[i])
    expect(micro[i]).toBeLessThanOrEqual(quotes.ask[i])
    expect(Math.sign(micro[i] - book.close[i] + 1e-9 * imbalance[i])).toBe(Math.sign(imbalance[i]))
    expect(spread[i]).toBeCloseTo(quotes.ask[i] - quotes.bid[i], 9)
    expect(bps[i]).toBeCloseTo((1e4 * spread[i]) / book.close[i], 9)
  }
})
