import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type Fill, type OrderRequestInput, orderRequest } from '#lib/contracts/orders.ts'
import type { Market } from '#lib/contracts/strategy.ts'
import type { Order } from './order.ts'
import { type SimulatedVenueOptions, simulatedVenue } from './simulated-venue.ts'

type Row = readonly [open: number, high: number, low: number, close: number, volume?: number]
const day = 86_400_000

/** Submits orders before the first of the bars, plays the bars, and tells what happened. */
function play(
  orders: readonly Partial<OrderRequestInput>[],
  rows: readonly Row[],
  more: Partial<SimulatedVenueOptions> & {
    stepMs?: number
    before?: (bar: number, cancel: (id: string) => void) => void
  } = {},
) {
  const fills: (Fill & { bar: number })[] = []
  const closed: Order[] = []
  let bar = 0
  let held = 0
  const venue = simulatedVenue(
    {
      symbols: ['X'],
      slippage: () => 0,
      fees: () => 0,
      participation: 0.1,
      ambiguity: 'pessimistic',
      marketAtClose: false,
      position: () => held,
      ...more,
    },
    {
      onFill: (fill) => {
        fills.push({ ...fill, bar })
        held += fill.side === 'buy' ? fill.quantity : -fill.quantity
      },
      onClosed: (order) => closed.push(order),
    },
  )
  for (const [i, order] of orders.entries())
    venue.submit(
      orderRequest.parse({ clientId: `o${i}`, symbol: 'X', side: 'buy', type: 'market', quantity: 10, ...order }),
    )
  for (const [open, high, low, close, volume = Number.NaN] of rows) {
    more.before?.(bar, (id) => venue.cancel(id, 'asked'))
    const market: Market = {
      ts: bar * (more.stepMs ?? day),
      index: bar + 1,
      open: Float64Array.of(open),
      high: Float64Array.of(high),
      low: Float64Array.of(low),
      close: Float64Array.of(close),
      volume: Float64Array.of(volume),
    }
    venue.advance(market)
    bar++
  }
  return {
    fills: fills.map((fill) => [fill.bar, fill.clientId, fill.quantity, fill.price] as const),
    closed: closed.map(({ request, state }) => `${request.clientId} ${state}`),
    reasons: closed.map(({ reason }) => reason),
    liquidity: fills.map(({ liquidity }) => liquidity),
    venue,
  }
}

describe('market orders', () => {
  it('fill at the next open, or at the close when asked', () => {
    expect(play([{}], [[10, 12, 9, 11]]).fills).toEqual([[0, 'o0', 10, 10]])
    expect(play([{}], [[10, 12, 9, 11]], { marketAtClose: true }).fills).toEqual([[0, 'o0', 10, 11]])
    expect(play([{ type: 'market-on-open' }], [[10, 12, 9, 11]], { marketAtClose: true }).fills[0][3]).toBe(10)
    expect(play([{ type: 'market-on-close' }], [[10, 12, 9, 11]]).fills[0][3]).toBe(11)
  })
  it('on closes alone they fill at the close', () => {
    const { NaN: none } = Number
    expect(play([{}], [[none, none, none, 11]]).fills[0][3]).toBe(11)
  })
  it('take a tenth of the volume and carry the rest; two orders share one bar', () => {
    const rows: Row[] = [
      [10, 10, 10, 10, 60],
      [11, 11, 11, 11, 0],
      [12, 12, 12, 12, 1_000],
    ]
    expect(play([{}, {}], rows).fills).toEqual([
      [0, 'o0', 6, 10],
      [2, 'o0', 4, 12],
      [2, 'o1', 10, 12],
    ])
  })
  it('IOC takes what there is, FOK all or nothing', () => {
    const thin: Row = [10, 10, 10, 10, 60]
    expect(play([{ timeInForce: 'IOC' }], [thin, thin])).toMatchObject({
      fills: [[0, 'o0', 6, 10]],
      closed: ['o0 cancelled'],
    })
    expect(play([{ timeInForce: 'FOK' }], [thin, thin])).toMatchObject({ fills: [], closed: ['o0 cancelled'] })
    expect(play([{ timeInForce: 'FOK' }], [[10, 10, 10, 10, 100]]).closed).toEqual(['o0 filled'])
  })
  it('slippage is against the trader on both sides', () => {
    const slippage = () => 0.01
    expect(play([{}], [[100, 100, 100, 100]], { slippage }).fills[0][3]).toBeCloseTo(101, 12)
    expect(play([{ side: 'sell' }], [[100, 100, 100, 100]], { slippage }).fills[0][3]).toBeCloseTo(99, 12)
  })
})

describe('limit orders', () => {
  const buy = { type: 'limit', price: 9 } as const
  it('fill when traded through, not when touched', () => {
    expect(play([buy], [[10, 11, 9, 10]]).fills).toEqual([])
    expect(play([buy], [[10, 11, 8.99, 10]]).fills).toEqual([[0, 'o0', 10, 9]])
    expect(play([{ ...buy, side: 'sell', price: 11 }], [[10, 11, 9, 10]]).fills).toEqual([])
    expect(play([{ ...buy, side: 'sell', price: 11 }], [[10, 11.01, 9, 10]]).fills).toEqual([[0, 'o0', 10, 11]])
  })
  it('an open beyond the limit fills at the open: taking at first, making later', () => {
    expect(play([buy], [[8, 9, 7, 8]])).toMatchObject({ fills: [[0, 'o0', 10, 8]], liquidity: ['taker'] })
    expect(
      play(
        [buy],
        [
          [10, 11, 9.5, 10],
          [8, 9, 7, 8],
        ],
      ),
    ).toMatchObject({
      fills: [[1, 'o0', 10, 8]],
      liquidity: ['maker'],
    })
  })
  it('never pays more than its limit, whatever the slippage', () => {
    expect(play([buy], [[8.99, 9, 7, 8]], { slippage: () => 0.05 }).fills[0][3]).toBe(9)
  })
  it('post-only is refused when it would take, and rests otherwise', () => {
    expect(play([{ ...buy, postOnly: true }], [[8, 9, 7, 8]])).toMatchObject({ fills: [], closed: ['o0 rejected'] })
    expect(play([{ ...buy, postOnly: true }], [[10, 11, 8, 9]]).fills).toEqual([[0, 'o0', 10, 9]])
  })
  it('DAY ends with the day, GTD at its instant, GTC never', () => {
    const rows: Row[] = [
      [10, 11, 9.5, 10],
      [10, 11, 9.5, 10],
      [10, 11, 8, 9],
    ]
    expect(play([{ ...buy, timeInForce: 'DAY' }], rows).closed).toEqual(['o0 expired'])
    expect(play([{ ...buy, timeInForce: 'DAY' }], rows, { stepMs: 3_600_000 }).closed).toEqual(['o0 filled'])
    expect(play([{ ...buy, timeInForce: 'GTD', goodTill: 2 * day }], rows).closed).toEqual(['o0 expired'])
    expect(play([buy], rows).closed).toEqual(['o0 filled'])
  })
})

describe('stops', () => {
  const sell = { type: 'stop', side: 'sell', stopPrice: 95 } as const
  it('fill at the trigger inside the bar, at the open when it gaps beyond', () => {
    expect(play([sell], [[100, 101, 94, 99]]).fills).toEqual([[0, 'o0', 10, 95]])
    expect(play([sell], [[90, 92, 85, 91]]).fills).toEqual([[0, 'o0', 10, 90]])
    expect(play([{ ...sell, side: 'buy', stopPrice: 105 }], [[110, 112, 104, 105]]).fills).toEqual([[0, 'o0', 10, 110]])
    expect(play([{ ...sell, side: 'buy', stopPrice: 105 }], [[100, 106, 99, 105]]).fills).toEqual([[0, 'o0', 10, 105]])
    expect(play([sell], [[100, 101, 95.01, 99]]).fills).toEqual([])
  })
  it('a stop-limit that gaps past its limit waits for the market to come back through it', () => {
    const order = { type: 'stop-limit', side: 'sell', stopPrice: 95, price: 94 } as const
    expect(play([order], [[100, 101, 93, 99]]).fills).toEqual([[0, 'o0', 10, 95]])
    expect(
      play(
        [order],
        [
          [90, 93, 85, 91],
          [91, 96, 90, 95],
        ],
      ).fills,
    ).toEqual([[1, 'o0', 10, 94]])
  })
  it('a trailing stop follows the best price and never goes back', () => {
    const order = { type: 'trailing-stop', side: 'sell', trailBy: 5 } as const
    const rows: Row[] = [
      [100, 104, 99.5, 103],
      [103, 110, 102, 109],
      [109, 109.5, 104.5, 106],
      [103, 104, 100, 101],
    ]
    // Best 110 sets the trigger to 105, which the third bar meets.
    expect(play([order], rows).fills).toEqual([[2, 'o0', 10, 105]])
    expect(play([order], [rows[0], rows[1], [100, 101, 99, 100]]).fills).toEqual([[2, 'o0', 10, 100]])
    expect(
      play(
        [{ ...order, side: 'buy' }],
        [
          [100, 101, 90, 91],
          [91, 96, 90.5, 95],
        ],
      ).fills,
    ).toEqual([[1, 'o0', 10, 95]])
  })
})

describe('contingent orders', () => {
  const bracket: Partial<OrderRequestInput>[] = [
    {},
    { type: 'stop', side: 'sell', stopPrice: 95, parentId: 'o0', ocoGroup: 'g', reduceOnly: true },
    { type: 'limit', side: 'sell', price: 105, parentId: 'o0', ocoGroup: 'g', reduceOnly: true },
  ]
  const calm: Row = [100, 102, 98, 101]
  it('one triggers two, one of which cancels the other', () => {
    expect(play(bracket, [calm, [101, 106, 100, 104]])).toMatchObject({
      fills: [
        [0, 'o0', 10, 100],
        [1, 'o2', 10, 105],
      ],
      closed: ['o0 filled', 'o2 filled'],
    })
    expect(play(bracket, [calm, [101, 103, 94, 96]]).fills[1]).toEqual([1, 'o1', 10, 95])
  })
  it('both inside one bar: the stop, and the bar is counted', () => {
    const wide: Row = [101, 106, 94, 104]
    const run = play(bracket, [calm, wide])
    expect(run.fills[1]).toEqual([1, 'o1', 10, 95])
    expect(run.venue.counts.ambiguousBars).toBe(1)
    // The high is nearer to the open: the likely path meets the target first.
    expect(play(bracket, [calm, wide], { ambiguity: 'adaptive' }).fills[1]).toEqual([1, 'o2', 10, 105])
    expect(play(bracket, [calm, [99, 106, 94, 104]], { ambiguity: 'adaptive' }).fills[1]).toEqual([1, 'o1', 10, 95])
  })
  it('an open beyond one of them decides', () => {
    const run = play(bracket, [calm, [107, 108, 90, 91]])
    expect(run.fills[1]).toEqual([1, 'o2', 10, 107])
    expect(run.venue.counts.ambiguousBars).toBe(0)
  })
  it('is live in the bar of its entry: the stop counts there, the target only if it surely came after', () => {
    const entry = { type: 'limit', price: 97 } as const
    const [, stop, target] = bracket
    expect(play([entry, stop, target], [[100, 106, 94, 96]]).fills).toEqual([
      [0, 'o0', 10, 97],
      [0, 'o1', 10, 95],
    ])
    expect(play([entry, stop, target], [[100, 106, 96, 98]]).fills).toEqual([[0, 'o0', 10, 97]])
  })
  it('covers what has filled of its entry, no more', () => {
    const rows: Row[] = [
      [100, 102, 98, 101, 40],
      [100, 101, 94, 95, 1_000],
    ]
    const run = play(bracket, rows)
    expect(run.fills[0]).toEqual([0, 'o0', 4, 100])
    expect(run.fills.filter(([, id]) => id === 'o1').reduce((sum, [, , q]) => sum + q, 0)).toBe(10)
  })
  it('dies with an entry that was cancelled before it filled', () => {
    const run = play([{ type: 'limit', price: 50 }, ...bracket.slice(1)], [calm, calm], {
      before: (bar, cancel) => bar === 1 && cancel('o0'),
    })
    expect(run.fills).toEqual([])
    expect(run.closed).toEqual(['o0 cancelled', 'o1 cancelled', 'o2 cancelled'])
    expect(run.venue.open).toBe(0)
  })
  it('reduce-only never goes beyond flat', () => {
    const rows: Row[] = [calm, calm]
    expect(play([{ side: 'sell', reduceOnly: true }], rows)).toMatchObject({ fills: [], closed: ['o0 cancelled'] })
    expect(play([{ quantity: 4 }, { side: 'sell', reduceOnly: true }], rows).fills).toEqual([
      [0, 'o0', 4, 100],
      [0, 'o1', 4, 100],
    ])
  })
})

test('what no venue would take is refused with its reason', () => {
  expect(play([{ symbol: 'Y' }], []).reasons).toEqual(['there is no Y here'])
  expect(play([{ quantity: 10.5 }], [], { lots: ['1'] }).reasons).toEqual(['the quantity is no multiple of 1'])
  expect(play([{ parentId: 'zz' }], []).reasons).toEqual(['there is no order zz to wait for'])
})

test('any orders on any bars: fills stay inside the bar and the limits, volume is never exceeded, every order ends or works', () => {
  const row = fc
    .tuple(fc.integer({ min: 50, max: 150 }), fc.integer({ min: 50, max: 150 }), fc.nat(30), fc.nat(30), fc.nat(300))
    .map(
      ([open, close, up, down, volume]): Row => [
        open,
        Math.max(open, close) + up,
        Math.min(open, close) - down,
        close,
        volume,
      ],
    )
  const price = fc.integer({ min: 60, max: 140 })
  const order = fc
    .record({
      side: fc.constantFrom('buy' as const, 'sell' as const),
      type: fc.constantFrom(
        'market' as const,
        'limit' as const,
        'stop' as const,
        'stop-limit' as const,
        'trailing-stop' as const,
      ),
      quantity: fc.integer({ min: 1, max: 40 }),
      price,
      stopPrice: price,
      trailBy: fc.integer({ min: 1, max: 30 }),
      group: fc.boolean(),
    })
    .map(({ type, price: limit, stopPrice, trailBy, group, ...rest }) => ({
      ...rest,
      type,
      ...(type === 'limit' || type === 'stop-limit' ? { price: limit } : {}),
      ...(type === 'stop' || type === 'stop-limit' ? { stopPrice } : {}),
      ...(type === 'trailing-stop' ? { trailBy } : {}),
      ...(group ? { ocoGroup: 'g' } : {}),
    }))
  fc.assert(
    fc.property(fc.array(order, { maxLength: 8 }), fc.array(row, { minLength: 1, maxLength: 12 }), (orders, rows) => {
      const run = play(orders, rows)
      const volume = rows.map(() => 0)
      for (const [bar, id, quantity, paid] of run.fills) {
        const asked = orders[Number(id.slice(1))]
        expect(paid).toBeGreaterThanOrEqual(rows[bar][2])
        expect(paid).toBeLessThanOrEqual(rows[bar][1])
        if (asked.price !== undefined) {
          if (asked.side === 'buy') expect(paid).toBeLessThanOrEqual(asked.price)
          else expect(paid).toBeGreaterThanOrEqual(asked.price)
        }
        volume[bar] += quantity
      }
      for (const [bar, sum] of volume.entries()) expect(sum).toBeLessThanOrEqual(0.1 * (rows[bar][4] ?? 0) + 1e-9)
      expect(run.closed.length + run.venue.open).toBe(orders.length)
      expect(new Set(run.closed.map((one) => one.split(' ')[0])).size).toBe(run.closed.length)
    }),
    { numRuns: 400 },
  )
})
