import { expect, it } from 'vitest'
import { backtestRequest } from '#lib/contracts/backtests.ts'
import type { StrategyRun } from '#lib/contracts/strategy.ts'
import { simulatedMarket } from '#lib/market/simulated.ts'
import { strategies } from '#lib/strategies/index.ts'
import { panelOf } from './data.ts'
import { lookAheadProbe, warmUpProbe } from './probes.ts'
import { backtest } from './run.ts'

/** The market that `titan lookahead` takes without symbols, the planted pair first. */
const market = simulatedMarket({ seed: 1, timeframe: '1s' })
const history = market.history(0, 2_000)
const names = market.instruments.map(({ symbol }) => symbol)
const [planted] = market.planted
const ordered = [planted.y, planted.x, ...names.filter((name) => name !== planted.y && name !== planted.x)]
const barsOf = (legs: number) =>
  ordered.slice(0, legs).map((symbol) => ({ symbol, bars: history[names.indexOf(symbol)] }))

const cases = [
  ...strategies.list.map(({ name }) => [name, {}] as const),
  ['donchian-breakout', { trigger: 'stop', direction: 'both' }] as const,
]

it.each(cases)('%s %j: no look-ahead, and the declared warm-up is enough', (name, params) => {
  const strategy = strategies.get(name)
  const bars = barsOf(strategy.legs[0])
  const symbols = bars.map(({ symbol }) => symbol)
  const request = backtestRequest.parse({ strategy: name, params, symbols, timeframe: '1s' })
  const input = { request, bars, codeVersion: 'x', dataHash: 'x' }
  const report = backtest(input)
  expect(report.trades.length).toBeGreaterThan(0)
  expect(lookAheadProbe({ bars, report, seed: 1, run: (other) => backtest({ ...input, bars: other }) })).toMatchObject({
    passed: true,
    finding: null,
  })
  const parsed = strategies.parse(name, params) as never
  const create = () => strategy.create(parsed, { symbols })
  const probe = warmUpProbe(panelOf(bars, '1s'), strategy.warmup(parsed), create, strategy.held)
  expect(probe).toEqual({ passed: true, tried: 3, finding: null })
})

it('a reading about zero is measured by its swings, one that hangs on the first bar is found all the same', () => {
  const panel = panelOf(barsOf(1), '1s')
  const about = (error: number) => (): StrategyRun => {
    let first = Number.NaN
    let bars = 0
    return {
      step({ ts }) {
        if (Number.isNaN(first)) first = ts
        bars++
        return null
      },
      // Swings by one, crosses zero; what it says is off by a part of its swings, other by where it began.
      readings: () => ({ swing: Math.sin((first / 1_000 + bars) / 7) + error * Math.sin(first / 1_000) }),
      save: () => null,
    }
  }
  expect(warmUpProbe(panel, 10, about(0.002)).passed).toBe(true)
  expect(warmUpProbe(panel, 10, about(0.05)).passed).toBe(false)
  expect(warmUpProbe(panel, 10, about(0.05), ['sw']).passed).toBe(true)
})
