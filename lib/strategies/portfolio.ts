import { z } from 'zod'
import type { Strategy } from '#lib/contracts/strategy.ts'
import { ledoitWolf } from '#lib/kernels/shrinkage.ts'
import { hierarchicalRiskParity } from '#lib/portfolio/hierarchical.ts'
import { meanCvar } from '#lib/portfolio/mean-cvar.ts'
import { rebalance, volatilityScale } from '#lib/portfolio/rebalance.ts'
import {
  equalWeights,
  inverseVolatility,
  kelly,
  maximumSharpe,
  minimumVariance,
  riskParity,
} from '#lib/portfolio/weights.ts'
import { deviation } from '#lib/stats/columns.ts'
import type { Matrix } from '#lib/stats/matrix.ts'
import { after, calendar, calendarWarmup } from './calendar.ts'
import { cellsOf } from './cells.ts'
import { exposure } from './sides.ts'
import { taken } from './taken.ts'
import { figure } from './words.ts'

const methods = [
  'equal',
  'inverse-volatility',
  'minimum-variance',
  'maximum-sharpe',
  'mean-cvar',
  'risk-parity',
  'hierarchical',
  'kelly',
] as const

const params = z.object({
  method: z.enum(methods).default('risk-parity').describe('How the weights are found'),
  lookback: z.int().min(20).max(2_000).default(120).describe('Bars whose returns are looked at'),
  every: z.int().min(1).max(1_000).default(20).describe('Bars between two looks, about; the calendar says which'),
  band: z.number().min(0).max(0.5).default(0.02).describe('A weight nearer to its target than this stays'),
  turnoverMax: z.number().gt(0).max(2).default(2).describe('Largest sum of changes at once'),
  upper: z.number().gt(0).max(1).default(1).describe('Largest weight of one symbol'),
  volatilityTarget: z.number().min(0).max(2).default(0).describe('Annual volatility to scale down to; 0: none'),
  barsPerYear: z.number().gt(0).max(40_000_000).default(252).describe('Bars in a year, for the volatility target'),
  exposure,
})
type Params = z.output<typeof params>

/**
 * Holds several symbols at weights from their own past: equal, by inverse volatility, least variance, largest Sharpe
 * ratio, least expected shortfall, equal risk, hierarchical risk parity, shrunk half Kelly. Covariance by Ledoit & Wolf (2004).
 * Between two looks the weights drift.
 */
export const portfolio: Strategy<typeof params> = {
  name: 'portfolio',
  title: 'Portfolio, weights from the past',
  params,
  legs: [2, 50],
  space: {
    method: ['inverse-volatility', 'minimum-variance', 'risk-parity', 'hierarchical'],
    lookback: [60, 120, 200],
  },
  warmup: (p) => calendarWarmup(p.every, p.lookback + 1),
  create(p, context) {
    const count = context.symbols.length
    const cells = cellsOf('portfolio', p, context)
    const last = cells.take(count, Number.NaN)
    const rings = context.symbols.map(() => cells.take(p.lookback))
    const at = cells.count(1)
    const due = calendar(cells, p.every, p.lookback + 1)
    const ready = after(cells, calendarWarmup(p.every, p.lookback + 1))
    const held = cells.take(count)
    const exits = taken(cells, count)
    return {
      step(market) {
        for (let leg = 0; leg < count; leg++) if (!(market.close[leg] > 0)) return null
        if (exits.wasTaken()) held.fill(0)
        due.next(market.ts)
        const isReady = ready()
        const isFirst = Number.isNaN(last[0])
        const place = at[0] % p.lookback
        let growth = 1
        for (let leg = 0; leg < count; leg++) {
          const change = isFirst ? 0 : market.close[leg] / last[leg] - 1
          if (!isFirst) rings[leg][place] = change
          growth += held[leg] * change
          last[leg] = market.close[leg]
        }
        if (isFirst) return null
        // What is held drifts with its prices until it is traded again.
        for (let leg = 0; leg < count; leg++) held[leg] = (held[leg] * (1 + rings[leg][place])) / growth
        at[0] += 1
        if (!isReady || !due.begins) return null
        const returns = rings.map((ring) => inOrder(ring, at[0] % p.lookback))
        const target = targetOf(p, returns)
        const next = rebalance(held, target, { band: p.band, turnoverMax: p.turnoverMax })
        if (next.every((weight, leg) => weight === held[leg])) return null
        const wasFlat = held.every((weight) => weight === 0)
        held.set(next)
        const isFlat = next.every((weight) => weight === 0)
        const top = [...next.keys()].sort((a, b) => next[b] - next[a] || a - b).slice(0, 3)
        const words = top.map((leg) => `${context.symbols[leg]} ${figure(100 * next[leg], 0)} %`).join(', ')
        return {
          kind: isFlat ? 'EXIT' : wasFlat ? 'ENTER' : 'REBALANCE',
          side: isFlat ? 'flat' : 'long',
          weights: [...next],
          strength: 1,
          reason: isFlat ? 'nothing is expected to earn more than cash' : `${p.method}: ${words}`,
        }
      },
      onFill: exits.onFill,
      readings: () =>
        Object.fromEntries(
          context.symbols.map((symbol, leg) => [
            `volatility ${symbol}`,
            at[0] < p.lookback ? Number.NaN : deviation(rings[leg]),
          ]),
        ),
      save: cells.keep,
    }
  },
}

/** A ring from its oldest value on. */
function inOrder(ring: Float64Array, oldest: number): Float64Array {
  const out = new Float64Array(ring.length)
  out.set(ring.subarray(oldest))
  out.set(ring.subarray(0, oldest), ring.length - oldest)
  return out
}

function targetOf(p: Params, returns: readonly Float64Array[]): Float64Array {
  const n = returns.length
  const { covariance } = ledoitWolf(returns)
  // A symbol that has not moved has no risk to be weighed by: equal parts then.
  const isStill = returns.some((column) => column.every((value) => value === 0))
  const weights = isStill ? equalWeights(n) : weightsOf(p, returns, covariance)
  const capped = cap(weights, Math.max(p.upper, 1 / n))
  const scale =
    p.volatilityTarget > 0
      ? volatilityScale(volatilityOf(covariance, capped) * Math.sqrt(p.barsPerYear), p.volatilityTarget)
      : 1
  return capped.map((weight) => weight * scale * p.exposure)
}

function weightsOf(p: Params, returns: readonly Float64Array[], covariance: Matrix): Float64Array {
  const n = returns.length
  const mean = Float64Array.from(returns, (column) => column.reduce((sum, value) => sum + value, 0) / column.length)
  const bounds = { lower: 0, upper: Math.max(p.upper, 1 / n) }
  switch (p.method) {
    case 'equal':
      return equalWeights(n)
    case 'inverse-volatility':
      return inverseVolatility(covariance)
    case 'minimum-variance':
      return minimumVariance(covariance, bounds)
    case 'maximum-sharpe':
      return mean.some((value) => value > 0) ? maximumSharpe(covariance, mean) : new Float64Array(n)
    case 'mean-cvar':
      return meanCvar(returns, { upper: bounds.upper }).weights
    case 'risk-parity':
      return riskParity(covariance)
    case 'hierarchical':
      return hierarchicalRiskParity(covariance).weights
    case 'kelly': {
      const raw = kelly(covariance, mean).map((weight) => Math.max(0, weight))
      const sum = raw.reduce((total, weight) => total + weight, 0)
      return sum > 1 ? raw.map((weight) => weight / sum) : raw
    }
  }
}

/** No weight above the bound; what is cut off goes to the others in proportion, until none is above. */
function cap(weights: Float64Array, upper: number): Float64Array {
  const out = weights.slice()
  for (let round = 0; round < out.length; round++) {
    const over = out.reduce((sum, weight) => sum + Math.max(0, weight - upper), 0)
    if (over < 1e-12) break
    const free = out.reduce((sum, weight) => (weight < upper ? sum + weight : sum), 0)
    for (let i = 0; i < out.length; i++)
      out[i] = out[i] >= upper ? upper : free > 0 ? out[i] * (1 + over / free) : out[i] + over / out.length
  }
  return out
}

function volatilityOf({ data, rows }: Matrix, weights: Float64Array): number {
  let variance = 0
  for (let i = 0; i < rows; i++) for (let j = 0; j < rows; j++) variance += weights[i] * weights[j] * data[i * rows + j]
  return Math.sqrt(Math.max(0, variance))
}
