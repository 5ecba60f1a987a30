import { describe, expect, it } from 'vitest'
import { orderRequest } from '#lib/contracts/orders.ts'
import type { Decision, StrategyOrderEvent } from '#lib/contracts/strategy.ts'
import { newsFor } from './news.ts'
import { acceptedOrder, applyOrderEvent, type OrderEvent } from './order.ts'
import { day, play, type Row, script, set } from './testing/play-wishes.ts'

const quiet: Row = [100, 101, 99, 100]
const down: Row = [100, 101, 94, 96]
const played = (...given: Parameters<typeof play>) =>
  play(...given).news.map(({ bar, tag, kind, code, filled, remaining, shown }) => ({
    bar,
    tag,
    kind,
    code,
    filled,
    remaining,
    shown,
  }))

describe('a strategy hears what became of its orders', () => {
  it('filled in part, then whole: before the bar it happened in is shown', () => {
    const thin: Row = [94, 94, 94, 94, 40]
    const { news } = play(script({ 0: set({ quantity: 10, limit: 95 }) }), [quiet, thin, [93, 93, 93, 93, 1e6]])
    expect(news).toEqual([
      {
        kind: 'partially-filled',
        leg: 0,
        side: 'buy',
        tag: 'a',
        exit: null,
        quantity: 10,
        filled: 4,
        remaining: 6,
        price: 94,
        code: null,
        reason: null,
        ts: day,
        bar: 1,
        shown: false,
      },
      expect.objectContaining({ kind: 'filled', filled: 10, remaining: 0, ts: 2 * day, bar: 2, shown: false }),
    ])
    expect(news[1].price).toBeCloseTo((4 * 94 + 6 * 93) / 10, 12)
  })
  it('refused by the venue: post-only that would take, and less than the least value', () => {
    const rows = [quiet, [94, 96, 93, 95] as Row]
    expect(played(script({ 0: set({ quantity: 1, limit: 95, postOnly: true }) }), rows)).toEqual([
      { bar: 1, tag: 'a', kind: 'refused', code: 'post-only', filled: 0, remaining: 1, shown: false },
    ])
    const small = play(script({ 0: set({ quantity: 1, limit: 95 }) }), rows, { options: { minNotional: 150 } })
    expect(small.news).toMatchObject([
      {
        kind: 'refused',
        code: 'below-minimum',
        bar: 0,
        shown: true,
        reason: 'the order is worth 95.00, less than 150',
      },
    ])
  })
  it('refused before it is sent: leverage, less than a lot, nothing to reduce', () => {
    const more = { lot: '1', options: { leverage: 1 } }
    const orders = set(
      { tag: 'big', quantity: 20, limit: 90 },
      { tag: 'tiny', quantity: 0.5, limit: 90 },
      { tag: 'out', side: 'sell', quantity: 'held', limit: 110 },
    )
    const { news, asked } = play(script({ 0: orders }), [quiet], more)
    expect(asked).toEqual([])
    expect(news.map(({ tag, kind, code, quantity, shown }) => [tag, kind, code, quantity, shown])).toEqual([
      ['big', 'refused', 'leverage', 20, true],
      ['tiny', 'refused', 'below-minimum', 0.5, true],
      ['out', 'refused', 'nothing-to-reduce', 0, true],
    ])
    expect(news.map(({ reason }) => reason)).toEqual([
      'exposure could go above 1 times equity',
      '0.5 is less than a lot of 1',
      'nothing to reduce',
    ])
  })
  it('expired at the end of its day or of its time, and what IOC leaves is cancelled', () => {
    const half = { stepMs: day / 2 }
    const expired = (terms: object) =>
      played(script({ 0: set({ quantity: 1, limit: 90, ...terms }) }), [quiet, quiet, quiet, quiet], half)
    expect(expired({ timeInForce: 'DAY' })).toMatchObject([{ bar: 2, kind: 'expired', code: 'time', shown: false }])
    expect(expired({ timeInForce: 'GTD', goodTill: 1.5 * day })).toMatchObject([
      { bar: 3, kind: 'expired', code: 'time' },
    ])
    expect(expired({ timeInForce: 'IOC' })).toMatchObject([{ bar: 1, kind: 'cancelled', code: 'immediate' }])
  })
  it('cancelled: not named any more, other terms, a decision by weights', () => {
    const weights: Decision = { kind: 'ENTER', side: 'long', weights: [0.5], strength: 1, reason: 'w' }
    const by = {
      0: set({ tag: 'a', quantity: 1, limit: 90 }, { tag: 'b', quantity: 1, limit: 80 }),
      1: set({ tag: 'b', quantity: 1, limit: 81 }),
      2: weights,
    }
    const { news } = play(script(by), [quiet, quiet, quiet, quiet])
    expect(news.map(({ bar, tag, kind, code, reason }) => [bar, tag, kind, code, reason])).toEqual([
      [1, 'a', 'cancelled', 'wishes', 'no longer wanted'],
      [1, 'b', 'cancelled', 'wishes', 'other terms'],
      [2, 'b', 'cancelled', 'decision', 'a newer decision'],
      [3, undefined, 'filled', null, null],
    ])
  })
  it('an exit that fills says which it is; what it ends comes after it', () => {
    const entry = set({ type: 'market', quantity: 2, protect: { stop: 95, target: 120 } })
    const { news } = play(script({ 0: entry }), [quiet, quiet, down])
    expect(news.map(({ kind, exit, code, tag, side }) => [kind, exit, code, tag, side])).toEqual([
      ['filled', null, null, 'a', 'buy'],
      ['filled', 'stop', null, 'a', 'sell'],
      ['cancelled', 'target', 'closed', 'a', 'sell'],
    ])
  })
  it('a sale that nobody buys is refused, and so is a price below one tick', () => {
    const worth = (price: number): Row => [price, price, price, price, 1e6]
    const by = {
      0: set({ tag: 'in', type: 'market', quantity: 1_000 }),
      1: set({ tag: 'out', side: 'sell', type: 'market', quantity: 'held' }),
    }
    const rows = [worth(0.02), worth(0.02), worth(0.012), worth(0.004)]
    const sold = play(script(by), rows, { tick: '0.01', costs: 2_000 })
    // Slippage leaves 0.0096: a venue has no price between nothing and one tick, and at the first tick the market stands.
    expect(sold.fills.map(({ price }) => price)).toEqual([0.03, 0.01])
    const unsold = play(script({ 0: by[0], 2: by[1] }), rows, { tick: '0.01' })
    expect(unsold.news.at(-1)).toMatchObject({ tag: 'out', kind: 'refused', code: 'no-price', filled: 0, bar: 3 })
    expect(unsold.news.at(-1)?.reason).toContain('nobody buys at 0.004: that is below one tick, 0.01')
    expect(unsold.one.book.quantity[0]).toBe(1_000)
    expect(unsold.equity.at(-1)).toBeCloseTo(1_000 - 1_000 * 0.016, 9)
    const low = script({ 0: set({ quantity: 1, limit: 0.004 }) })
    expect(play(low, rows, { tick: '0.01' }).news).toMatchObject([{ kind: 'refused', code: 'off-step' }])
    // Without a tick only a market that its own weight brings to nothing has no price.
    const free = play(script({ 0: by[0], 1: by[1] }), rows, { costs: 10_000 })
    expect(free.news.at(-1)).toMatchObject({ tag: 'out', kind: 'refused', code: 'no-price' })
  })
  it('what nobody buys when the margin is used up is offered again', () => {
    const worth = (price: number): Row => [price, price, price, price, 1e6]
    const long = set({ tag: 'in', type: 'market', quantity: 40_000 })
    const rows = [worth(0.05), worth(0.05), worth(0.004), worth(0.004), worth(0.02), worth(0.02)]
    const { one, news } = play(script({ 0: long }), rows, { tick: '0.01', options: { leverage: 3 } })
    expect(news.map(({ bar, kind, code }) => [bar, kind, code])).toEqual([
      [1, 'filled', null],
      [3, 'refused', 'no-price'],
      [4, 'filled', null],
    ])
    expect(one.book.isFlat).toBe(true)
  })
})

describe('of a venue that has words alone', () => {
  const request = orderRequest.parse({
    clientId: 'o7l',
    symbol: 'S',
    side: 'sell',
    type: 'limit',
    quantity: 4,
    price: 9,
  })
  const folded = (...events: OrderEvent[]) =>
    events.reduce((order, event) => applyOrderEvent(order, event).order, acceptedOrder(request))
  const heard: StrategyOrderEvent[] = []
  const run = { step: () => null, readings: () => ({}), save: () => null }
  const news = newsFor({ ...run, onOrder: (event) => heard.push(event) })

  it('passes them on, and knows an exit by its id where nobody asked for it by name', () => {
    news?.ended(folded({ kind: 'reject', reason: 'account is restricted' }), 0, null, 5)
    news?.ended(folded({ kind: 'expire' }), 0, { tag: 'a', exit: null }, 6)
    expect(heard).toMatchObject([
      { kind: 'refused', code: 'venue', reason: 'account is restricted', exit: 'target', remaining: 4, ts: 5 },
      { kind: 'expired', code: 'time', reason: null, exit: null, tag: 'a', ts: 6 },
    ])
    expect('tag' in heard[0]).toBe(false)
  })
  it('a fill that comes after the order was cancelled is told as a fill', () => {
    const fill = { kind: 'fill', tradeId: '1', quantity: 1, price: 9, fee: 0, liquidity: 'maker' } as const
    news?.filled(folded({ kind: 'cancel', reason: 'asked' }, fill), 0, null, 7)
    expect(heard.at(-1)).toMatchObject({ kind: 'partially-filled', filled: 1, remaining: 3, price: 9, code: null })
  })
  it('what is held back comes in its order when all who hold let go', () => {
    heard.length = 0
    news?.hold()
    news?.hold()
    news?.ended(folded({ kind: 'expire' }), 0, null, 8)
    news?.release()
    expect(heard).toEqual([])
    news?.ended(folded({ kind: 'expire' }), 0, null, 9)
    news?.release()
    expect(heard.map(({ ts }) => ts)).toEqual([8, 9])
    expect(newsFor(run)).toBeNull()
  })
})
