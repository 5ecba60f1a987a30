import { describe, expect, it } from 'vitest'
import { type OrderRequestInput, orderRequest } from '#lib/contracts/orders.ts'
import { sessionsOf } from '#lib/market/sessions.ts'
import type { BarView } from './hit.ts'
import { type SimulatedVenueOptions, simulatedVenue } from './simulated-venue.ts'

type Row = readonly [open: number, high: number, low: number, close: number, volume?: number]

const hour = 3_600_000

/** Orders by the bar at whose close they are given (−1: before the first); bars open `stepMs` apart from `start`. */
function play(
  orders: Readonly<Record<number, readonly Partial<OrderRequestInput>[]>>,
  rows: readonly Row[],
  more: Partial<SimulatedVenueOptions> & { start?: number; stepMs?: number } = {},
) {
  const fills: (readonly [bar: number, id: string, quantity: number, price: number])[] = []
  const closed: string[] = []
  let held = 0
  let bar = 0
  let count = 0
  const venue = simulatedVenue(
    {
      symbols: ['X'],
      slippage: () => 0,
      fees: () => 0,
      participation: 1,
      ambiguity: 'pessimistic',
      marketAtClose: false,
      position: () => held,
      barMs: hour,
      ...more,
    },
    {
      onFill: ({ clientId, quantity, price, side }) => {
        fills.push([bar, clientId, quantity, price])
        held += side === 'buy' ? quantity : -quantity
      },
      onClosed: ({ request, state, reason }) =>
        closed.push(`${request.clientId} ${state}${reason ? `: ${reason}` : ''}`),
    },
  )
  const give = (at: number) => {
    for (const order of orders[at] ?? [])
      venue.submit(
        orderRequest.parse({
          clientId: `o${count++}`,
          symbol: 'X',
          side: 'buy',
          type: 'market',
          quantity: 10,
          ...order,
        }),
      )
  }
  give(-1)
  for (; bar < rows.length; bar++) {
    const [open, high, low, close, volume = Number.NaN] = rows[bar]
    venue.advance({
      ts: (more.start ?? 0) + bar * (more.stepMs ?? hour),
      index: bar + 1,
      open: Float64Array.of(open),
      high: Float64Array.of(high),
      low: Float64Array.of(low),
      close: Float64Array.of(close),
      volume: Float64Array.of(volume),
    })
    give(bar)
  }
  return { fills, closed, venue }
}

const flat = (price: number, volume?: number): Row => [price, price, price, price, volume]

describe('steps of price and value', () => {
  it('what is taken lies on the tick, against the trader', () => {
    const more = { ticks: ['0.05'], slippage: () => 0.001 }
    expect(play({ [-1]: [{}] }, [flat(10)], more).fills[0][3]).toBe(10.05)
    expect(play({ [-1]: [{ side: 'sell' }] }, [flat(10)], more).fills[0][3]).toBe(9.95)
    expect(play({ [-1]: [{}] }, [flat(10.05)], { ticks: ['0.05'] }).fills[0][3]).toBe(10.05)
  })
  it('a limit keeps its promise on the tick, and a price off the tick is refused', () => {
    const limit = { type: 'limit', price: 9.95 } as const
    expect(play({ [-1]: [limit] }, [[10, 10, 9.9, 10]], { ticks: ['0.05'] }).fills[0][3]).toBe(9.95)
    expect(play({ [-1]: [{ ...limit, price: 9.97 }] }, [flat(9)], { ticks: ['0.05'] }).closed).toEqual([
      'o0 rejected: 9.97 is no multiple of the tick 0.05',
    ])
  })
  it('an order below the least value is refused, unless it only reduces', () => {
    const more = { minNotional: 50 }
    const { fills, closed } = play(
      { 0: [{ quantity: 4 }, { quantity: 6 }], 1: [{ side: 'sell', quantity: 1, reduceOnly: true }] },
      [flat(10), flat(10), flat(10)],
      more,
    )
    expect(closed[0]).toContain('worth 40.00, less than 50')
    expect(fills.map(([, id]) => id)).toEqual(['o1', 'o2'])
  })
})

describe('time', () => {
  it('an order arrives at the first bar that opens late enough after the close that gave rise to it', () => {
    const rows = [flat(10), flat(11), flat(12), flat(13)]
    const barOf = (latencyMs: number) => play({ 0: [{}] }, rows, { latencyMs }).fills[0]?.[0]
    expect([0, 1, hour, hour + 1, 9 * hour].map(barOf)).toEqual([1, 2, 2, 3, undefined])
  })
  it('exits handed in with their entry are there when it fills, however late that is', () => {
    const exit = { side: 'sell', type: 'stop', stopPrice: 9, parentId: 'o0', reduceOnly: true } as const
    const { fills } = play({ 0: [{}, exit] }, [flat(10), flat(10), [10, 10, 8, 8.5]], { latencyMs: 1 })
    expect(fills).toEqual([
      [2, 'o0', 10, 10],
      [2, 'o1', 10, 9],
    ])
  })
  it('a DAY order ends with the session of its venue, not at midnight of UTC', () => {
    const order = { type: 'limit', price: 9, timeInForce: 'DAY' } as const
    // 22:00 to 06:00 UTC in winter: New York's day ends at 05:00.
    const rows = [...Array.from({ length: 8 }, () => flat(10)), flat(8)]
    const start = Date.UTC(2024, 0, 2, 22)
    const ny = play({ [-1]: [order] }, rows, { start, sessions: [sessionsOf('XNYS')] })
    expect(ny.closed).toEqual(['o0 expired: its session is over'])
    const early = [...rows.slice(0, 6), flat(8)]
    expect(play({ [-1]: [order] }, early, { start, sessions: [sessionsOf('XNYS')] }).fills).toHaveLength(1)
    expect(play({ [-1]: [order] }, early, { start }).fills).toHaveLength(0)
  })
  it('nothing fills while trading is halted', () => {
    const { fills } = play({ [-1]: [{}, { side: 'sell', type: 'stop', stopPrice: 9 }] }, [
      flat(8, 0),
      flat(8, 0),
      flat(7, 100),
    ])
    expect(fills).toEqual([
      [2, 'o0', 10, 7],
      [2, 'o1', 10, 7],
    ])
  })
})

describe('finer bars say what came first', () => {
  const bracket = [
    {},
    { side: 'sell', type: 'stop', stopPrice: 9, parentId: 'o0', reduceOnly: true, ocoGroup: 'g' },
    { side: 'sell', type: 'limit', price: 11, parentId: 'o0', reduceOnly: true, ocoGroup: 'g' },
  ] as const
  const rows: Row[] = [flat(10), [10, 12, 8, 10]]
  const path = (...bars: Row[]): BarView[] =>
    bars.map(([open, high, low, close]) => ({ open, high, low, close, volume: Number.NaN }))
  const outcome = (finer: BarView[] | null) => {
    const { fills, venue } = play({ [-1]: bracket }, rows, { detail: (_, ts) => (ts === hour ? finer : null) })
    return [fills[1][3], venue.counts.ambiguousBars]
  }
  it('the target when it comes first, the stop when that does; in doubt the stop, and the bar is counted', () => {
    expect(outcome(null)).toEqual([9, 1])
    expect(outcome(path([10, 12, 10, 11], [11, 11, 8, 10]))).toEqual([11, 0])
    expect(outcome(path([10, 10, 8, 9], [9, 12, 9, 10]))).toEqual([9, 0])
    expect(outcome(path([10, 10.5, 9.5, 10], [10, 12, 8, 10]))).toEqual([9, 1])
  })
  it('an entry inside the bar counts only what comes after it', () => {
    const inside = [{ type: 'limit', price: 9.5 }, bracket[1], bracket[2]] as const
    const both: Row[] = [flat(10), [10, 12, 8.5, 10]]
    const more = (finer: BarView[]) => ({ detail: (_: number, ts: number) => (ts === hour ? finer : null) })
    // Up to the target before the entry at 9.5, down through the stop after it.
    const { fills, venue } = play(
      { [-1]: inside },
      both,
      more(path([10, 12, 10, 10.5], [10.5, 10.5, 9.4, 9.6], [9.6, 9.6, 8.5, 10])),
    )
    expect(fills.map(([, , , price]) => price)).toEqual([9.5, 9])
    expect(venue.counts.ambiguousBars).toBe(0)
  })
})
