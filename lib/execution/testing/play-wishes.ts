import { expect } from 'vitest'
import { executionOptions, type Fill, type OrderRequest } from '#lib/contracts/orders.ts'
import type {
  Decision,
  Market,
  OrderEndCode,
  OrderWish,
  StrategyFill,
  StrategyOrderEvent,
} from '#lib/contracts/strategy.ts'
import { desk } from '../desk.ts'
import type { BarView } from '../hit.ts'
import type { Order } from '../order.ts'
import { simulatedVenue } from '../simulated-venue.ts'

export const day = 86_400_000
export type Row = readonly [open: number, high: number, low: number, close: number, volume?: number]
type Told = Fill & { bar: number; request: OrderRequest }

export const set = (...orders: readonly Partial<OrderWish>[]): Decision => ({
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
  /** Finer bars of the bar that begins then. */
  readonly detail?: (leg: number, ts: number) => readonly BarView[] | null
}

/** Plays decisions by bar over the rows of one leg, and writes down what the venue was asked and did. */
export function play(decide: (t: number, held: number) => Decision | null, rows: readonly Row[], more: Played = {}) {
  const told: StrategyFill[] = []
  const fills: Told[] = []
  const asked: { bar: number; request: OrderRequest }[] = []
  const called: { bar: number; clientId: string; reason: string }[] = []
  const ended: { bar: number; order: Order }[] = []
  /** What the strategy heard of its orders: at which bar, and whether that bar had been shown yet. */
  const news: (StrategyOrderEvent & { bar: number; shown: boolean })[] = []
  const equity: number[] = []
  let shown = -1
  const options = executionOptions.parse({ borrowBps: 0, fundingBps: 0, ...more.options })
  let t = 0
  let held = 0
  let late: { at: number; clientId: string; reason: string; code?: OrderEndCode }[] = []
  const venue: { at?: ReturnType<typeof simulatedVenue> } = {}
  const begin = (saved?: { desk: unknown; venue: unknown }) =>
    desk({
      symbols: ['S'],
      capital: 1_000,
      options,
      lots: [more.lot],
      ticks: [more.tick],
      run: {
        step: () => {
          shown = t
          return decide(t, held)
        },
        onOrder: (event) => news.push({ ...event, bar: t, shown: shown === t }),
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
              ...(more.detail ? { detail: more.detail } : {}),
              position,
              ...(saved ? { saved: saved.venue } : {}),
            },
            {
              onFill: (fill, leg, raw, order) => {
                const request = asked.find((one) => one.request.clientId === fill.clientId)?.request as OrderRequest
                fills.push({ ...fill, bar: t, request })
                listener.onFill(fill, leg, raw, order)
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
            cancel(clientId, reason, code) {
              called.push({ bar: t, clientId, reason })
              if (more.slow) late.push({ at: t + more.slow, clientId, reason, code })
              else at.cancel(clientId, reason, code)
            },
            advance(market) {
              at.advance(market)
              for (const one of late) if (one.at <= t) at.cancel(one.clientId, one.reason, one.code)
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
  return { one, told, news, fills, asked, called, ended, equity, trades: one.log.trades, counts: venue.at?.counts }
}

/** The same every bar from the given ones on. */
export const script = (by: Readonly<Record<number, Decision>>) => (t: number) => by[t] ?? null
