import { ATR, EMA, MACD, RSI, SMA } from 'trading-signals'
import { random } from '#lib/stats/random.ts'
import type { Bench, BenchRow } from '../../config/bench.ts'
import { compute, emptyBar, prepareColumns } from './compute.ts'
import { indicators } from './index.ts'
import type { IndicatorBar, IndicatorRun } from './indicator.ts'

/** Those that read open, high, low, close and volume only and have a published reference. */
const names = (
  'sma ema rma wma dema tema hma kama rsi stoch-rsi cmo macd ppo bollinger zscore true-range atr dmi stochastic williams-r ' +
  'cci obv mfi vwap anchored-vwap ad-line cmf ad-oscillator force-index ease-of-movement ichimoku keltner donchian psar ' +
  'aroon trix roc momentum ultimate vortex dpo linear-regression supertrend realised-volatility parkinson garman-klass ' +
  'rogers-satchell yang-zhang amihud'
).split(' ')

function market(n: number) {
  const chance = random(7)
  const column = () => new Float64Array(n)
  const bars = { open: column(), high: column(), low: column(), close: column(), volume: column() }
  let price = 100
  for (let i = 0; i < n; i++) {
    bars.open[i] = price
    price *= 1 + 0.002 * (chance.uniform() + chance.uniform() - 1)
    bars.close[i] = price
    bars.high[i] = Math.max(bars.open[i], price) * (1 + 0.001 * chance.uniform())
    bars.low[i] = Math.min(bars.open[i], price) * (1 - 0.001 * chance.uniform())
    bars.volume[i] = 1 + 1_000 * chance.uniform()
  }
  return bars
}

function fastest(runs: number, work: () => void): number {
  let best = Number.POSITIVE_INFINITY
  for (let k = 0; k < runs; k++) {
    const started = performance.now()
    work()
    best = Math.min(best, performance.now() - started)
  }
  return best
}

function batch(): BenchRow {
  const n = 1_000_000
  const bars = prepareColumns(market(n))
  let total = 0
  for (const name of names) {
    const indicator = indicators.get(name)
    const params = indicator.params.parse({})
    const out = indicator.outputs.map(() => new Float64Array(n))
    total += (fastest(9, () => compute(indicator, params, bars, out)) * 1e6) / n
  }
  const value = total / names.length
  const theirs = peers(market(100_000))
  return {
    name: 'indicators-batch',
    workload: `${names.length} indicators, each alone over 1,000,000 bars that were checked before, mean a bar and indicator`,
    value,
    unit: 'ns',
    better: 'lower',
    target: 8,
    pass: value <= 8,
    beside: { name: 'trading-signals (5 indicators)', value: theirs, ratio: theirs / value },
  }
}

const chunk = 500

/**
 * A function of its own, entered often, so that it is compiled as the code around a live indicator would be: one call
 * site that has seen every indicator.
 */
function feed(run: IndicatorRun, bars: ReturnType<typeof market>, from: number, bar: IndicatorBar, out: Float64Array) {
  const { open, high, low, close, volume } = bars
  for (let i = from; i < from + chunk; i++) {
    bar.open = open[i]
    bar.high = high[i]
    bar.low = low[i]
    bar.close = close[i]
    bar.volume = volume[i]
    run.next(bar, out)
  }
}

function stream(): BenchRow {
  const n = 200_000
  const bars = market(n)
  const bar = emptyBar()
  const each: { name: string; ns: number }[] = []
  for (const name of names) {
    const indicator = indicators.get(name)
    const params = indicator.params.parse({})
    const out = new Float64Array(indicator.outputs.length)
    const ms = fastest(9, () => {
      const run = indicator.create(params)
      for (let from = 0; from < n; from += chunk) feed(run, bars, from, bar, out)
    })
    each.push({ name, ns: (ms * 1e6) / n })
  }
  each.sort((a, b) => b.ns - a.ns)
  const value = each.reduce((sum, { ns }) => sum + ns, 0) / each.length
  const slowest = each.slice(0, 5).map(({ name, ns }) => `${name} ${ns.toFixed(0)}`)
  const middle = each[Math.floor(each.length / 2)].ns.toFixed(0)
  const theirs = peers(bars)
  return {
    name: 'indicators-stream',
    workload: `${names.length} indicators, one next(bar) of each, mean; median ${middle}, slowest: ${slowest.join(', ')}`,
    value,
    unit: 'ns',
    better: 'lower',
    target: 40,
    pass: value <= 40,
    beside: { name: 'trading-signals (5 indicators)', value: theirs, ratio: theirs / value },
  }
}

/** One update of the five that both have, in the npm library, on the same bars. */
function peers(bars: ReturnType<typeof market>): number {
  const n = bars.close.length
  const closes: (() => { add(value: number): unknown })[] = [
    () => new SMA(20),
    () => new EMA(20),
    () => new RSI(14),
    () => new MACD(new EMA(12), new EMA(26), new EMA(9)),
  ]
  let total = 0
  for (const make of closes) {
    total += fastest(3, () => {
      const one = make()
      for (let i = 0; i < n; i++) one.add(bars.close[i])
    })
  }
  total += fastest(3, () => {
    const atr = new ATR(14)
    for (let i = 0; i < n; i++) atr.add({ high: bars.high[i], low: bars.low[i], close: bars.close[i] })
  })
  return (total * 1e6) / n / 5
}

export const benches: readonly Bench[] = [
  { name: 'indicators-batch', run: batch },
  { name: 'indicators-stream', run: stream },
]
