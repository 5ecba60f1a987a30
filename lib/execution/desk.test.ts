import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { executionOptions } from '#lib/contracts/orders.ts'
import type { Decision, Market, StrategyFill } from '#lib/contracts/strategy.ts'
import { desk } from './desk.ts'
import { simulatedVenue } from './simulated-venue.ts'

const day = 86_400_000
type Row = readonly [open: number, high: number, low: number, close: number, volume?: number]
const flat = (price: number, volume?: number): Row => [price, price, price, price, volume]

const to = (weights: number[], more: Partial<Decision> = {}): Decision => {
  const gross = weights.reduce((sum, weight) => sum + weight, 0)
  const side = weights.every((weight) => weight === 0) ? 'flat' : gross < 0 ? 'short' : 'long'
  return { kind: side === 'flat' ? 'EXIT' : 'ENTER', side, weights, strength: 1, reason: 'asked', ...more }
}

/** Plays decisions, by bar, over rows of each leg. */
function play(
  decisions: Readonly<Record<number, Decision>>,
  legs: readonly (readonly Row[])[],
  more: { options?: object; perpetual?: boolean[]; capital?: number; costs?: number; stepMs?: number } = {},
) {
  const symbols = legs.map((_, leg) => `S${leg}`)
  const told: StrategyFill[] = []
  let t = 0
  const options = executionOptions.parse({ borrowBps: 0, fundingBps: 0, ...more.options })
  const one = desk({
    symbols,
    capital: more.capital ?? 1_000,
    options,
    perpetual: more.perpetual,
    run: {
      step: () => decisions[t] ?? null,
      onFill: (fill) => told.push(fill),
      readings: () => ({ z: 1 }),
      save: () => null,
    },
    venue:
      ({ position }) =>
      (listener) =>
        simulatedVenue(
          {
            symbols,
            slippage: () => (more.costs ?? 0) / 1e4,
            fees: ({ value }) => (value * (more.costs ?? 0)) / 1e4,
            participation: options.participation,
            ambiguity: options.ambiguity,
            marketAtClose: false,
            position,
          },
          listener,
        ),
  })
  const equity: number[] = []
  for (; t < legs[0].length; t++) {
    const column = (i: number) => Float64Array.from(legs, (rows) => rows[t][i] ?? Number.NaN)
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
  return { one, told, equity, trades: one.log.trades }
}

describe('from decision to position', () => {
  it('a reversal is flat in between, also when volume lets only parts through', () => {
    const rows = [flat(10), flat(10, 1_000), flat(10, 1_000), flat(10, 600), flat(10, 600), flat(10, 10_000)]
    const { told, trades } = play({ 0: to([1]), 2: to([-1]) }, [rows])
    expect(told.map(({ quantity, held }) => [quantity, held])).toEqual([
      [100, 100],
      [-60, 40],
      [-40, 0],
      [-20, -20],
      [-80, -100],
    ])
    expect(trades.map(({ side, exitKind, bars }) => [side, exitKind, bars])).toEqual([
      ['long', 'REBALANCE', 3],
      ['short', 'END', 1],
    ])
  })
  it('a newer decision calls back what has not filled', () => {
    const rows = [flat(10), flat(10, 500), flat(10, 0), flat(10, 1e6), flat(10, 1e6)]
    const { told } = play({ 0: to([1]), 2: to([0]) }, [rows])
    expect(told.map(({ quantity }) => quantity)).toEqual([50, -50])
  })
  it('REBALANCE moves to the new weights without a new round trip', () => {
    const rows = [flat(10), flat(10), flat(10), flat(10), flat(10)]
    const { told, trades, one } = play({ 0: to([0.5, 0.5]), 2: to([0.2, 0.7], { kind: 'REBALANCE' }) }, [rows, rows])
    expect(told.map(({ leg, held }) => [leg, held])).toEqual([
      [0, 50],
      [1, 50],
      [0, 20],
      [1, 70],
    ])
    expect(trades).toHaveLength(1)
    expect([...one.book.quantity]).toEqual([20, 70])
  })
  it('never asks for more than the leverage allowed', () => {
    const { told } = play({ 0: to([3, -3]) }, [
      [flat(10), flat(10)],
      [flat(10), flat(10)],
    ])
    expect(told.map(({ held }) => held)).toEqual([100, -100])
  })
})

describe('exits that wait at the venue', () => {
  const calm: Row = [100, 101, 99, 100]
  const entry = to([1], { protect: [{ stop: 95, target: 110 }] })
  it('the stop closes the trip, and the target is gone', () => {
    const { told, trades } = play({ 0: entry }, [[calm, calm, [100, 101, 94, 96], [96, 120, 96, 119]]])
    expect(told.map(({ quantity, price }) => [quantity, price])).toEqual([
      [10, 100],
      [-10, 95],
    ])
    expect(trades[0]).toMatchObject({ exitKind: 'STOP', exitReason: 'stop filled at 95', pnl: -50 })
    expect(told.map(({ cause }) => cause)).toEqual(['decision', 'protection'])
  })
  it('the target closes it as an exit; a gap beyond the stop costs the gap', () => {
    const won = play({ 0: entry }, [[calm, calm, [100, 112, 99, 111]]])
    expect(won.trades[0]).toMatchObject({ exitKind: 'EXIT', exitReason: 'target filled at 110', pnl: 100 })
    const gap = play({ 0: entry }, [[calm, calm, [80, 82, 79, 81]]])
    expect(gap.trades[0]).toMatchObject({ exitKind: 'STOP', pnl: -200 })
  })
  it('a trailing stop locks in what was gained, on a short too', () => {
    const { trades } = play({ 0: to([-1], { protect: [{ trailBy: 5 }] }) }, [
      [calm, calm, [100, 100, 90, 91], [91, 97, 91, 96]],
    ])
    expect(trades[0]).toMatchObject({ side: 'short', exitKind: 'STOP', pnl: 50 })
  })
  it('a later entry starts anew', () => {
    const { told } = play({ 0: entry, 2: entry }, [[calm, calm, [100, 101, 94, 100], calm, calm]])
    expect(told.map(({ held }) => held)).toEqual([10, 0, 9.5])
  })
})

describe('what holding costs', () => {
  const rows = [flat(10), flat(10), flat(10), flat(10)]
  it('a short pays for what it borrows, by the day, on the value of the last close', () => {
    const { one } = play({ 0: to([-1]) }, [rows], { options: { borrowBps: 365 } })
    // 1,000 short for two days at 3.65 % a year.
    expect(one.book.borrow).toBeCloseTo(0.2, 9)
    expect(play({ 0: to([1]) }, [rows], { options: { borrowBps: 365 } }).one.book.borrow).toBe(0)
  })
  it('a perpetual swap settles every eight hours: longs pay, shorts receive, nothing is borrowed', () => {
    const more = { options: { borrowBps: 365, fundingBps: 1 }, perpetual: [true] }
    const long = play({ 0: to([1]) }, [rows], more).one
    expect(long.book.funding).toBeCloseTo(6 * 0.1, 9)
    const short = play({ 0: to([-1]) }, [rows], more).one
    expect(short.book.funding).toBeCloseTo(-0.6, 9)
    expect(short.book.borrow).toBe(0)
    expect(play({ 0: to([1]) }, [rows], { ...more, stepMs: 3_600_000 }).one.book.funding).toBe(0)
  })
  it('a margin that is used up sells everything by force, with a penalty, and is told', () => {
    const crash = [flat(10), flat(10), flat(5.1), flat(5.05), flat(5), flat(5)]
    const { one, trades, told } = play({ 0: to([2]), 3: to([2]) }, [crash], { options: { liquidationBps: 100 } })
    expect(one.liquidations).toBe(1)
    expect(told.map(({ cause }) => cause)).toEqual(['decision', 'margin'])
    expect(trades[0]).toMatchObject({ exitKind: 'STOP' })
    expect(trades[0].exitReason).toContain('margin used up')
    expect(one.book.penalties).toBeCloseTo(200 * 5.05 * 0.01, 9)
    expect(one.book.isFlat).toBe(true)
  })
  it('at zero equity nothing is decided any more', () => {
    const { one } = play({ 0: to([2]), 4: to([1]) }, [[flat(10), flat(10), flat(4), flat(4), flat(4), flat(4)]])
    expect(one.isRuined).toBe(true)
    expect(one.log.trades.length).toBe(1)
  })
})

test('any decisions on any market: the book balances, the position is the sum of the fills, the trips explain equity', () => {
  const price = fc.integer({ min: 80, max: 120 })
  const row = fc
    .tuple(price, price, fc.nat(9), fc.nat(9), fc.constantFrom(0, 30, 400, 1e6))
    .map(
      ([open, close, up, down, volume]): Row => [
        open,
        Math.max(open, close) + up,
        Math.min(open, close) - down,
        close,
        volume,
      ],
    )
  const weight = fc.constantFrom(-0.5, -0.25, 0, 0.25, 0.5)
  const decision = fc
    .record({
      a: weight,
      b: weight,
      kind: fc.constantFrom('ENTER' as const, 'REBALANCE' as const),
      guard: fc.boolean(),
    })
    .map(({ a, b, kind, guard }) => {
      const protect = guard ? [{ stop: a > 0 ? 85 : 115, target: a > 0 ? 115 : 85 }, null] : undefined
      return a === 0 && b === 0 ? to([0, 0]) : to([a, b], { kind, protect })
    })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(row, row), { minLength: 5, maxLength: 40 }),
      fc.dictionary(fc.integer({ min: 0, max: 39 }).map(String), decision, { maxKeys: 12 }),
      (bars, decisions) => {
        const { one, told, equity, trades } = play(decisions, [bars.map(([a]) => a), bars.map(([, b]) => b)], {
          costs: 5,
          options: { borrowBps: 100 },
        })
        const sums = [0, 0]
        for (const { leg, quantity, held } of told) {
          sums[leg] += quantity
          expect(held).toBeCloseTo(sums[leg], 8)
        }
        expect([...one.book.quantity].map((q, leg) => Math.abs(q - sums[leg]) < 1e-8)).toEqual([true, true])
        const gained = trades.reduce((sum, { pnl }) => sum + pnl, 0)
        expect(gained).toBeCloseTo((equity.at(-1) ?? 0) - 1_000, 6)
        expect(trades.reduce((sum, { costs }) => sum + costs, 0)).toBeCloseTo(one.costs(), 6)
        expect(trades.filter(({ exitKind }) => exitKind === 'END').length).toBe(one.book.isFlat ? 0 : 1)
      },
    ),
    { numRuns: 300 },
  )
})
