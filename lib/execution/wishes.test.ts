import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { executionOptions, type Fill, type OrderRequest } from '#lib/contracts/orders.ts'
import type { Decision, Market, OrderWish, StrategyFill } from '#lib/contracts/strategy.ts'
import { desk } from './desk.ts'
import type { Order } from './order.ts'
import { simulatedVenue } from './simulated-venue.ts'
import { wishError, wishWords } from './wish.ts'

const day = 86_400_000
type Row = readonly [open: number, high: number, low: number, close: number, volume?: number]
type Told = Fill & { bar: number; request: OrderRequest }

const set = (...orders: readonly Partial<OrderWish>[]): Decision => ({
  kind: 'ENTER',
  side: 'long',
  weights: [0],
  strength: 1,
  reason: 'asked',
  orders: orders.map((order) => ({ tag: 'a', leg: 0, side: 'buy', type: 'limit', ...order }) as OrderWish),
})

interface Played {
  readonly options?: object
  readonly lot?: string
  readonly tick?: string
  readonly stepMs?: number
  readonly costs?: number
  /** Bars before which the desk is put down and taken up again. */
  readonly cuts?: readonly number[]
  /** Bars that a call-back takes to be heard. */
  readonly slow?: number
}

/** Plays decisions by bar over the rows of one leg, and writes down what the venue was asked and did. */
function play(decide: (t: number, held: number) => Decision | null, rows: readonly Row[], more: Played = {}) {
  const told: StrategyFill[] = []
  const fills: Told[] = []
  const asked: { bar: number; request: OrderRequest }[] = []
  const called: { bar: number; clientId: string; reason: string }[] = []
  const ended: { bar: number; order: Order }[] = []
  const equity: number[] = []
  const options = executionOptions.parse({ borrowBps: 0, fundingBps: 0, ...more.options })
  let t = 0
  let held = 0
  let late: { at: number; clientId: string; reason: string }[] = []
  const venue: { at?: ReturnType<typeof simulatedVenue> } = {}
  const begin = (saved?: { desk: unknown; venue: unknown }) =>
    desk({
      symbols: ['S'],
      capital: 1_000,
      options,
      lots: [more.lot],
      ticks: [more.tick],
      run: {
        step: () => decide(t, held),
        onFill: (fill) => {
          told.push(fill)
          held = fill.held
        },
        readings: () => ({ z: t }),
        save: () => null,
      },
      ...(saved ? { saved: saved.desk } : {}),
      venue:
        ({ position }) =>
        (listener) => {
          const at = simulatedVenue(
            {
              symbols: ['S'],
              slippage: () => (more.costs ?? 0) / 1e4,
              fees: ({ value }) => (value * (more.costs ?? 0)) / 1e4,
              participation: options.participation,
              ambiguity: options.ambiguity,
              marketAtClose: false,
              lots: [more.lot],
              ticks: [more.tick],
              minNotional: options.minNotional,
              position,
              ...(saved ? { saved: saved.venue } : {}),
            },
            {
              onFill: (fill, leg, raw) => {
                const request = asked.find((one) => one.request.clientId === fill.clientId)?.request as OrderRequest
                fills.push({ ...fill, bar: t, request })
                listener.onFill(fill, leg, raw)
              },
              onClosed: (order, leg) => {
                ended.push({ bar: t, order })
                listener.onClosed(order, leg)
              },
            },
          )
          venue.at = at
          return {
            submit(request) {
              asked.push({ bar: t, request })
              at.submit(request)
            },
            cancel(clientId, reason) {
              called.push({ bar: t, clientId, reason })
              if (more.slow) late.push({ at: t + more.slow, clientId, reason })
              else at.cancel(clientId, reason)
            },
            advance(market) {
              at.advance(market)
              for (const one of late) if (one.at <= t) at.cancel(one.clientId, one.reason)
              late = late.filter(({ at: when }) => when > t)
            },
            save: at.save,
          }
        },
    })
  let one = begin()
  for (; t < rows.length; t++) {
    if (more.cuts?.includes(t)) one = begin(JSON.parse(JSON.stringify({ desk: one.save(), venue: venue.at?.save() })))
    const column = (i: number) => Float64Array.of(rows[t][i] ?? Number.NaN)
    const market: Market = {
      ts: t * (more.stepMs ?? day),
      index: t + 1,
      open: column(0),
      high: column(1),
      low: column(2),
      close: column(3),
      volume: column(4),
    }
    one.bar(market)
    equity.push(one.equity)
    expect(one.book.balance()).toBe(0)
  }
  one.finish()
  return { one, told, fills, asked, called, ended, equity, trades: one.log.trades }
}

/** The same every bar from the given ones on. */
const script = (by: Readonly<Record<number, Decision>>) => (t: number) => by[t] ?? null
const quiet: Row = [100, 101, 99, 100]
const down: Row = [100, 101, 94, 96]

describe('a set of orders', () => {
  it('enters by a limit, a share of equity at the price of the order, told with its tag', () => {
    const { told, trades } = play(script({ 0: set({ tag: 'dip', size: 0.5, limit: 95, reason: 'cheap' }) }), [
      quiet,
      down,
    ])
    expect(told).toEqual([{ leg: 0, quantity: 500 / 95, price: 95, held: 500 / 95, cause: 'decision', tag: 'dip' }])
    expect(trades[0]).toMatchObject({ side: 'long', entryReason: 'cheap', entryReading: 0, exitKind: 'END' })
  })
  it('stays where it lies with the same terms, and is cancelled when a set does not name it', () => {
    const same = set({ size: 0.5, limit: 90 })
    const { asked, called } = play(script({ 0: same, 1: same, 2: set() }), [quiet, quiet, quiet, down])
    expect(asked).toHaveLength(1)
    expect(called.map(({ bar, reason }) => [bar, reason])).toEqual([[2, 'no longer wanted']])
  })
  it('null leaves everything as it is', () => {
    expect(play(script({ 0: set({ size: 0.5, limit: 95 }) }), [quiet, quiet, quiet, down]).told).toHaveLength(1)
  })
  it('with other terms it is replaced by what is left of it', () => {
    const thin: Row = [94, 94, 94, 94, 40]
    const { asked, fills, one } = play(
      script({ 0: set({ quantity: 10, limit: 95 }), 1: set({ quantity: 10, limit: 96 }) }),
      [quiet, thin, [97, 97, 97, 97, 1e6], [95, 95, 95, 95, 1e6]],
    )
    expect(asked.map(({ request: { quantity, price } }) => [quantity, price])).toEqual([
      [10, 95],
      [6, 96],
    ])
    expect(fills.map(({ quantity }) => quantity)).toEqual([4, 6])
    expect(one.book.quantity[0]).toBe(10)
  })
  it('what has filled is not bought again while it is named, and begins anew after a set without it', () => {
    const entry = set({ quantity: 2, type: 'market' })
    const always = play(() => entry, [quiet, quiet, quiet, quiet])
    expect(always.told.map(({ held }) => held)).toEqual([2])
    const between = play(script({ 0: entry, 1: set(), 2: entry }), [quiet, quiet, quiet, quiet])
    expect(between.told.map(({ held }) => held)).toEqual([2, 4])
  })
  it('begins anew when its leg has been flat, also when it was entered and left inside one bar', () => {
    const entry = set({ quantity: 2, limit: 98, protect: { stop: 95 } })
    const { told } = play(() => entry, [quiet, down, [100, 101, 97, 100]])
    expect(told.map(({ held, cause }) => [held, cause])).toEqual([
      [2, 'decision'],
      [0, 'protection'],
      [2, 'decision'],
    ])
  })
  it('a replacement does not lie beside an order whose call-back is still on its way', () => {
    const { asked, one } = play(
      script({ 0: set({ quantity: 10, limit: 95 }), 1: set({ quantity: 10, limit: 96 }) }),
      [quiet, quiet, quiet, [95, 95, 94, 94, 40], [95, 95, 94, 94, 1e6], [95, 95, 94, 94, 1e6]],
      { slow: 2 },
    )
    expect(asked.map(({ bar, request: { quantity } }) => [bar, quantity])).toEqual([
      [0, 10],
      [3, 6],
    ])
    expect(one.book.quantity[0]).toBe(10)
  })
  it('the other side under an old name is another order', () => {
    const { asked } = play(
      script({ 0: set({ quantity: 1, limit: 90 }), 1: set({ side: 'sell', quantity: 1, limit: 120 }) }),
      [quiet, quiet, quiet],
    )
    expect(asked.map(({ request: { side, quantity } }) => [side, quantity])).toEqual([
      ['buy', 1],
      ['sell', 1],
    ])
  })
  it('a decision by weights ends it, and it ends what a decision by weights left waiting', () => {
    const long: Decision = {
      kind: 'ENTER',
      side: 'long',
      weights: [1],
      strength: 1,
      reason: 'w',
      protect: [{ stop: 90 }],
    }
    const { one, called, trades } = play(
      script({ 0: set({ size: 0.5, limit: 90 }), 1: long, 3: set({ side: 'sell', quantity: 'held', limit: 105 }) }),
      [quiet, quiet, quiet, quiet, [100, 106, 80, 100]],
    )
    expect(called.map(({ bar }) => bar)).toEqual([1, 3])
    expect(one.book.isFlat).toBe(true)
    expect(trades.map(({ exitKind, entryReason, exitReason }) => [exitKind, entryReason, exitReason])).toEqual([
      ['EXIT', 'w', 'asked'],
    ])
  })
})

describe('trips', () => {
  it('an exit of the position by a limit, a stop, or a protection is told apart', () => {
    const rows: Row[] = [quiet, quiet, [100, 111, 99, 108], quiet]
    const enter = set({ tag: 'in', type: 'market', size: 1 })
    const exit = set({ tag: 'out', side: 'sell', quantity: 'held', limit: 110, reason: 'high enough' })
    expect(play(script({ 0: enter, 1: exit }), rows).trades).toMatchObject([
      { exitKind: 'EXIT', exitReason: 'high enough', pnl: 100 },
    ])
    const stop = set({ tag: 'out', side: 'sell', quantity: 'held', type: 'stop', stop: 95 })
    expect(play(script({ 0: enter, 1: stop }), [quiet, quiet, down]).trades[0]).toMatchObject({
      exitKind: 'STOP',
      pnl: -50,
    })
    const guarded = set({ tag: 'in', type: 'market', size: 1, protect: { stop: 95, target: 110 } })
    expect(play(script({ 0: guarded, 1: set() }), rows).trades[0]).toMatchObject({
      exitKind: 'EXIT',
      exitReason: 'target filled at 110',
    })
  })
  it('an order that goes through zero ends one trip and begins the next', () => {
    const { trades, told, one } = play(
      script({
        0: set({ tag: 'in', type: 'market', quantity: 4 }),
        1: set({ tag: 'turn', side: 'sell', type: 'stop', stop: 95, quantity: 7 }),
      }),
      [quiet, quiet, down, quiet],
      { costs: 10 },
    )
    expect(told.map(({ quantity, held }) => [quantity, held])).toEqual([
      [4, 4],
      [-4, 0],
      [-3, -3],
    ])
    expect(trades.map(({ side, exitKind }) => [side, exitKind])).toEqual([
      ['long', 'REBALANCE'],
      ['short', 'END'],
    ])
    expect(trades.reduce((sum, { costs }) => sum + costs, 0)).toBeCloseTo(one.costs(), 9)
  })
  it('exits of an entry are gone with the position, whoever closed it', () => {
    const { one, ended } = play(
      script({
        0: set({ tag: 'in', type: 'market', size: 1, protect: { stop: 90, target: 120 } }),
        1: set({ tag: 'out', side: 'sell', quantity: 'held', limit: 104 }),
      }),
      [quiet, quiet, [100, 105, 99, 104], [104, 130, 80, 100]],
    )
    expect(one.book.isFlat).toBe(true)
    expect(ended.map(({ order: { request, state } }) => [request.type, state])).toEqual([
      ['market', 'filled'],
      ['stop', 'cancelled'],
      ['limit', 'cancelled'],
      ['limit', 'filled'],
    ])
  })
})

describe('what is not placed', () => {
  it('what would go beyond the leverage, all that rests taken as filled', () => {
    const { one, asked } = play(
      script({
        0: set(
          { tag: 'a', size: 0.7, limit: 90 },
          { tag: 'b', size: 0.7, limit: 80 },
          { tag: 'c', side: 'sell', size: 0.9, limit: 110 },
        ),
      }),
      [quiet, quiet],
      { options: { leverage: 1 } },
    )
    expect(asked.map(({ request: { price } }) => price)).toEqual([90, 110])
    expect(one.refused).toBe(1)
  })
  it('less than a lot; prices come to lie on the tick, never to the worse', () => {
    const { asked } = play(
      script({
        0: set(
          { tag: 'a', size: 0.5, limit: 90.017 },
          { tag: 'b', size: 0.001, limit: 90 },
          { tag: 'c', side: 'sell', quantity: 3, limit: 110.011 },
        ),
      }),
      [quiet],
      { lot: '1', tick: '0.01' },
    )
    expect(asked.map(({ request: { quantity, price } }) => [quantity, price])).toEqual([
      [5, 90.01],
      [3, 110.02],
    ])
  })
  it('an order below the least value is refused by the venue; one that reduces is not', () => {
    const { ended } = play(
      script({
        0: set({ tag: 'in', type: 'market', quantity: 2 }),
        1: set({ tag: 'small', quantity: 0.1, limit: 90 }, { tag: 'out', side: 'sell', quantity: 'held', limit: 102 }),
      }),
      [quiet, quiet, [100, 103, 99, 100]],
      { options: { minNotional: 150 } },
    )
    expect(ended.map(({ order: { request, state } }) => [request.price, state])).toEqual([
      [undefined, 'filled'],
      [90, 'rejected'],
      [102, 'filled'],
    ])
  })
})

describe('terms', () => {
  it('an order that is day’s is gone the next day, and placed again when it is named again', () => {
    const entry = set({ size: 0.5, limit: 95, timeInForce: 'DAY' })
    const hours = { stepMs: 12 * 3_600_000 }
    expect(play(script({ 1: entry }), [quiet, quiet, quiet, quiet, down], hours).told).toEqual([])
    expect(play(script({ 1: entry, 4: entry }), [quiet, quiet, quiet, quiet, quiet, down], hours).told).toHaveLength(1)
  })
  it('IOC meets the market as it is, not what comes later in the bar', () => {
    const take = (limit: number) => set({ size: 0.5, limit, timeInForce: 'IOC' })
    expect(play(script({ 0: take(99) }), [quiet, down, down]).told).toEqual([])
    expect(play(script({ 0: take(101) }), [quiet, down]).fills.map(({ price }) => price)).toEqual([100])
  })
  it('on closes alone a limit fills at its limit, not better, and post-only has nothing to be refused for', () => {
    const { NaN: none } = Number
    const closes = (...all: number[]): Row[] => all.map((close) => [none, none, none, close])
    const entry = set({ size: 0.5, limit: 98, postOnly: true, protect: { target: 101, stop: 90 } })
    const { fills } = play(script({ 0: entry }), closes(100, 95, 104, 104), { costs: 10 })
    expect(fills.map(({ price, liquidity }) => [price, liquidity])).toEqual([
      [98, 'maker'],
      [101, 'maker'],
    ])
    const now = play(script({ 0: set({ size: 0.5, limit: 98, timeInForce: 'IOC' }) }), closes(100, 95, 104))
    expect(now.fills.map(({ price, liquidity }) => [price, liquidity])).toEqual([[95, 'taker']])
  })
  it('post-only at the very open waits, and makes', () => {
    const entry = set({ size: 0.5, limit: 100, postOnly: true })
    const { fills } = play(script({ 0: entry }), [quiet, quiet], { costs: 10 })
    expect(fills.map(({ price, liquidity }) => [price, liquidity])).toEqual([[100, 'maker']])
  })
  it('what reduces goes before what opens, so that a fall through both stops turns the position round', () => {
    const { told } = play(
      script({
        0: set({ tag: 'in', type: 'market', quantity: 4 }),
        1: set(
          { tag: 'short', side: 'sell', type: 'stop', stop: 95, quantity: 4 },
          { tag: 'out', side: 'sell', type: 'stop', stop: 97, quantity: 'held' },
        ),
      }),
      [quiet, quiet, down, quiet],
    )
    expect(told.map(({ tag, price, held }) => [tag, price, held])).toEqual([
      ['in', 100, 4],
      ['out', 97, 0],
      ['short', 95, -4],
    ])
  })
  it('an exit that was asked for with its entry guards it from the same bar on, and earns nothing there that came before', () => {
    const both = (out: Partial<OrderWish>) =>
      set({ tag: 'out', side: 'sell', reduceOnly: true, quantity: 5, ...out }, { tag: 'in', limit: 98, quantity: 5 })
    const wide: Row = [100, 110, 90, 97]
    const target = play(script({ 0: both({ limit: 105 }) }), [quiet, wide])
    expect(target.told.map(({ held }) => held)).toEqual([5])
    const stop = play(script({ 0: both({ type: 'stop', stop: 95 }) }), [quiet, wide])
    expect(stop.told.map(({ price }) => price)).toEqual([98, 95])
  })
})

describe('a set is checked', () => {
  const one = { tag: 'a', leg: 0, side: 'buy', size: 1, type: 'limit', limit: 9 } as const
  const wrong: [Partial<OrderWish>[], string][] = [
    [[one, one], 'two orders'],
    [[{ ...one, leg: 1 }], 'no leg 1'],
    [[{ ...one, tag: '' }], '1 to 64'],
    [[{ ...one, quantity: 1 }], 'not both'],
    [[{ ...one, size: 0 }], 'must be positive'],
    [[{ ...one, limit: undefined }], 'limit: a limit order needs it'],
    [[{ ...one, stop: 8 }], 'stop: a limit order has none'],
    [[{ ...one, limit: Number.NaN }], 'prices must be positive'],
    [[{ ...one, protect: { stop: -1 } }], 'exits must be positive'],
    [[{ ...one, size: undefined, quantity: 'held', reduceOnly: false }], 'only be reduced'],
    [[{ ...one, type: 'market', limit: undefined, postOnly: true }], 'post-only'],
  ]
  it.each(wrong)('%j', (orders, words) => {
    expect(wishError(orders as OrderWish[], 1)).toContain(words)
  })
  it('says an order as people write it', () => {
    expect(wishError([one], 1)).toBeNull()
    expect(wishWords({ ...one, postOnly: true, timeInForce: 'DAY' })).toBe('buy limit 9, DAY, post-only')
    expect(wishWords({ ...one, type: 'stop-limit', stop: 8 })).toBe('buy stop-limit 8 limit 9')
    expect(wishWords({ tag: 'a', leg: 0, side: 'sell', size: 1, type: 'trailing-stop', trailBy: 2 })).toBe(
      'sell trailing-stop by 2',
    )
  })
})

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
