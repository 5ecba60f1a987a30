import { z } from 'zod'
import { indicator } from './indicator.ts'

/** Parabolic stop and reverse. Wilder 1978. */
export const psar = indicator({
  name: 'psar',
  title: 'Parabolic stop and reverse',
  group: 'trend',
  inputs: ['high', 'low'],
  outputs: ['psar'],
  params: z.object({
    step: z.number().gt(0).max(1).default(0.02).describe('Acceleration at the start and at each new extreme'),
    most: z.number().gt(0).max(1).default(0.2).describe('Largest acceleration'),
  }),
  seeding: 'The second bar decides the direction.',
  source: 'Wilder 1978.',
  first: () => 1,
  settled: () => null,
  step(p, m) {
    // Bars seen, direction, stop, extreme, acceleration, last two highs and lows.
    const s = m.take(9)
    return (bar, out) => {
      const { high, low } = bar
      const seen = s[0]++
      if (seen === 0) out[0] = Number.NaN
      else if (seen === 1) {
        s[1] = high - s[5] >= s[7] - low ? 1 : -1
        s[2] = s[1] > 0 ? s[7] : s[5]
        s[3] = s[1] > 0 ? high : low
        s[4] = p.step
        out[0] = s[2]
      } else {
        let stop = s[2] + s[4] * (s[3] - s[2])
        if (s[1] > 0) {
          stop = Math.min(stop, s[7], s[8])
          if (low < stop) {
            s[1] = -1
            stop = s[3]
            s[3] = low
            s[4] = p.step
          } else if (high > s[3]) {
            s[3] = high
            s[4] = Math.min(p.most, s[4] + p.step)
          }
        } else {
          stop = Math.max(stop, s[5], s[6])
          if (high > stop) {
            s[1] = 1
            stop = s[3]
            s[3] = high
            s[4] = p.step
          } else if (low < s[3]) {
            s[3] = low
            s[4] = Math.min(p.most, s[4] + p.step)
          }
        }
        s[2] = stop
        out[0] = stop
      }
      s[6] = seen === 0 ? high : s[5]
      s[8] = seen === 0 ? low : s[7]
      s[5] = high
      s[7] = low
    }
  },
  batch(p, c, out) {
    const [values] = out
    const { high, low } = c
    if (values.length > 0) values[0] = Number.NaN
    if (values.length < 2) return
    let rising = high[1] - high[0] >= low[0] - low[1]
    let stop = rising ? low[0] : high[0]
    let extreme = rising ? high[1] : low[1]
    let pace = p.step
    values[1] = stop
    for (let i = 2; i < values.length; i++) {
      stop += pace * (extreme - stop)
      const h = high[i]
      const l = low[i]
      if (rising) {
        stop = Math.min(stop, low[i - 1], low[i - 2])
        if (l < stop) {
          rising = false
          stop = extreme
          extreme = l
          pace = p.step
        } else if (h > extreme) {
          extreme = h
          pace = Math.min(p.most, pace + p.step)
        }
      } else {
        stop = Math.max(stop, high[i - 1], high[i - 2])
        if (h > stop) {
          rising = true
          stop = extreme
          extreme = h
          pace = p.step
        } else if (l < extreme) {
          extreme = l
          pace = Math.min(p.most, pace + p.step)
        }
      }
      values[i] = stop
    }
  },
})
