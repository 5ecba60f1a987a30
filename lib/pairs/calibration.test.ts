import { describe, expect, it } from 'vitest'
import { scanOptions } from '#lib/contracts/pairs.ts'
import { engleGranger } from '#lib/stats/engle-granger.ts'
import { type Random, random } from '#lib/stats/random.ts'
import { scan } from './scan.ts'

function walk(n: number, chance: Random): Float64Array {
  const out = new Float64Array(n)
  for (let t = 1; t < n; t++) out[t] = out[t - 1] + chance.normal()
  return out
}

/** Gates that golden numbers cannot give: what the tests do on data whose truth is known. Seeds are fixed. */
describe('calibration', () => {
  it('Engle–Granger rejects about 5 % of independent random walks at 5 %', () => {
    const chance = random(1)
    let rejected = 0
    for (let run = 0; run < 2_000; run++) {
      const test = engleGranger(walk(252, chance), walk(252, chance), { lags: 0 })
      if (test.ok && test.p < 0.05) rejected++
    }
    expect(rejected / 2_000).toBeGreaterThan(0.035)
    expect(rejected / 2_000).toBeLessThan(0.065)
  })

  it('finds y = x + noise with a half-life of 5 bars in 504 bars at p < 1e-4 in nine cases of ten', () => {
    const chance = random(2)
    const phi = 0.5 ** (1 / 5)
    let found = 0
    for (let run = 0; run < 200; run++) {
      const x = walk(504, chance)
      let s = chance.normal() / Math.sqrt(1 - phi * phi)
      const y = x.map((value) => value + (s = phi * s + chance.normal()))
      const test = engleGranger(y, x, { lags: 0 })
      if (test.ok && test.p < 1e-4) found++
    }
    expect(found / 200).toBeGreaterThanOrEqual(0.9)
  })

  it('a scan of 100 independent walks keeps nothing in nine cases of ten', () => {
    const chance = random(3)
    const options = scanOptions.parse({ lags: 1, directions: 'both', limits: { qMax: 0.05 } })
    const ts = Float64Array.from({ length: 252 }, (_, t) => t * 86_400_000)
    let empty = 0
    for (let run = 0; run < 20; run++) {
      const series = Array.from({ length: 100 }, (_, k) => ({
        symbol: `W${k}`,
        ts,
        close: walk(252, chance).map((v) => 50 * Math.exp(0.01 * v)),
      }))
      if (scan(series, { ...options, all: false }).kept === 0) empty++
    }
    expect(empty / 20).toBeGreaterThanOrEqual(0.9)
  })

  it('Holm over both directions keeps its level where the better direction alone would not', () => {
    const chance = random(4)
    let better = 0
    let corrected = 0
    for (let run = 0; run < 1_000; run++) {
      const a = walk(252, chance)
      const b = walk(252, chance)
      const forward = engleGranger(a, b, { lags: 0 })
      const backward = engleGranger(b, a, { lags: 0 })
      if (!forward.ok || !backward.ok) continue
      const p = Math.min(forward.p, backward.p)
      if (p < 0.05) better++
      if (2 * p < 0.05) corrected++
    }
    expect(better / 1_000).toBeGreaterThan(0.06)
    expect(corrected / 1_000).toBeLessThan(0.055)
  })
})
