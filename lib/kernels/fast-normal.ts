import { normalCdf, normalPdf } from '#lib/stats/distributions.ts'

const step = 1 / 32
const reach = 9
const points = Math.round((2 * reach) / step) + 1
let table: { cdf: Float64Array; pdf: Float64Array } | null = null

function tables(): { cdf: Float64Array; pdf: Float64Array } {
  const cdf = new Float64Array(points)
  const pdf = new Float64Array(points)
  for (let k = 0; k < points; k++) {
    cdf[k] = normalCdf(-reach + k * step)
    pdf[k] = normalPdf(-reach + k * step)
  }
  return { cdf, pdf }
}

/**
 * Normal distribution function by Taylor's series of six terms about the nearest of 577 exact values: 1e-14 absolute,
 * some fifty times faster than the exact one, to which it hands over beyond nine deviations.
 */
export function fastNormalCdf(x: number): number {
  if (!(x > -reach && x < reach)) return normalCdf(x)
  table ??= tables()
  const k = Math.round((x + reach) / step)
  const a = -reach + k * step
  const d = x - a
  const a2 = a * a
  // Derivatives of the density are Hermite polynomials times the density.
  const series =
    1 +
    d *
      (-a / 2 +
        d *
          ((a2 - 1) / 6 +
            d *
              ((-a2 * a + 3 * a) / 24 +
                d * ((a2 * a2 - 6 * a2 + 3) / 120 + (d * (-a2 * a2 * a + 10 * a2 * a - 15 * a)) / 720))))
  return table.cdf[k] + table.pdf[k] * d * series
}
