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
    oco: fc.constantFrom(undefined, 'x', 'y'),
  })
  .map(({ tag, side, amount, type, limit, stop, force, postOnly, reduceOnly, protect, oco }): OrderWish => {
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
      // One group is of what is held, or none of it is.
      ...(oco ? { oco: amount.quantity === 'held' ? `${oco} held` : oco } : {}),
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
      const parts = ({ fills, told, news, equity, trades, called, one }: ReturnType<typeof play>) => ({
        fills: fills.map(({ request: _, ...fill }) => fill),
        told,
        news,
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

test('every order is heard of to its end, once, with what filled of it, before anything after it is shown', () => {
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(rows, sets, fc.constantFrom(undefined, '1'), (bars, by, lot) => {
      const options = { minNotional: 330, leverage: 0.7 }
      const { news, fills, ended, asked, told } = play(decided(by), bars, { costs: 5, lot, stepMs: day / 2, options })
      for (const { kind, code } of news) seen.set(code ?? kind, (seen.get(code ?? kind) ?? 0) + 1)
      const isFill = (kind: string) => kind === 'filled' || kind === 'partially-filled'
      // One event a fill, in the order of the fills, with the fills of its order so far.
      const sums = new Map<string, number>()
      const expected = fills.map(({ clientId, quantity, bar, request }) => {
        const sum = (sums.get(clientId) ?? 0) + quantity
        sums.set(clientId, sum)
        const whole = request.quantity - sum <= 1e-12 * request.quantity
        return { bar, kind: whole ? 'filled' : 'partially-filled', side: request.side, shown: false }
      })
      const heard = news.filter(({ kind }) => isFill(kind))
      expect(heard.map(({ bar, kind, side, shown }) => ({ bar, kind, side, shown }))).toEqual(expected)
      expect(heard.length).toBeLessThanOrEqual(told.length)
      // One event an end, in words and with a code; what was not even sent comes on top.
      const ends = ended.filter(({ order }) => order.state !== 'filled')
      const kinds: Record<string, string> = { rejected: 'refused' }
      const unsent = (code: string | null, quantity: number, remaining: number) =>
        code === 'leverage' || (code === 'below-minimum' && remaining < 1 && lot !== undefined) || quantity === 0
      const last = news.filter((one) => !isFill(one.kind) && !unsent(one.code, one.quantity, one.remaining))
      expect(last.map(({ bar, kind, filled, reason }) => [bar, kind, filled, reason])).toEqual(
        ends.map(({ bar, order }) => [bar, kinds[order.state] ?? order.state, order.filled, order.reason]),
      )
      for (const { kind, code, reason, filled, remaining, quantity, price, tag } of news) {
        expect(tag).toBeDefined()
        expect(filled + remaining).toBeCloseTo(quantity, 9)
        expect(kind === 'filled' ? remaining : 0).toBe(0)
        expect(price === null).toBe(filled === 0)
        expect([code === null, reason === null]).toEqual([isFill(kind), isFill(kind)])
        expect(code).not.toBe('venue')
      }
      expect(news.map(({ bar }) => bar)).toEqual(news.map(({ bar }) => bar).toSorted((a, b) => a - b))
      for (const { ts, bar } of news) expect(ts).toBe((bar * day) / 2)
      expect(asked.length).toBeLessThanOrEqual(ended.length + 40)
    }),
    { numRuns: 800 },
  )
  const common = ['filled', 'partially-filled', 'post-only', 'leverage', 'below-minimum', 'nothing-to-reduce', 'time']
  for (const code of [...common, 'immediate', 'group', 'parent', 'wishes', 'closed'])
    expect(seen.get(code), code).toBeGreaterThan(2)
})

test('news does not look ahead: whatever comes after a bar, what was heard up to it stays as it was', () => {
  fc.assert(
    fc.property(rows, rows, sets, fc.nat(), (bars, others, by, any) => {
      const cut = 1 + (any % bars.length)
      const upTo = (all: readonly Row[]) => play(decided(by), all).news.filter(({ bar }) => bar < cut)
      expect(upTo([...bars.slice(0, cut), ...others])).toEqual(upTo(bars))
    }),
    { numRuns: 100 },
  )
})

test('a group never fills more than the largest of it asks for: in lots or not, with any terms, slow call-backs, restarts', () => {
  let both = 0
  let reduced = 0
  const amounts = fc.tuple(
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 12 }),
  )
  const side = fc.constantFrom('buy' as const, 'sell' as const)
  const type = fc.constantFrom('limit' as const, 'stop' as const)
  const kinds = fc.tuple(...[0, 1, 2].map(() => fc.record({ side, type })))
  const more = fc.record({
    lot: fc.constantFrom(undefined, '1'),
    slow: fc.constantFrom(0, 0, 2),
    ambiguity: fc.constantFrom('pessimistic' as const, 'adaptive' as const),
    // Prices that stay, or move from bar to bar so that orders are replaced again and again.
    moves: fc.boolean(),
    volume: fc.constantFrom(35, 1e6),
  })
  const prices = fc.array(price, { minLength: 41, maxLength: 41 })
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 39 }), { maxLength: 3 })
  fc.assert(
    fc.property(rows, amounts, kinds, prices, cuts, more, (bars, sizes, terms, at, where, how) => {
      const markets = bars.map(([open, high, low, close]): Row => [open, high, low, close, how.volume])
      const decide = (t: number) =>
        set(
          ...terms.map(({ side, type }, i) => {
            const level = at[i + (how.moves ? t : 0)] ?? 100
            return {
              tag: `${i}`,
              oco: 'one',
              side,
              type,
              quantity: sizes[i],
              ...(type === 'limit' ? { limit: level } : { stop: level }),
            }
          }),
        )
      const options = { leverage: 100, ambiguity: how.ambiguity }
      const cut = how.slow ? [] : where
      const { told, news } = play(decide, markets, { lot: how.lot, slow: how.slow, options, cuts: cut })
      // Each counts by the share of what it asks for; a position that has been flat begins a group anew.
      let share = 0
      let units = 0
      const tags = new Set<string>()
      for (const { tag = '', quantity, held } of told) {
        share += Math.abs(quantity) / sizes[Number(tag)]
        units += Math.abs(quantity)
        tags.add(tag)
        expect(share).toBeLessThanOrEqual(1 + 1e-6)
        expect(units).toBeLessThanOrEqual(Math.max(...sizes) + 1e-6)
        if (held !== 0) continue
        share = units = 0
        tags.clear()
      }
      if (tags.size > 1) both++
      reduced += news.filter(({ code }) => code === 'group').length
    }),
    { numRuns: 500 },
  )
  expect(both).toBeGreaterThan(20)
  expect(reduced).toBeGreaterThan(50)
})
