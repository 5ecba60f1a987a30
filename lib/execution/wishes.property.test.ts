import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OrderWish } from '#lib/contracts/strategy.ts'
import { day, play, type Row, set } from './testing/play-wishes.ts'

const price = fc.integer({ min: 80, max: 120 })
const row = fc
  .tuple(price, price, fc.nat(9), fc.nat(9), fc.constantFrom(0, 30, 400, 1e6))
  .map(
    ([open, close, up, down_, volume]): Row => [
      open,
      Math.max(open, close) + up,
      Math.min(open, close) - down_,
      close,
      volume,
    ],
  )
const wish = fc
  .record({
    tag: fc.constantFrom('a', 'b', 'c'),
    side: fc.constantFrom('buy' as const, 'sell' as const),
    amount: fc.constantFrom<Partial<OrderWish>>({ size: 0.3 }, { size: 0.6 }, { quantity: 4 }, { quantity: 'held' }),
    type: fc.constantFrom('market', 'limit', 'stop', 'stop-limit', 'trailing-stop', 'market-on-close' as const),
    limit: price,
    stop: price,
    force: fc.constantFrom('GTC', 'GTC', 'DAY', 'IOC', 'FOK' as const),
    postOnly: fc.boolean(),
    reduceOnly: fc.boolean(),
    protect: fc.constantFrom(undefined, { stop: 85, target: 115 }, { trailBy: 6 }),
  })
  .map(({ tag, side, amount, type, limit, stop, force, postOnly, reduceOnly, protect }): OrderWish => {
    const now = force === 'IOC' || force === 'FOK'
    const takes = type === 'market' || type === 'limit'
    return {
      tag,
      leg: 0,
      side,
      type: type as OrderWish['type'],
      timeInForce: now && !takes ? 'GTC' : force,
      reduceOnly: reduceOnly || amount.quantity === 'held',
      ...amount,
      ...(type === 'limit' || type === 'stop-limit' ? { limit } : {}),
      ...(type === 'stop' || type === 'stop-limit' ? { stop } : {}),
      ...(type === 'trailing-stop' ? { trailBy: 5 } : {}),
      ...(type === 'limit' && !now && postOnly ? { postOnly } : {}),
      ...(protect && !reduceOnly ? { protect } : {}),
    }
  })
const sets = fc.dictionary(
  fc.integer({ min: 0, max: 39 }).map(String),
  fc.uniqueArray(wish, { maxLength: 3, selector: ({ tag }) => tag }),
  { maxKeys: 25 },
)
const rows = fc.array(row, { minLength: 5, maxLength: 40 })
const decided = (by: Readonly<Record<string, OrderWish[]>>) => (t: number) => {
  const orders = by[t]
  return orders ? { ...set(), orders } : null
}

test('whatever is asked for on whatever market, the terms of the orders hold', () => {
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(rows, sets, fc.constantFrom(undefined, '1'), (bars, by, lot) => {
      const more = { costs: 5, lot, stepMs: day / 2 }
      const { one, fills, told, equity, trades, asked } = play(decided(by), bars, more)
      let held = 0
      for (const { bar, side, price: paid, quantity, liquidity, request } of fills) {
        seen.set(request.type, (seen.get(request.type) ?? 0) + 1)
        const { price: limit, stopPrice, timeInForce, postOnly, reduceOnly, clientId } = request
        if (limit !== undefined) expect(side === 'buy' ? paid <= limit : paid >= limit).toBe(true)
        // What volume left of a stop is a market order.
        const since = bars.slice((asked.find((each) => each.request.clientId === clientId)?.bar ?? -1) + 1, bar)
        const reached = ([, high, low]: Row) => (side === 'buy' ? high >= (stopPrice ?? 0) : low <= (stopPrice ?? 0))
        if (request.type === 'stop' && stopPrice !== undefined && !since.some(reached))
          expect(side === 'buy' ? paid >= stopPrice : paid <= stopPrice).toBe(true)
        if (postOnly) expect(liquidity).toBe('maker')
        const signed = side === 'buy' ? quantity : -quantity
        if (reduceOnly) expect(Math.abs(held + signed)).toBeLessThan(Math.abs(held) + 1e-9)
        if (reduceOnly) expect((held + signed) * held).toBeGreaterThan(-1e-6)
        const from = asked.find((each) => each.request.clientId === clientId)?.bar ?? -1
        // Never in the bar at whose close it was decided; a day's order not after the session of the next one.
        expect(bar).toBeGreaterThan(from)
        const sessionOf = (t: number) => Math.floor((t * more.stepMs) / day)
        if (timeInForce === 'DAY') expect(sessionOf(bar)).toBe(sessionOf(from + 1))
        if (timeInForce === 'IOC' || timeInForce === 'FOK') expect(bar).toBe(from + 1)
        if (timeInForce === 'FOK') expect(quantity).toBe(request.quantity)
        held += signed
      }
      expect(one.book.quantity[0]).toBeCloseTo(held, 6)
      expect(told.reduce((sum, { quantity }) => sum + quantity, 0)).toBeCloseTo(held, 6)
      expect(trades.reduce((sum, { pnl }) => sum + pnl, 0)).toBeCloseTo((equity.at(-1) ?? 0) - 1_000, 6)
      expect(trades.reduce((sum, { costs }) => sum + costs, 0)).toBeCloseTo(one.costs(), 6)
    }),
    { numRuns: 400 },
  )
  for (const type of ['market', 'limit', 'stop', 'stop-limit', 'trailing-stop', 'market-on-close'])
    expect(seen.get(type), type).toBeGreaterThan(20)
})

test('one tag never fills more than it asks for, however often its terms change and however late a call-back is heard', () => {
  let most = 0
  fc.assert(
    fc.property(
      rows,
      fc.array(price, { minLength: 40, maxLength: 40 }),
      fc.constantFrom(0, 1, 3),
      (bars, limits, slow) => {
        const { one, asked } = play((t) => set({ quantity: 10, limit: limits[t] }), bars, { slow })
        expect(one.book.quantity[0]).toBeLessThanOrEqual(10 + 1e-9)
        most = Math.max(most, asked.length)
      },
    ),
    { numRuns: 200 },
  )
  expect(most).toBeGreaterThan(3)
})

test('put down at any bar and taken up again, it is the unbroken run to the last fill', () => {
  fc.assert(
    fc.property(rows, sets, fc.uniqueArray(fc.integer({ min: 1, max: 39 }), { maxLength: 4 }), (bars, by, cuts) => {
      const parts = ({ fills, told, equity, trades, called, one }: ReturnType<typeof play>) => ({
        fills: fills.map(({ request: _, ...fill }) => fill),
        told,
        equity,
        trades,
        called,
        refused: one.refused,
      })
      const whole = parts(play(decided(by), bars, { costs: 5 }))
      expect(parts(play(decided(by), bars, { costs: 5, cuts }))).toEqual(whole)
    }),
    { numRuns: 150 },
  )
})
