import { backtestRequest } from '#lib/contracts/backtests.ts'
import { random } from '#lib/stats/random.ts'
import type { Bench, BenchRow } from '../../config/bench.ts'
import { panelOf, type SymbolBars } from './data.ts'
import { fastPanel, fastRun, fastTerms } from './fast/run.ts'
import { pairSweep } from './fast/sweep.ts'
import { backtest } from './run.ts'

const bars = 1_000_000
const minute = 60_000

/** A random walk with opens, highs, lows and volumes; every leg follows the same market. */
export function market(count: number, legs: number, seed = 3): SymbolBars[] {
  const chance = random(seed)
  const ts = Float64Array.from({ length: count }, (_, i) => Date.UTC(2020, 0, 1) + i * minute)
  const columns = Array.from({ length: legs }, () => Array.from({ length: 5 }, () => new Float64Array(count)))
  const gap = new Float64Array(legs)
  let common = 0
  const price = new Float64Array(legs).fill(100)
  for (let t = 0; t < count; t++) {
    common += 0.0005 * chance.normal()
    for (let leg = 0; leg < legs; leg++) {
      gap[leg] = 0.98 * gap[leg] + 0.0004 * chance.normal()
      const open = price[leg]
      const close = 100 * Math.exp(common + gap[leg])
      const [o, h, l, c, v] = columns[leg]
      o[t] = open
      c[t] = close
      h[t] = Math.max(open, close) * 1.0002
      l[t] = Math.min(open, close) * 0.9998
      v[t] = 1e6
      price[leg] = close
    }
  }
  return columns.map(([open, high, low, close, volume], leg) => ({
    symbol: `S${leg}`,
    bars: { ts, open, high, low, close, volume },
  }))
}

/** Best of some runs after a warm-up, in milliseconds: what the machine can do when it is left alone. */
function bestMs(work: () => unknown, runs: number): number {
  work()
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < runs; i++) {
    const started = performance.now()
    work()
    best = Math.min(best, performance.now() - started)
  }
  return best
}

const rate = (name: string, workload: string, target: number, count: number, prepare: () => () => unknown): Bench => ({
  name,
  run(): BenchRow {
    const value = count / (bestMs(prepare(), target > 1e7 ? 100 : 5) / 1_000)
    return { name, workload, value, unit: 'bars/s', better: 'higher', target, pass: value >= target, beside: null }
  },
})

const duration = (name: string, workload: string, target: number, prepare: () => () => unknown): Bench => ({
  name,
  run(): BenchRow {
    const value = bestMs(prepare(), 9)
    return { name, workload, value, unit: 'ms', better: 'lower', target, pass: value < target, beside: null }
  },
})

/** Combinations of window, entry and exit. */
function grid(windows: number, entries: number, exits: number) {
  const steps = (count: number, from: number, step: number) => Array.from({ length: count }, (_, i) => from + i * step)
  return steps(windows, 20, 10).flatMap((window) =>
    steps(entries, 1.2, 0.1).flatMap((entry) =>
      steps(exits, 0.1, 0.15).map((exit) => ({ window, entry, exit, stop: 4, timeStopBars: 60 })),
    ),
  )
}

const request = (strategy: string, symbols: string[]) =>
  backtestRequest.parse({ strategy, symbols, timeframe: '1m', params: {} })

export const benches: Bench[] = [
  rate('sma-event', 'SMA cross, 1M bars, orders, costs and ledger, one core', 2e6, bars, () => {
    const legs = market(bars, 1)
    return () => backtest({ request: request('sma-cross', ['S0']), bars: legs, dataHash: '-', codeVersion: '-' })
  }),
  rate('sma-fast', 'SMA cross, 1M bars, compiled: fills and equity of the event engine', 50e6, bars, () => {
    const panel = panelOf(market(bars, 1), '1m')
    const asked = request('sma-cross', ['S0'])
    return () => fastRun(asked, panel)
  }),
  rate('pairs-fast', 'pairs z-score, 2 legs, 1M bars, compiled, log prices kept', 30e6, bars, () => {
    const panel = panelOf(market(bars, 2), '1m')
    const asked = request('pairs-zscore', ['S0', 'S1'])
    return () => fastRun(asked, panel)
  }),
  duration('sweep', 'pairs z-score, 1,000 combinations × 10,000 bars × 2 legs, z included', 50, () => {
    const panel = fastPanel(panelOf(market(10_000, 2), '1m'), 'next-open')
    const terms = fastTerms(request('pairs-zscore', ['S0', 'S1']))
    const combinations = grid(10, 20, 5)
    // A new sweep every time, so that no z is left over from the last run.
    return () => pairSweep(panel, terms)?.run(combinations)
  }),
  duration('walkforward', 'pairs z-score, 106 windows of 252 + 63 bars, 100 combinations, best one tested', 20, () => {
    const panel = fastPanel(panelOf(market(2_700, 2), '1m'), 'next-open')
    const terms = fastTerms(request('pairs-zscore', ['S0', 'S1']))
    const combinations = grid(5, 5, 4)
    const windows = Array.from({ length: 106 }, (_, i) => 100 + 21 * i)
    return () => {
      const sweep = pairSweep(panel, terms)
      return windows.map((from) => {
        const rows = sweep?.run(combinations, from, from + 252)
        if (!rows) return null
        let best = 0
        for (let i = 1; i < combinations.length; i++)
          if (rows.mean[i] * rows.deviation[best] > rows.mean[best] * rows.deviation[i]) best = i
        return sweep?.run([combinations[best]], from + 252, from + 315)
      })
    }
  }),
  {
    name: 'flat',
    run(): BenchRow[] {
      const asked = request('sma-cross', ['S0'])
      const rows: BenchRow[] = []
      const costs: number[] = []
      for (const count of [1e4, 1e5, 1e6, 1e7]) {
        const legs = market(count, 1)
        const work = () =>
          backtest({ request: asked, bars: legs, dataHash: '-', codeVersion: '-', memoryBudget: 4 * 2 ** 30 })
        // Short runs are repeated until they have played as much as a long one.
        const value = (bestMs(work, Math.max(2, Math.min(30, 3e6 / count))) * 1e6) / count
        costs.push(value)
        const workload = `SMA cross through the event engine, ${count.toLocaleString('en')} bars`
        rows.push({
          name: 'flat',
          workload,
          value,
          unit: 'ns/bar',
          better: 'lower',
          target: null,
          pass: true,
          beside: null,
        })
      }
      const value = Math.max(...costs) / Math.min(...costs)
      const workload = 'dearest size over the cheapest: what a bar costs does not grow with the number of bars'
      rows.push({
        name: 'flat',
        workload,
        value,
        unit: '×',
        better: 'lower',
        target: 2,
        pass: value <= 2,
        beside: null,
      })
      return rows
    },
  },
]
