import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ledger } from './ledger.ts'

const trade = fc.record({
  leg: fc.nat(2),
  change: fc.double({ min: -1_000, max: 1_000, noNaN: true }).filter((q) => Math.abs(q) > 1e-6),
  price: fc.double({ min: 0.0001, max: 50_000, noNaN: true }),
  fee: fc.double({ min: -5, max: 500, noNaN: true }),
})

test('balances to zero after every entry, and equity is capital plus gains less costs', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 1e12, noNaN: true }),
      fc.array(trade, { maxLength: 60 }),
      (capital, trades) => {
        const book = ledger(capital, 3)
        const prices = Float64Array.of(3, 700, 0.02)
        for (const [i, { leg, change, price, fee }] of trades.entries()) {
          book.trade(leg, change, price, fee)
          if (i % 3 === 0) book.charge('borrow', fee / 7)
          if (i % 5 === 0) book.charge('funding', -fee)
          expect(book.balance()).toBe(0)
        }
        let unrealised = 0
        for (let leg = 0; leg < 3; leg++) unrealised += book.quantity[leg] * prices[leg] - book.cost(leg)
        const explained = capital + book.realised + unrealised - book.fees - book.borrow - book.funding
        const size = capital + trades.reduce((sum, one) => sum + Math.abs(one.change * one.price), 0)
        expect(Math.abs(book.equity(prices) - explained)).toBeLessThanOrEqual(1e-9 * size)
        expect(book.isFlat).toBe(book.quantity.every((q) => q === 0))
      },
    ),
  )
})

test('round trip, flip and partial close by hand', () => {
  const book = ledger(1_000, 1)
  book.trade(0, 10, 20, 1)
  expect([book.cash, book.cost(0), book.fees]).toEqual([799, 200, 1])
  book.trade(0, -4, 25, 1)
  expect([book.cash, book.cost(0), book.realised]).toEqual([898, 120, 20])
  book.trade(0, -10, 30, 0)
  expect([book.quantity[0], book.cost(0), book.realised]).toEqual([-4, -120, 80])
  book.trade(0, 4, 35, 0)
  expect([book.quantity[0], book.cost(0), book.realised, book.cash]).toEqual([0, 0, 60, 1_058])
  expect(book.isFlat).toBe(true)
})

test('buying and selling are mirror images: flipping the side flips the gain and nothing else', () => {
  const long = ledger(1_000, 1)
  const short = ledger(1_000, 1)
  for (const [change, price] of [
    [5, 10],
    [3, 11],
    [-8, 12.5],
  ]) {
    long.trade(0, change, price, 0.25)
    short.trade(0, -change, price, 0.25)
  }
  expect(long.realised).toBeCloseTo(17, 9)
  expect(short.realised).toBeCloseTo(-17, 9)
  expect(short.fees).toBe(long.fees)
})

test('growth by many orders of magnitude keeps the balance exact', () => {
  const book = ledger(1, 1)
  for (let i = 0; i < 60; i++) {
    const size = 3 ** i
    book.trade(0, size, 1, 0)
    book.trade(0, -size, 2, 0)
    expect(book.balance()).toBe(0)
  }
  expect(book.cash / (1 + (3 ** 60 - 1) / 2)).toBeCloseTo(1, 9)
})
