import { z } from 'zod'
import { rollingMax, rollingMin } from '#lib/kernels/rolling-extremes.ts'
import { bars, indicator } from './indicator.ts'
import { rollingExtreme } from './parts.ts'
import { scratch } from './scratch.ts'

/** Ichimoku. Hosoda 1969. Spans stand at the bar they are made of; a chart moves them 26 bars ahead. */
export const ichimoku = indicator({
  name: 'ichimoku',
  title: 'Ichimoku',
  group: 'trend',
  inputs: ['high', 'low'],
  outputs: ['tenkan', 'kijun', 'senkouA', 'senkouB'],
  params: z.object({
    tenkan: bars(9, 'Bars of the turning line'),
    kijun: bars(26, 'Bars of the base line'),
    senkou: bars(52, 'Bars of the slow span'),
  }),
  seeding: 'The window must be full.',
  source: 'Hosoda 1969. Spans stand at the bar they are made of; a chart moves them 26 bars ahead.',
  first: (p) => Math.max(p.tenkan, p.kijun, p.senkou) - 1,
  step(p, m) {
    const highs = [p.tenkan, p.kijun, p.senkou].map((n) => rollingExtreme(m, n, 1))
    const lows = [p.tenkan, p.kijun, p.senkou].map((n) => rollingExtreme(m, n, -1))
    const middle = (k: number) => (highs[k].warm() ? (highs[k].value() + lows[k].value()) / 2 : Number.NaN)
    return (bar, out) => {
      for (let k = 0; k < 3; k++) {
        highs[k].push(bar.high)
        lows[k].push(bar.low)
      }
      out[0] = middle(0)
      out[1] = middle(1)
      out[2] = (out[0] + out[1]) / 2
      out[3] = middle(2)
    }
  },
  batch(p, c, out) {
    const { high, low } = c
    const [tenkan, kijun, senkouA, senkouB] = out
    const floor = scratch(0, high.length)
    const middle = (n: number, values: Float64Array) => {
      rollingMax(high, 0, n, values)
      rollingMin(low, 0, n, floor)
      for (let i = 0; i < values.length; i++) values[i] = (values[i] + floor[i]) / 2
    }
    middle(p.tenkan, tenkan)
    middle(p.kijun, kijun)
    middle(p.senkou, senkouB)
    for (let i = 0; i < senkouA.length; i++) senkouA[i] = (tenkan[i] + kijun[i]) / 2
  },
})
