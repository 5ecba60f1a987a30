import type { EquityData } from '../equity.ts'
import type { HistogramData } from '../histogram.ts'
import type { IndicatorData } from '../indicator.ts'
import type { PairData } from '../pair.ts'
import type { TrendData } from '../trend.ts'

const day = 86_400_000
const from = Date.UTC(2014, 0, 2)
const wave = (i: number) => Math.sin(i / 9) + 0.4 * Math.sin(i / 2.3) + 0.2 * Math.cos(i / 0.7)

const steps = Array.from({ length: 250 }, (_, i) => i)
const equity = steps.map((i) => 100_000 + 40 * i + 2_500 * wave(i))
let peak = 0
const drawdown = equity.map((v) => {
  peak = Math.max(peak, v)
  return v / peak - 1
})

export const equityExample: EquityData = { ts: steps.map((i) => from + i * day), equity, drawdown, capital: 100_000 }

const z = steps.map((i) => 1.9 * wave(i))
export const pairExample: PairData = {
  y: 'MA',
  x: 'V',
  ts: steps.map((i) => from + i * day),
  yClose: steps.map((i) => 80 + i * 0.08 + wave(i)),
  xClose: steps.map((i) => 55 + i * 0.06),
  spread: z.map((v, i) => (i < 20 ? null : 0.1 + v * 0.02)),
  mean: z.map((_, i) => (i < 20 ? null : 0.1)),
  sd: z.map((_, i) => (i < 20 ? null : 0.02)),
  z: z.map((v, i) => (i < 20 ? null : i === 249 ? -0.52 : v)),
  entry: 2,
  stop: 4,
  formedAt: from + 60 * day,
  trips: [
    { side: 'long', in: from + 70 * day, out: from + 90 * day, how: 'EXIT', zIn: -2.2, zOut: 0.1, reason: 'reverted' },
    { side: 'short', in: from + 130 * day, out: from + 140 * day, how: 'STOP', zIn: 2.4, zOut: 4.1, reason: 'stop' },
    { side: 'long', in: from + 230 * day, out: null, how: null, zIn: -2.1, zOut: null, reason: 'entry' },
  ],
}

export const histogramExample: HistogramData = {
  histogram: [21, 15, 9, 3, 12, 5, 5, 4, 8, 7, 5, 6, 3, 4, 6, 5, 4, 2, 5, 1],
  belowFive: 21,
  expectedByChance: 6.5,
  kept: 2,
  pairs: 130,
}

export const trendExample: TrendData = {
  name: 'p-value, log scale',
  ts: steps.map((i) => from + i * day),
  values: steps.map((i) => (i < 40 ? null : 10 ** (wave(i) * 2 - 2.4))),
  log: true,
  limit: 0.05,
  formedAt: from + 100 * day,
  write: (v) => v.toFixed(3),
}

const closes = steps.map((i) => 80 + i * 0.08 + wave(i))
export const indicatorExample: IndicatorData = {
  symbol: 'MA',
  group: 'band',
  ts: steps.map((i) => from + i * day),
  close: closes,
  outputs: [
    { name: 'middle', values: closes.map((v, i) => (i < 20 ? null : v * 0.99)) },
    { name: 'percentB', values: steps.map((i) => (i < 20 ? null : wave(i))) },
    { name: 'width', values: steps.map((i) => (i < 20 ? null : 0.01)) },
  ],
  patterns: [
    { ts: from + 50 * day, title: 'Hammer', direction: 1 },
    { ts: from + 90 * day, title: 'Shooting star', direction: -1 },
    { ts: from - day, title: 'Doji', direction: 0 },
  ],
}
