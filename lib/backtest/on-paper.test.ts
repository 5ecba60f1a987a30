import { expect, it } from 'vitest'
import { z } from 'zod'
import type { Decision, Market, Strategy, StrategyRun } from '#lib/contracts/strategy.ts'
import { random } from '#lib/stats/random.ts'
import { strategies } from '#lib/strategies/index.ts'
import { orderStrategy } from '#lib/strategies/ordering.ts'
import { onPaper } from './on-paper.ts'

const strategy = strategies.get('donchian-breakout')
const params = strategies.parse('donchian-breakout', { trigger: 'stop', entry: 8, exit: 4 })
const setup = { symbols: ['S'], timeframe: '1h' as const }

function markets(count: number): Market[] {
  const chance = random(4)
  let last = 100
  return Array.from({ length: count }, (_, t) => {
    const open = last
    const close = open * (1 + 0.01 * chance.normal())
    last = close
    const one = (value: number) => Float64Array.of(value)
    return {
      ts: t * 3_600_000,
      index: t + 1,
      open: one(open),
      high: one(Math.max(open, close) * 1.003),
      low: one(Math.min(open, close) * 0.997),
      close: one(close),
      volume: one(1e6),
    }
  })
}

const decisionsOf = (begin: (saved?: unknown) => StrategyRun, restart: boolean) => {
  let run = begin()
  return markets(400).flatMap((market): (Decision & { t: number })[] => {
    if (restart) run = begin(JSON.parse(JSON.stringify(run.save())))
    // A watcher counts its bars anew after a restart.
    const decision = run.step(restart ? { ...market, index: 1 } : market)
    return decision ? [{ ...decision, t: market.index }] : []
  })
}

it('tells what a strategy of orders wants when it wants something else, with the orders in words', () => {
  const told = decisionsOf((saved) => onPaper(strategy, params, { ...setup, saved }), false)
  const all = decisionsOf((saved) => strategy.create(params as never, { symbols: ['S'], saved }), false)
  // Without fills it would wait for its entry for ever.
  expect(new Set(all.map(({ side }) => side))).toEqual(new Set(['long']))
  expect(told.length).toBeLessThan(all.length / 3)
  expect(told.map(({ side }) => side).filter((side, i, sides) => i > 0 && side === sides[i - 1])).toEqual([])
  expect(new Set(told.map(({ kind }) => kind))).toEqual(new Set(['ENTER', 'EXIT']))
  expect(told[0].reason).toMatch(/^channel .* to .*: S buy stop \d+\.\d+$/)
})

it('goes on after a restart at every bar, whatever number the bar has', () => {
  const begin = (saved?: unknown) => onPaper(strategy, params, { ...setup, saved })
  expect(decisionsOf(begin, true)).toEqual(decisionsOf(begin, false))
  expect(() => begin({ nonsense: 1 })).toThrow('cannot be read')
})

/** Asks at a limit; when it hears that nobody sold there, asks at the market; what it has heard it says. */
const patient = orderStrategy({
  name: 'patient',
  title: 'Asks twice',
  params: z.object({}),
  legs: [1, 1],
  space: {},
  warmup: () => 0,
  init: (_, memory) => memory.take(3),
  next(heard, market, _, holding) {
    const reason = `${heard[0]} missed, ${heard[1]} filled, ${heard[2]} closed`
    if (!holding.isFlat)
      return {
        reason,
        orders: [{ tag: `out ${holding.bars}`, leg: 0, side: 'sell', type: 'market', quantity: 'held' }],
      }
    const entry = { leg: 0, side: 'buy', size: 0.5, protect: { stop: 0.99 * market.close[0] } } as const
    return heard[0] % 2 === 1
      ? { reason, orders: [{ ...entry, tag: 'now', type: 'market' }] }
      : {
          reason,
          orders: [{ ...entry, tag: 'try', type: 'limit', limit: 0.995 * market.close[0], timeInForce: 'IOC' }],
        }
  },
  heard(heard, { kind, code, exit }) {
    if (code === 'immediate' || (kind === 'filled' && exit === null && heard[0] % 2 === 1)) heard[0]++
    if (kind === 'filled') heard[1]++
    if (code === 'closed' || code === 'nothing-to-reduce') heard[2]++
  },
}) as unknown as Strategy

it('on paper it hears what became of its orders, over a restart at every bar as well', () => {
  const begin = (saved?: unknown) => onPaper(patient, {}, { ...setup, saved })
  const told = decisionsOf(begin, false)
  expect(told.length).toBeGreaterThan(100)
  const [missed, filled, closed] = (told.at(-1)?.reason.match(/\d+/g) ?? []).map(Number)
  expect(Math.min(missed, filled, closed)).toBeGreaterThan(30)
  expect(decisionsOf(begin, true)).toEqual(told)
})
