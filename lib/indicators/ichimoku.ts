import { z } from 'zod'
import { rollingMaxima, rollingMinima } from '#lib/kernels/rolling-extremes.ts'
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
    const [floor, lower, lowest] = [0, 1, 2].map((slot) => scratch(slot, high.length))
    const lines = [
      { n: p.tenkan, most: tenkan, least: floor },
      { n: p.kijun, most: kijun, least: lower },
      { n: p.senkou, most: senkouB, least: lowest },
    ].sort((x, y) => x.n - y.n)
    const windows = lines.map(({ n }) => n)
    const [mosts, leasts] = [lines.map(({ most }) => most), lines.map(({ least }) => least)]
    rollingMaxima(high, 0, windows, mosts)
    rollingMinima(low, 0, windows, leasts)
    for (let i = 0; i < floor.length; i++) {
      const turning = (tenkan[i] + floor[i]) / 2
      const base = (kijun[i] + lower[i]) / 2
      tenkan[i] = turning
      kijun[i] = base
      senkouA[i] = (turning + base) / 2
      senkouB[i] = (senkouB[i] + lowest[i]) / 2
    }
  },
})
