import { describe, expect, it } from 'vitest'
import { orderRequest } from '#lib/contracts/orders.ts'
import type { OrderWish } from '#lib/contracts/strategy.ts'
import { leftInGroup } from './groups.ts'
import { acceptedOrder } from './order.ts'
import { restoreOrders } from './saved-orders.ts'
import { play, type Row, script, set } from './testing/play-wishes.ts'
import { wishError } from './wish.ts'

const request = orderRequest.parse({
  clientId: 'a',
  symbol: 'S',
  side: 'sell',
  type: 'limit',
  price: 101,
  quantity: 8,
  ocoGroup: 'x',
})

const quiet: Row = [100, 101, 99, 100]
const long = { tag: 'long', oco: 'range', side: 'buy', type: 'stop', stop: 105 } as const
const short = { tag: 'short', oco: 'range', side: 'sell', type: 'stop', stop: 95 } as const
const dip = { tag: 'dip', oco: 'sides', limit: 95 } as const
const rise = { tag: 'rise', oco: 'sides', side: 'sell', limit: 105 } as const
const thin: Row = [94, 94, 94, 94, 40]
const range = (quantity: number, other = quantity) => set({ ...long, quantity }, { ...short, quantity: other })

describe('one cancels the other', () => {
  it('a breakout to one side ends the order on the other at once, and it is not placed again while a position is held', () => {
    const up: Row = [100, 106, 99, 105]
    const { told, news, asked } = play(() => range(5), [quiet, up, [105, 105, 90, 92], quiet])
    expect(told.map(({ tag, price, held }) => [tag, price, held])).toEqual([['long', 105, 5]])
    expect(asked).toHaveLength(2)
    expect(news.map(({ bar, tag, kind, code }) => [bar, tag, kind, code])).toEqual([
      [1, 'long', 'filled', null],
      [1, 'short', 'cancelled', 'group'],
    ])
  })
  it('part of one takes as large a part of the others, in their own size', () => {
    const orders = set({ ...dip, quantity: 10 }, { ...rise, quantity: 5 })
    const { told, one, news } = play(() => orders, [quiet, thin, [106, 106, 106, 106, 1e6], quiet])
    // 4 of 10, so 3 of 5 are left.
    expect(told.map(({ tag, quantity }) => [tag, quantity])).toEqual([
      ['dip', 4],
      ['rise', -3],
    ])
    expect(one.book.quantity[0]).toBe(1)
    expect(news.filter(({ kind }) => kind === 'cancelled').map(({ tag, code }) => [tag, code])).toEqual([
      ['dip', 'group'],
      ['rise', 'group'],
    ])
  })
  it('what replaces an order of a group asks for no more than the group has left', () => {
    const before = set({ ...dip, quantity: 10 }, { ...rise, quantity: 10 })
    const after = set({ ...dip, quantity: 10 }, { ...rise, limit: 106, quantity: 10 })
    const { asked } = play(script({ 0: before, 1: after }), [quiet, thin, quiet])
    expect(asked.map(({ request: { side, quantity } }) => [side, quantity])).toEqual([
      ['buy', 10],
      ['sell', 10],
      ['sell', 6],
    ])
  })
  it('begins anew when the position has been flat, and when a set has left the group out', () => {
    const up: Row = [100, 106, 99, 105]
    const guarded = set({ ...long, quantity: 5, protect: { stop: 98 } }, { ...short, quantity: 5 })
    const { told } = play(() => guarded, [quiet, up, [105, 105, 97, 99], [99, 99, 94, 95]])
    expect(told.map(({ tag, cause, held }) => [tag, cause, held])).toEqual([
      ['long', 'decision', 5],
      ['long', 'protection', 0],
      ['short', 'decision', -5],
    ])
    const again = play(script({ 0: range(5), 2: set(), 3: range(5) }), [quiet, up, quiet, quiet, [100, 100, 94, 95]])
    expect(again.told.map(({ tag }) => tag)).toEqual(['long', 'short'])
  })
  it('what was left of a group goes with the position that an exit closed, and begins anew whole', () => {
    const orders = set({ ...dip, quantity: 10, protect: { target: 100 } }, { ...rise, quantity: 10 })
    const { told, news, asked } = play(() => orders, [quiet, thin, [101, 102, 100, 101, 1e6], quiet])
    expect(told.map(({ tag, cause, held }) => [tag, cause, held])).toEqual([
      ['dip', 'decision', 4],
      ['dip', 'protection', 0],
    ])
    expect(news.filter(({ code }) => code === 'closed').map(({ tag, exit }) => [tag, exit])).toEqual([
      ['dip', null],
      ['dip', 'target'],
      ['rise', null],
    ])
    expect(asked.slice(-3).map(({ request: { side, quantity } }) => [side, quantity])).toEqual([
      ['buy', 10],
      ['sell', 10],
      ['sell', 10],
    ])
  })
  it('target and stop of what is held, each by its name: one fills, the other goes', () => {
    const exits = set(
      { tag: 'target', oco: 'out', side: 'sell', quantity: 'held', limit: 110 },
      { tag: 'stop', oco: 'out', side: 'sell', quantity: 'held', type: 'stop', stop: 95 },
    )
    const enter = set({ tag: 'in', type: 'market', quantity: 4 })
    const both: Row = [100, 112, 94, 100]
    const { told, one } = play(script({ 0: enter, 1: exits }), [quiet, quiet, both, both])
    expect(told.slice(1).map(({ tag, price, held }) => [tag, price, held])).toEqual([['stop', 95, 0]])
    expect(one.book.isFlat).toBe(true)
    // Adaptive: the high is nearer to the open.
    const high: Row = [105, 111, 94, 100]
    const near = play(script({ 0: enter, 1: exits }), [quiet, quiet, high], { options: { ambiguity: 'adaptive' } })
    expect(near.told.at(-1)).toMatchObject({ tag: 'target', price: 110 })
  })
  it('exits of what is held go on after a part of them has filled', () => {
    const exits = set(
      { tag: 'target', oco: 'out', side: 'sell', quantity: 'held', limit: 110 },
      { tag: 'stop', oco: 'out', side: 'sell', quantity: 'held', type: 'stop', stop: 95 },
    )
    const rows: Row[] = [quiet, quiet, [111, 111, 111, 111, 15], quiet, [94, 94, 94, 94, 1e6]]
    const { told, asked } = play((t) => (t === 0 ? set({ tag: 'in', type: 'market', quantity: 4 }) : exits), rows)
    expect(told.map(({ tag, held }) => [tag, held])).toEqual([
      ['in', 4],
      ['target', 2.5],
      ['stop', 0],
    ])
    // What the group has left is what is held: nothing had to be replaced.
    expect(asked).toHaveLength(3)
  })
})

describe('both in one bar', () => {
  it('the one on the way comes first; of two on either side of the open the one that stands worse at the close', () => {
    const first = (row: Row, ambiguity: 'pessimistic' | 'adaptive' = 'pessimistic', more: Partial<OrderWish> = {}) => {
      const orders = set({ ...long, quantity: 5 }, { ...short, quantity: 5, ...more })
      const { told, one } = play(script({ 0: orders }), [quiet, row], { options: { ambiguity } })
      expect(told).toHaveLength(1)
      expect(one.book.balance()).toBe(0)
      return told[0].tag
    }
    expect(first([100, 106, 94, 104])).toBe('short')
    expect(first([100, 106, 94, 96])).toBe('long')
    expect(first([102, 106, 94, 104], 'adaptive')).toBe('long')
    expect(first([98, 106, 94, 96], 'adaptive')).toBe('short')
    // A gap decides.
    expect(first([94, 106, 93, 96])).toBe('short')
    // A sale at 103 lies on the way to 105.
    expect(first([100, 106, 94, 96], 'pessimistic', { type: 'limit', limit: 103, stop: undefined })).toBe('short')
  })
  it('finer bars say which came first, and then nothing is ambiguous', () => {
    const fine = (open: number, high: number, low: number, close: number) => ({ open, high, low, close, volume: 1e6 })
    const up = [fine(100, 106, 100, 106), fine(106, 106, 94, 104)]
    const down = [fine(100, 100, 94, 94), fine(94, 106, 94, 104)]
    for (const [finer, tag] of [
      [up, 'long'],
      [down, 'short'],
    ] as const) {
      const { told, counts } = play(script({ 0: range(5) }), [quiet, [100, 106, 94, 104]], { detail: () => finer })
      expect(told.map((fill) => fill.tag)).toEqual([tag])
      expect(counts?.ambiguousBars).toBe(0)
    }
  })
  it('counts such a bar once', () => {
    for (const close of [96, 104]) {
      const { told, counts } = play(script({ 0: range(5) }), [quiet, [100, 106, 94, close], [100, 106, 94, close]])
      expect(told).toHaveLength(1)
      expect(counts?.ambiguousBars).toBe(1)
    }
  })
})

it('exposure counts the largest of a group, not all of it', () => {
  const orders = set(
    { tag: 'dip', oco: 'in', size: 0.9, limit: 90 },
    { tag: 'break', oco: 'in', size: 0.9, type: 'stop', stop: 110 },
  )
  expect(play(script({ 0: orders }), [quiet], { options: { leverage: 1 } }).asked).toHaveLength(2)
})

it('a group has a name, and is of what is held or not', () => {
  const one = { tag: 'a', leg: 0, side: 'sell', type: 'market', quantity: 'held', oco: 'g' } as const
  expect(wishError([one, { ...one, tag: 'b' }], 1)).toBeNull()
  expect(wishError([one, { ...one, tag: 'b', quantity: 2 }], 1)).toContain('all of group "g"')
  expect(wishError([{ ...one, oco: '' }], 1)).toContain('1 to 64')
})

it('orders of a group that were put down before groups had sizes are taken up as of one size', () => {
  const { working, groups } = restoreOrders({
    orders: [
      {
        order: { ...acceptedOrder(request), state: 'partially-filled', filled: 3, value: 300, tradeIds: ['1'] },
        leg: 0,
        birth: 'open',
        birthPrice: null,
        triggered: false,
        best: null,
        day: 0,
        arrives: 0,
        fillIndex: 4,
        fillBirth: 'open',
        fillPrice: 100,
        gone: false,
      },
    ],
    groups: { x: 3 },
  })
  expect(groups.get('x')).toEqual({ filled: 3, size: 8 })
  expect(working.map(leftInGroup)).toEqual([5])
})
