import { describe, expect, it } from 'vitest'
import type { Decision, OrderWish } from '#lib/contracts/strategy.ts'
import { play, type Row, script, set } from './testing/play-wishes.ts'
import { wishError, wishWords } from './wish.ts'

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
