import { expect, test } from 'vitest'
import { backtestRequest } from '#lib/contracts/backtests.ts'
import type { Bars } from '#lib/contracts/bars.ts'
import { orderRequest } from '#lib/contracts/orders.ts'
import { portfolioRequest } from '#lib/contracts/portfolios.ts'
import type { Decision, StrategyRun } from '#lib/contracts/strategy.ts'
import { ledger } from '#lib/execution/ledger.ts'
import { deskOf } from './desk-of.ts'
import { portfolioBacktest } from './portfolio.ts'
import { backtest } from './run.ts'
import { type Running, venueOf } from './sleeves.ts'
import { trackOf } from './timeline.ts'

const hour = 3_600_000
type Row = readonly [ts: number, open: number, high: number, low: number, close: number]
const barsOf = (rows: readonly Row[]): Bars => {
  const column = (i: number) => Float64Array.from(rows, (row) => row[i])
  return { ts: column(0), open: column(1), high: column(2), low: column(3), close: column(4), volume: null }
}
/** The third bar holds stop and target; its second quarter says that the target came first. */
const bars = barsOf([
  [0, 100, 101, 99, 100],
  [hour, 100, 101, 99, 100],
  [2 * hour, 100, 112, 88, 95],
])
const quarters = barsOf([
  [2 * hour, 100, 102, 98, 101],
  [2 * hour + hour / 4, 101, 112, 100, 110],
  [2 * hour + hour / 2, 110, 110, 88, 90],
  [2 * hour + (3 * hour) / 4, 90, 96, 89, 95],
])

const entry: Decision = {
  kind: 'ENTER',
  side: 'long',
  weights: [1],
  strength: 1,
  reason: 'x',
  protect: [{ stop: 90, target: 110 }],
}
const decided: StrategyRun = {
  step: ({ index }) => (index === 1 ? entry : null),
  readings: () => ({}),
  save: () => null,
}

test('finer bars say whether stop or target came first; without them it is the stop, and counted', () => {
  const costs = { slippageBps: 0 }
  const request = backtestRequest.parse({ strategy: 'x', symbols: ['S'], timeframe: '1h', costs })
  const play = (detail?: Record<string, Bars>) => {
    const { at, counts } = deskOf(['S'], decided, 'next-open', { request, ...(detail ? { detail } : {}) })
    for (let t = 0; t < 3; t++) {
      const one = (column: Float64Array | null) => Float64Array.of(column?.[t] ?? Number.NaN)
      const { ts, open, high, low, close } = bars
      const market = { open: one(open), high: one(high), low: one(low), close: one(close), volume: one(null) }
      at.bar({ ts: ts[t], index: t + 1, ...market })
    }
    return [at.log.trades[0].exitReason, counts.ambiguousBars]
  }
  expect(play()).toEqual(['stop filled at 90', 1])
  expect(play({ S: quarters })).toEqual(['target filled at 110', 0])
})

test('the venue of an account looks into them too', () => {
  const sleeves = [{ strategy: 'grid', symbols: ['S'], timeframe: '1h' as const, share: 1 }]
  const request = portfolioRequest.parse({ sleeves, costs: { slippageBps: 0 } })
  const play = (detail?: Record<string, Bars>) => {
    const track = trackOf('1h', [{ symbol: 'S', timeframe: '1h', bars }], 0, 2 * hour)
    const filled: string[] = []
    const book = ledger(1_000, 1)
    // Of a sleeve the venue asks only what it holds, and under which symbols.
    const held = { symbols: ['S'], desk: { book: { quantity: Float64Array.of(0) } } } as unknown as Running
    const listener = {
      onFill: ({ clientId, side, quantity }: { clientId: string; side: string; quantity: number }) => {
        filled.push(clientId)
        held.desk.book.quantity[0] += side === 'buy' ? quantity : -quantity
      },
      onClosed: () => undefined,
    }
    const venue = venueOf(track, request, detail ? { detail } : {}, [held], new Map([['0', listener]]), book, [0])
    const ask = (clientId: string, more: object) =>
      venue.submit(orderRequest.parse({ clientId, symbol: 'S', side: 'sell', type: 'market', quantity: 5, ...more }))
    const exit = { parentId: '0.1', ocoGroup: '0.1x', reduceOnly: true }
    ask('0.1', { side: 'buy' })
    ask('0.1s', { type: 'stop', stopPrice: 90, ...exit })
    ask('0.1l', { type: 'limit', price: 110, ...exit })
    for (let t = 0; t < 3; t++) {
      track.take()
      venue.advance(track.market)
    }
    return filled
  }
  expect(play()).toEqual(['0.1', '0.1s'])
  expect(play({ S: quarters })).toEqual(['0.1', '0.1l'])
})

test('finer bars that are asked for have to be there, and to be finer', () => {
  const run = (more: object, detail?: Record<string, Bars>) =>
    backtest({
      request: backtestRequest.parse({ strategy: 'buy-and-hold', symbols: ['S'], timeframe: '1h', ...more }),
      bars: [{ symbol: 'S', bars }],
      codeVersion: 'x',
      ...(detail ? { detail } : {}),
    })
  expect(() => run({ detail: '15m' })).toThrow('There are no 15m bars of S to look into')
  expect(() => run({ detail: '1h' }, { S: quarters })).toThrow('Bars of 1h are not finer than those of 1h')
  expect(run({ detail: '15m' }, { S: quarters }).manifest.detail).toBe('15m')
})

test('so do those of an account', () => {
  const sleeves = [{ strategy: 'buy-and-hold', symbols: ['S'], timeframe: '1h' as const, share: 1 }]
  const run = (detail: '1h' | '15m', finer?: Record<string, Bars>) =>
    portfolioBacktest({
      request: portfolioRequest.parse({ sleeves, detail }),
      bars: [{ symbol: 'S', timeframe: '1h', bars }],
      ...(finer ? { detail: finer } : {}),
    })
  expect(() => run('15m')).toThrow('There are no 15m bars of S to look into')
  expect(() => run('1h', { S: quarters })).toThrow('not finer')
  expect(run('15m', { S: quarters }).equity.ts).toHaveLength(3)
})

test('finer bars count as memory', () => {
  const request = backtestRequest.parse({ strategy: 'buy-and-hold', symbols: ['S'], timeframe: '1h' })
  const input = { request, bars: [{ symbol: 'S', bars }], codeVersion: 'x', memoryBudget: 400 }
  expect(backtest(input).manifest.bars).toBe(3)
  expect(() => backtest({ ...input, detail: { S: quarters } })).toThrow('allowed')
})
