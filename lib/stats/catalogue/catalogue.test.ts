import { describe, expect, it } from 'vitest'
import { fixture } from '../testing/closes.ts'
import { statistics } from './index.ts'

const prices = ['EWA', 'EWC'].map((symbol) => fixture(symbol, '2014-01-02', '2015-12-31').close)

describe('statistics by name', () => {
  for (const statistic of statistics.list) {
    it(`${statistic.name} answers with plain data and describes its parameters`, () => {
      const params = statistic.params.parse({})
      const answer = statistic.run(prices.slice(0, statistic.series[0]), params)
      expect(Object.keys(answer).length).toBeGreaterThan(0)
      expect(statistic.run(prices.slice(0, statistic.series[0]), params)).toEqual(answer)
      const form = statistics.forms.find(({ name }) => name === statistic.name)
      for (const field of Object.values((form?.schema['properties'] ?? {}) as Record<string, { description?: string }>))
        expect(field.description).toBeTruthy()
    })
  }
  const twice = prices[0].map((price) => 2 * price)
  for (const statistic of statistics.list.filter(({ series }) => series[1] > 1)) {
    it(`${statistic.name} refuses a series beside itself: what is left over would be rounding`, () => {
      expect(() => statistic.run([prices[0], twice], statistic.params.parse({}))).toThrow(/collinear|dependent/)
    })
  }
  it('a pair that cannot be tested is refused with its reason', () => {
    expect(() => statistics.get('coint').run([prices[0], prices[0]], { lags: 1 })).toThrow('collinear')
  })
})
