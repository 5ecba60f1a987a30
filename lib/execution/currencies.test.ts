import fc from 'fast-check'
import { expect, test } from 'vitest'
import { currencyLedger } from './currencies.ts'
import { ledger } from './ledger.ts'

const legs = ['EUR', 'USD', 'JPY', 'EUR']

const entry = fc.record({
  leg: fc.nat(3),
  change: fc.double({ min: -1_000, max: 1_000, noNaN: true }).filter((q) => Math.abs(q) > 1e-6),
  price: fc.double({ min: 0.01, max: 5_000, noNaN: true }),
  fee: fc.double({ min: -1, max: 50, noNaN: true }),
  eur: fc.double({ min: 0.8, max: 1.6, noNaN: true }),
})

test('every currency balances to zero after every entry, and equity is cash and positions at the rate', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 50 }), fc.constantFrom(0, 5), (entries, conversionBps) => {
      let book = currencyLedger({ capital: 100_000, account: 'USD', legs, conversionBps })
      book.setRate('JPY', 0.0068)
      book.setRate('EUR', 1.1)
      const flows = { cash: 100_000, changed: 0, size: 100_000 }
      for (const [i, { leg, change, price, fee, eur }] of entries.entries()) {
        book.setRate('EUR', eur)
        // A book that was written down and read again is the same book.
        if (i % 7 === 3)
          book = currencyLedger({
            capital: 1,
            account: 'USD',
            legs,
            conversionBps,
            saved: JSON.parse(JSON.stringify(book.save())),
          })
        book.trade(leg, change, price, fee)
        if (i % 4 === 0) book.charge('borrow', 1)
        const value = change * price * book.rate(leg)
        if (legs[leg] !== 'USD') flows.changed += Math.abs(value)
        flows.cash -= value + fee + (i % 4 === 0 ? 1 : 0)
        flows.size += Math.abs(value)
        expect(book.balances()).toEqual({ USD: 0, EUR: 0, JPY: 0 })
        expect(book.balance()).toBe(0)
      }
      const paid = (flows.changed * conversionBps) / 1e4
      expect(Math.abs(book.conversion - paid)).toBeLessThan(1e-7 * flows.size)
      expect(Math.abs(book.cash - (flows.cash - paid))).toBeLessThan(1e-7 * flows.size)
      const prices = Float64Array.of(20, 300, 15_000, 7)
      const worth = legs.reduce((sum, _, leg) => sum + book.quantity[leg] * prices[leg] * book.rate(leg), book.cash)
      expect(Math.abs(book.equity(prices) - worth)).toBeLessThan(1e-9 * flows.size)
      expect(book.isFlat).toBe(book.quantity.every((held) => held === 0))
    }),
  )
})

test('with one currency it is the plain ledger', () => {
  const plain = ledger(1_000, 1)
  const book = currencyLedger({ capital: 1_000, account: 'USD', legs: ['USD'], conversionBps: 9 })
  for (const [change, price] of [
    [10, 20],
    [-4, 25],
    [-10, 30],
  ]) {
    plain.trade(0, change, price, 1)
    book.trade(0, change, price, 1)
  }
  expect([book.cash, book.realised, book.fees, book.conversion]).toEqual([plain.cash, plain.realised, plain.fees, 0])
})

test('a gain in another currency by hand, and no trade without a rate', () => {
  const book = currencyLedger({ capital: 1_000, account: 'USD', legs: ['EUR'], conversionBps: 10 })
  expect(() => book.trade(0, 1, 1, 0)).toThrow('no rate for EUR')
  book.setRate('EUR', 1.2)
  book.trade(0, 10, 50, 0)
  // 500 EUR are 600 USD, and 10 bp of that.
  expect(book.cash).toBeCloseTo(1_000 - 600 - 0.6, 9)
  book.setRate('EUR', 1.1)
  expect(book.equity(Float64Array.of(60))).toBeCloseTo(399.4 + 660, 9)
  book.trade(0, -10, 60, 0)
  expect(book.cash).toBeCloseTo(399.4 + 660 - 0.66, 9)
  expect([book.realised / book.rate(0), book.isFlat]).toEqual([100, true])
})
