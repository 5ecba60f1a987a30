import { describe, expect, it } from 'vitest'
import { bertramBands, erfi, leungLiLevels } from './bands.ts'
import { chow, cusum, kolmogorovTail, likeliestBreak } from './breaks.ts'
import { differences, logs, mean } from './columns.ts'
import { copulas, fitCopula, fitCopulas, kendallTau, pseudoObservations } from './copulas.ts'
import { distancePairs } from './distance.ts'
import { ewmaVariance, garch } from './garch.ts'
import { line } from './line.ts'
import { principalComponents, residualScores } from './pca.ts'
import { random } from './random.ts'
import { fixture, relative } from './testing/closes.ts'
import reference from './testing/reference.json' with { type: 'json' }

const percent = (symbol: string) => differences(logs(fixture(symbol).close)).map((r) => 100 * r)

describe('volatility', () => {
  for (const row of reference.garch) {
    it(`${row.symbol} ${row.spec}`, () => {
      const r = percent(row.symbol)
      if (row.spec === 'ewma_0.94') {
        const v = ewmaVariance(r)
        expect(relative(v[r.length - 1], row.last_var ?? 0)).toBeLessThan(1e-8)
        expect(relative(v[r.length], row.next_var ?? 0)).toBeLessThan(1e-8)
        expect(relative(mean(v.slice(0, -1)), row.mean_var ?? 0)).toBeLessThan(1e-8)
        return
      }
      const fit = garch(r, {
        asymmetric: row.spec.startsWith('gjr'),
        distribution: row.spec.endsWith('_t') ? 't' : 'normal',
      })
      expect(Math.abs(fit.logLikelihood - (row.loglik ?? 0))).toBeLessThan(1e-3)
      expect(relative(Math.sqrt(fit.variances[r.length - 1]), row.last_vol ?? 0)).toBeLessThan(5e-3)
      for (const [k, value] of (row.forecast_var_10 ?? []).entries())
        expect(relative(fit.forecast(10)[k], value)).toBeLessThan(1e-2)
      const want = row.params as unknown as Record<string, number>
      expect(Math.abs(fit.beta - want['beta[1]'])).toBeLessThan(2e-3)
    })
  }
  it('refuses what has no volatility', () => {
    expect(() => garch(new Float64Array(200))).toThrow('constant')
    expect(() => garch(new Float64Array(20))).toThrow('too few')
  })
})

describe('breaks', () => {
  const chance = random(2)
  const x = Float64Array.from({ length: 300 }, chance.normal)
  const noise = Float64Array.from({ length: 300 }, chance.normal)
  const steady = x.map((v, t) => 1 + 2 * v + noise[t])
  const broken = x.map((v, t) => (t < 180 ? 1 + 2 * v : 3 + 0.5 * v) + noise[t])
  it('are found where they are and not where they are not', () => {
    expect(chow(steady, x, 150).p).toBeGreaterThan(0.01)
    expect(chow(broken, x, 180).p).toBeLessThan(1e-10)
    expect(Math.abs(likeliestBreak(broken, x).at - 180)).toBeLessThan(6)
    expect(cusum(line(steady, x).residuals).p).toBeGreaterThan(0.01)
    expect(cusum(line(broken, x).residuals).p).toBeLessThan(0.001)
  })
  it('Kolmogorov’s distribution at its tabled points', () => {
    expect(kolmogorovTail(1.3581)).toBeCloseTo(0.05, 4)
    expect(kolmogorovTail(1.6276)).toBeCloseTo(0.01, 4)
  })
  it('CUSUM rejects about as often as it says', () => {
    let rejected = 0
    for (let run = 0; run < 300; run++) {
      const e = Float64Array.from({ length: 400 }, chance.normal)
      const m = mean(e)
      if (cusum(e.map((v) => v - m)).p < 0.05) rejected++
    }
    expect(rejected / 300).toBeLessThan(0.08)
    expect(rejected / 300).toBeGreaterThan(0.015)
  })
})

describe('bands', () => {
  const spread = { theta: 20, mu: 0.01, sigma: 0.1 }
  it('erfi at a tabled point', () => {
    expect(erfi(1)).toBeCloseTo(1.6504257587975428, 12)
    expect(erfi(-0.5)).toBeCloseTo(-0.614952094696511, 12)
  })
  it('Bertram: symmetric, wider with cost, and what it promises comes out of a simulation', () => {
    const free = bertramBands(spread, 0.001)
    const dear = bertramBands(spread, 0.01)
    expect(free && dear).toBeTruthy()
    if (!free || !dear) return
    expect(free.entry + free.exit).toBeCloseTo(0.02, 10)
    expect(dear.exit).toBeGreaterThan(free.exit)
    expect(dear.returnPerTime).toBeLessThan(free.returnPerTime)
    const chance = random(8)
    const dt = 1 / 20_000
    let s = 0.01
    let position = 0
    let profit = 0
    let before = 0
    const steps = 2_000_000
    const decay = Math.exp(-spread.theta * dt)
    const shock = spread.sigma * Math.sqrt((1 - decay * decay) / (2 * spread.theta))
    for (let i = 0; i < steps; i++) {
      s = spread.mu + (s - spread.mu) * decay + shock * chance.normal()
      if (position <= 0 && s <= dear.entry) {
        if (position < 0) profit += before - s - 0.01
        position = 1
        before = s
      } else if (position >= 0 && s >= dear.exit) {
        if (position > 0) profit += s - before - 0.01
        position = -1
        before = s
      }
    }
    // Traded in both directions a cycle earns twice: on the way up and on the way down.
    expect(Math.abs(profit / (steps * dt) / (2 * dear.returnPerTime) - 1)).toBeLessThan(0.15)
  })
  it('has no band where nothing pays the cost', () => {
    expect(bertramBands(spread, 10)).toBeNull()
  })
  it('Leung and Li: buy below the mean, sell above, later when it is dearer', () => {
    const cheap = leungLiLevels({ theta: 16, mu: 0.54, sigma: 0.16 }, 0.05, 0.01)
    const dear = leungLiLevels({ theta: 16, mu: 0.54, sigma: 0.16 }, 0.05, 0.03)
    expect(cheap.entry).not.toBeNull()
    expect(cheap.entry ?? 1).toBeLessThan(0.54)
    expect(cheap.liquidation).toBeGreaterThan(0.54)
    expect(dear.liquidation).toBeGreaterThan(cheap.liquidation)
    expect(dear.entry ?? 1).toBeLessThan(cheap.entry ?? 0)
  })
})

describe('copulas', () => {
  const chance = random(6)
  for (const copula of copulas) {
    it(`${copula.name}: density integrates the conditional, and the parameter is found again`, () => {
      const theta = copula.fromTau(0.45)
      for (const [u, v] of [
        [0.2, 0.3],
        [0.7, 0.6],
        [0.9, 0.4],
      ]) {
        const h = 1e-5
        const slope = (copula.conditional(u + h, v, theta) - copula.conditional(u - h, v, theta)) / (2 * h)
        expect(relative(slope, Math.exp(copula.logDensity(u, v, theta)))).toBeLessThan(1e-4)
      }
      const n = copula.name.startsWith('t') ? 250 : 600
      const v = Float64Array.from({ length: n }, chance.uniform)
      const u = v.map((given) => {
        const p = chance.uniform()
        let low = 1e-9
        let high = 1 - 1e-9
        for (let k = 0; k < 40; k++) {
          const middle = (low + high) / 2
          if (copula.conditional(middle, given, theta) < p) low = middle
          else high = middle
        }
        return low
      })
      expect(Math.abs(kendallTau(u, v) - 0.45)).toBeLessThan(0.09)
      expect(relative(fitCopula(copula, u, v).theta, theta)).toBeLessThan(0.25)
    })
  }
  it('chooses by Akaike among families', () => {
    const v = Float64Array.from({ length: 300 }, chance.normal)
    const u = v.map((given) => 0.7 * given + 0.714 * chance.normal())
    const families = copulas.filter(({ name }) => !name.startsWith('t'))
    expect(fitCopulas(u, v, families)[0].copula.name).toBe('gaussian')
    expect([...pseudoObservations(Float64Array.of(3, 1, 2))]).toEqual([0.75, 0.25, 0.5])
  })
})

describe('other ways to find pairs', () => {
  it('distance: the twin comes first', () => {
    const a = fixture('EWA').close
    const twin = a.map((v, t) => v * (2 + 0.001 * Math.sin(t)))
    const [best] = distancePairs([fixture('KO').close, a, fixture('XOM').close, twin], 3)
    expect([best.i, best.j]).toEqual([1, 3])
    expect(best.spreadSd).toBeLessThan(0.01)
  })
  it('principal components: shares add up, factors do not correlate, the market comes first', () => {
    const columns = ['KO', 'PEP', 'SPY', 'XOM', 'EWA', 'EWC'].map(percent)
    const found = principalComponents(columns)
    expect(found.explained.reduce((sum, v) => sum + v, 0)).toBeCloseTo(1, 10)
    expect(found.loadings[0].every((w) => w > 0)).toBe(true)
    expect(found.significant).toBeGreaterThanOrEqual(1)
    expect(Math.abs(mean(found.factors[0].map((v, t) => v * found.factors[1][t])))).toBeLessThan(1e-9)
    for (const { score, kappa } of residualScores(
      columns.map((c) => c.slice(-60)),
      2,
    )) {
      if (score !== null) expect(Math.abs(score)).toBeLessThan(10)
      if (kappa !== null) expect(kappa).toBeGreaterThan(0)
    }
  })
})
