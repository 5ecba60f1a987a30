import { z } from 'zod'
import { quantile } from '#lib/stats/columns.ts'
import { commonParams, type RegimeDetector } from './detector.ts'

const params = z
  .object({
    ...commonParams,
    calmBelow: z.number().min(0.05).max(0.9).default(0.5).describe('Quantile of volatility up to which it is calm'),
    stressedAbove: z
      .number()
      .min(0.1)
      .max(0.99)
      .default(0.85)
      .describe('Quantile of volatility above which it is stressed'),
  })
  .refine((p) => p.calmBelow < p.stressedAbove, {
    path: ['calmBelow'],
    message: 'calmBelow must be below stressedAbove',
  })

/** Quantiles of volatility over the past: no model, one place where each regime begins. */
export const ruleBased: RegimeDetector<typeof params> = {
  name: 'rule-based',
  title: 'Quantiles of volatility',
  source: 'Volatility against its own quantiles over the training bars.',
  params,
  fit({ rows }, p) {
    const volatility = rows.map((row) => row[0])
    return {
      states: 3,
      parts: { limits: [quantile(volatility, p.calmBelow), quantile(volatility, p.stressedAbove)] },
    }
  },
  filter({ parts }, _, row, __, out) {
    const [low, high] = parts.limits
    out.fill(0)
    out[row[0] <= low ? 0 : row[0] <= high ? 1 : 2] = 1
  },
}
