import { describe, expect, it } from 'vitest'
import { random } from '#lib/stats/random.ts'
import { compareRuns, daily } from './compare.ts'
import { returnMetrics } from './returns.ts'
import { rollingSharpe } from './rolling-sharpe.ts'
import { sharpeDifference } from './sharpe-difference.ts'

/** Two series of normal returns with a given correlation; a memory of `phi` in both. */
function returns(n: number, seed: number, { rho = 0, means = [0, 0], phi = 0 } = {}) {
  const chance = random(seed)
  const [a, b] = [new Float64Array(n), new Float64Array(n)]
  let [x, y] = [0, 0]
  for (let i = 0; i < n; i++) {
    const u = chance.normal()
    const v = rho * u + Math.sqrt(1 - rho * rho) * chance.normal()
    x = phi * x + u
    y = phi * y + v
    a[i] = 0.01 * (means[0] + x)
    b[i] = 0.01 * (means[1] + y)
  }
  return [a, b] as const
}

describe('the difference of two Sharpe ratios', () => {
  it('has the standard error of Jobson & Korkie (1981, corrected by Memmel 2003) where returns are normal', () => {
    const n = 20_000
    const rho = 0.6
    const [a, b] = returns(n, 5, { rho, means: [0.2, 0.05] })
    const test = sharpeDifference(a, b, random(1), 99)
    const [s, t] = [0.2, 0.05]
    const known = Math.sqrt((2 - 2 * rho + 0.5 * (s * s + t * t - 2 * s * t * rho * rho)) / n)
    expect(test?.standardError).toBeGreaterThan(0.93 * known)
    expect(test?.standardError).toBeLessThan(1.07 * known)
    expect(test?.difference).toBeCloseTo(0.15, 1)
    expect(test?.p).toBe(0.01)
  })

  it('is refuted about as often as it says where there is none, with memory, too', () => {
    for (const phi of [0, 0.3]) {
      let refuted = 0
      const worlds = 240
      for (let world = 0; world < worlds; world++) {
        const [a, b] = returns(250, 1_000 + world, { rho: 0.5, phi })
        if ((sharpeDifference(a, b, random(world), 199)?.p ?? 1) <= 0.05) refuted++
      }
      // 5 % of 240 is 12, with a deviation of 3.4.
      expect(refuted, `phi ${phi}`).toBeLessThanOrEqual(24)
      expect(refuted, `phi ${phi}`).toBeGreaterThanOrEqual(3)
    }
  })

  it('turns its sign with the order and keeps its p', () => {
    const [a, b] = returns(400, 9, { rho: 0.3, means: [0.1, 0] })
    const one = sharpeDifference(a, b, random(3))
    const other = sharpeDifference(b, a, random(3))
    expect(other?.difference).toBeCloseTo(-(one?.difference ?? 0), 12)
    expect(other?.p).toBe(one?.p)
    expect(other?.low).toBeCloseTo(-(one?.high ?? 0), 9)
    expect(one?.low).toBeLessThan(one?.difference ?? 0)
  })

  it('does not depend on the scale of either, and the interval agrees with p', () => {
    const [a, b] = returns(300, 4, { means: [0.15, 0] })
    const one = sharpeDifference(a, b, random(3))
    const scaled = sharpeDifference(
      a.map((v) => 3 * v),
      b,
      random(3),
    )
    expect(scaled?.difference).toBeCloseTo(one?.difference ?? 0, 9)
    for (let seed = 0; seed < 30; seed++) {
      const [p, q] = returns(200, 50 + seed, { means: [0.12, 0] })
      const test = sharpeDifference(p, q, random(seed))
      if (!test || Math.abs(test.p - 0.05) < 0.005) continue
      expect(test.low > 0 || test.high < 0).toBe(test.p < 0.05)
    }
  })

  it('is nothing between equals, and cannot be had of what does not vary', () => {
    const [a] = returns(100, 2)
    expect(sharpeDifference(a, a, random(1))).toMatchObject({ difference: 0, p: 1, low: 0, high: 0 })
    expect(sharpeDifference(a, new Float64Array(100), random(1))).toBeNull()
    expect(sharpeDifference(a.slice(0, 20), a.slice(0, 20), random(1))).toBeNull()
  })
})

describe('runs side by side', () => {
  const day = 86_400_000
  const curve = (id: string, n: number, seed: number, mean: number, from = 0) => {
    const [r] = returns(n, seed, { means: [mean, 0] })
    const equity = [100_000]
    for (const one of r.slice(1)) equity.push(equity[equity.length - 1] * (1 + one))
    return { id, ts: equity.map((_, i) => (from + i) * day), equity }
  }
  const options = { barsPerYear: () => 252, riskFree: 0.02 }

  it('are ranked over the bars they have in common, with the figures of those bars', () => {
    const curves = [curve('weak', 600, 1, 0), curve('strong', 500, 2, 0.2, 100), curve('middle', 700, 3, 0.06)]
    const result = compareRuns(curves, options)
    expect(result?.runs.map(({ id }) => id)).toEqual(['strong', 'middle', 'weak'])
    expect(result?.ts).toHaveLength(500)
    const [strong] = result?.runs ?? []
    const direct = returnMetrics(
      Float64Array.from({ length: 499 }, (_, i) => curves[1].equity[i + 1] / curves[1].equity[i] - 1),
      { barsPerYear: 252, riskFree: 0.02 },
    )
    expect(strong.sharpe).toBeCloseTo(direct.sharpeAnnual ?? 0, 9)
    expect(strong.wealth[0]).toBe(1)
    expect(strong.wealth.at(-1)).toBeCloseTo(1 + direct.totalReturn, 9)
    expect(result?.pairs.map(({ better, worse }) => `${better} ${worse}`)).toEqual([
      'strong middle',
      'strong weak',
      'middle weak',
    ])
    for (const pair of result?.pairs ?? []) {
      expect(pair.difference).toBeGreaterThanOrEqual(0)
      expect(pair.pHolm).toBeGreaterThanOrEqual(pair.p)
    }
    expect(result?.pairs[1].pHolm).toBeLessThan(0.05)
  })

  it('give the same answer twice, and none without common bars', () => {
    const curves = [curve('a', 200, 1, 0), curve('b', 200, 2, 0.1)]
    expect(compareRuns(curves, options)).toEqual(compareRuns(curves, options))
    expect(compareRuns([curve('a', 50, 1, 0), curve('b', 50, 2, 0, 500)], options)).toBeNull()
    const flat = { id: 'flat', ts: curves[0].ts, equity: curves[0].ts.map(() => 5) }
    const result = compareRuns([flat, curves[1]], options)
    expect(result?.runs.map(({ id, sharpe }) => [id, sharpe === null])).toEqual([
      ['b', false],
      ['flat', true],
    ])
    expect(result?.pairs).toEqual([])
  })

  it('meet by day where their bars have different lengths', () => {
    const hours = { id: 'h', ts: [0, 1, 25, 26, 50].map((h) => h * 3_600_000), equity: [1, 2, 3, 4, 5] }
    expect(daily(hours)).toEqual({
      id: 'h',
      ts: Float64Array.of(0, day, 2 * day),
      equity: Float64Array.of(2, 4, 5),
    })
  })
})

it('a rolling Sharpe ratio is that of each window, with its interval', () => {
  const [r] = returns(300, 8, { means: [0.1, 0] })
  const rolling = rollingSharpe(r, { window: 60, barsPerYear: 252, riskFree: 0.02 })
  expect(rolling.ratio.findIndex((value) => !Number.isNaN(value))).toBe(59)
  for (const end of [60, 155, 300]) {
    const m = returnMetrics(r.slice(end - 60, end), { barsPerYear: 252, riskFree: 0.02 })
    expect(rolling.ratio[end - 1]).toBeCloseTo(m.sharpeAnnual ?? 0, 9)
    expect(rolling.low[end - 1]).toBeCloseTo(m.sharpeCi?.[0] ?? 0, 9)
    expect(rolling.high[end - 1]).toBeCloseTo(m.sharpeCi?.[1] ?? 0, 9)
  }
  const some = rollingSharpe(r, { window: 60, barsPerYear: 252, riskFree: 0.02 }, [10, 154])
  expect(some.ratio[1]).toBe(rolling.ratio[154])
  expect(some.ratio[0]).toBeNaN()
  expect(rollingSharpe(new Float64Array(80), { window: 60, barsPerYear: 252 }).ratio[79]).toBeNaN()
})
