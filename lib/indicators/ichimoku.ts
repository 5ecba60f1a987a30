import { z } from 'zod'
import { rollingMax, rollingMin } from '#lib/kernels/rolling-extremes.ts'
import { rollingRange } from './extremes.ts'
import { bars, indicator } from './indicator.ts'
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
    const turning = rollingRange(m, p.tenkan)
    const base = rollingRange(m, p.kijun)
    const slow = rollingRange(m, p.senkou)
    return (bar, out) => {
      const { high, low } = bar
      turning.push(high, low)
      base.push(high, low)
      slow.push(high, low)
      const tenkan = turning.warm() ? (turning.high() + turning.low()) / 2 : Number.NaN
      const kijun = base.warm() ? (base.high() + base.low()) / 2 : Number.NaN
      out[0] = tenkan
      out[1] = kijun
      out[2] = (tenkan + kijun) / 2
      out[3] = slow.warm() ? (slow.high() + slow.low()) / 2 : Number.NaN
    }
  },
  batch(p, c, out) {
    const { high, low } = c
    const [tenkan, kijun, senkouA, senkouB] = out
    const floor = scratch(0, high.length)
    const lower = scratch(1, high.length)
    rollingMax(high, 0, p.senkou, senkouB)
    rollingMin(low, 0, p.senkou, floor)
    for (let i = 0; i < floor.length; i++) senkouB[i] = (senkouB[i] + floor[i]) / 2
    rollingMax(high, 0, p.tenkan, tenkan)
    rollingMin(low, 0, p.tenkan, floor)
    rollingMax(high, 0, p.kijun, kijun)
    rollingMin(low, 0, p.kijun, lower)
    for (let i = 0; i < floor.length; i++) {
      const turning = (tenkan[i] + floor[i]) / 2
      const base = (kijun[i] + lower[i]) / 2
      tenkan[i] = turning
      kijun[i] = base
      senkouA[i] = (turning + base) / 2
    }
  },
})
