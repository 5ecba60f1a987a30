import type { Bars } from '#lib/contracts/bars.ts'
import { random } from '#lib/stats/random.ts'

const day = 86_400_000

/** A market that is calm, normal or stressed in planted stretches: deviations of 0.5, 1.2 and 3.5 % a bar. */
export function planted(
  seed: number,
  n: number,
  { legs = 1, volumes = false, stretch = 120 }: { legs?: number; volumes?: boolean; stretch?: number } = {},
): { bars: { symbol: string; bars: Bars }[]; truth: Int32Array } {
  const chance = random(seed)
  const truth = new Int32Array(n)
  const closes = Array.from({ length: legs }, () => new Float64Array(n))
  const traded = Array.from({ length: legs }, () => new Float64Array(n))
  const prices = new Float64Array(legs).fill(100)
  let state = 0
  for (let t = 0; t < n; t++) {
    if (t % stretch === 0 && t > 0) state = [1, 2, 0, 1, 0, 2][(t / stretch) % 6]
    truth[t] = state
    const sd = [0.005, 0.012, 0.035][state]
    const common = chance.normal()
    for (let leg = 0; leg < legs; leg++) {
      const own = legs === 1 ? 0 : 0.6 * chance.normal()
      prices[leg] *= Math.exp(sd * (common + own))
      closes[leg][t] = prices[leg]
      traded[leg][t] = 1_000 * (0.5 + chance.uniform())
    }
  }
  const ts = Float64Array.from({ length: n }, (_, t) => t * day)
  return {
    truth,
    bars: closes.map((close, i) => ({
      symbol: `S${i}`,
      bars: { ts, open: null, high: null, low: null, close, volume: volumes ? traded[i] : null },
    })),
  }
}
