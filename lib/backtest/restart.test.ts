import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backtestRequest } from '#lib/contracts/backtests.ts'
import type { Decision, Market, StrategyFill, StrategyRun } from '#lib/contracts/strategy.ts'
import { random } from '#lib/stats/random.ts'
import { deskOf, type Instruments, type SavedRun } from './desk-of.ts'

const count = 120
const symbols = ['A', 'B']

/** Bars of two legs with volumes that are short at times. */
function markets(seed: number): Market[] {
  const chance = random(seed)
  const last = [100, 40]
  return Array.from({ length: count }, (_, t) => {
    const rows = last.map((before, leg) => {
      const open = before * (1 + 0.01 * chance.normal())
      const close = open * (1 + 0.02 * chance.normal())
      last[leg] = close
      const high = Math.max(open, close) * (1 + 0.01 * chance.uniform())
      const low = Math.min(open, close) * (1 - 0.01 * chance.uniform())
      return [open, high, low, close, 40_000 * chance.uniform()]
    })
    const column = (i: number) => Float64Array.from(rows, (row) => row[i])
    return {
      ts: Date.UTC(2024, 0, 1) + t * 3_600_000,
      index: t + 1,
      open: column(0),
      high: column(1),
      low: column(2),
      close: column(3),
      volume: column(4),
    }
  })
}

/** Decides by the number of the bar alone: enters with exits of every kind, rebalances, turns round, leaves. */
function scripted(seed: number, saved?: unknown): StrategyRun {
  let at = typeof saved === 'number' ? saved : 0
  return {
    step(market) {
      at++
      const chance = random(seed * 1_000 + at)
      if (chance.uniform() > 0.2) return null
      const a = Math.round(4 * chance.normal()) / 8
      const b = Math.round(4 * chance.normal()) / 8
      const flat = a === 0 && b === 0
      const [x, y] = market.close
      const exits = (weight: number, price: number) => ({
        stop: price * (weight > 0 ? 0.96 : 1.04),
        target: price * (weight > 0 ? 1.03 : 0.97),
        trailBy: 0.05 * price,
      })
      const protect = chance.uniform() < 0.6 ? [exits(a, x), exits(b, y)] : undefined
      const kind = chance.uniform() < 0.5 ? 'ENTER' : 'REBALANCE'
      return {
        kind: flat ? 'EXIT' : kind,
        side: flat ? 'flat' : 'long',
        weights: [a, b],
        strength: 1,
        reason: `bar ${at}`,
        ...(protect ? { protect } : {}),
      } satisfies Decision
    },
    readings: () => ({ at }),
    save: () => at,
  }
}

const options = fc.record({
  latencyMs: fc.constantFrom(0, 0, 5_000_000),
  participation: fc.constantFrom(0.02, 1),
  leverage: fc.constantFrom(2, 20),
  ambiguity: fc.constantFrom('pessimistic' as const, 'adaptive' as const),
  fees: fc.constantFrom(undefined, { name: 'tiered', params: {} }),
})

test('put down at any bar and taken up again, a run is the unbroken run to the last fill', () => {
  let fills = 0
  fc.assert(
    fc.property(
      fc.nat(500),
      options,
      fc.uniqueArray(fc.integer({ min: 1, max: count - 1 }), { maxLength: 3 }),
      fc.boolean(),
      (seed, execution, cuts, abroad) => {
        const request = backtestRequest.parse({
          strategy: 'buy-and-hold',
          symbols,
          timeframe: '1h',
          capital: 50_000,
          execution,
        })
        const known: Instruments = {
          lots: { A: '1', B: '1' },
          ticks: { A: '0.01', B: '0.01' },
          perpetual: ['B'],
          ...(abroad
            ? {
                currencies: { A: 'USD', B: 'EUR' },
                rates: {
                  EUR: {
                    timeframe: '1d' as const,
                    ts: Float64Array.from({ length: 9 }, (_, i) => Date.UTC(2023, 11, 30 + i)),
                    close: Float64Array.from({ length: 9 }, (_, i) => 1.1 + 0.01 * Math.sin(i)),
                  },
                },
              }
            : {}),
        }
        const bars = markets(seed)
        const play = (stops: readonly number[]) => {
          const told: StrategyFill[] = []
          const begin = (saved?: SavedRun) => {
            const run = scripted(seed, saved?.run)
            const heard = { ...run, onFill: (fill: StrategyFill) => told.push(fill) }
            return deskOf(symbols, heard, 'next-open', { request, ...known }, saved)
          }
          let desk = begin()
          const equity: number[] = []
          for (const [t, market] of bars.entries()) {
            if (stops.includes(t)) desk = begin(JSON.parse(JSON.stringify(desk.save())) as SavedRun)
            desk.at.bar(market)
            equity.push(desk.at.equity)
            expect(desk.at.book.balance()).toBe(0)
          }
          desk.at.finish()
          return { told, equity, trades: desk.at.log.trades, counts: desk.counts, costs: desk.at.costs() }
        }
        const whole = play([])
        fills += whole.told.length
        expect(play(cuts)).toEqual(whole)
      },
    ),
    { numRuns: 60 },
  )
  expect(fills).toBeGreaterThan(1_000)
})

test('a foreign state is refused', () => {
  const request = backtestRequest.parse({ strategy: 'buy-and-hold', symbols })
  const begin = (saved?: SavedRun) => deskOf(symbols, scripted(1, saved?.run), 'next-open', { request }, saved)
  const state = begin().save()
  expect(() => begin({ ...state, desk: { nonsense: 1 } })).toThrow('cannot be read')
  expect(() => begin({ ...state, venue: { nonsense: 1 } })).toThrow('cannot be read')
})
