import { z } from 'zod'
import type { Strategy } from '#lib/contracts/strategy.ts'
import { type Inner, innerErrors, innerRun, innerWarmup, savedParts, steering } from './inner.ts'
import { taken } from './taken.ts'
import { figure } from './words.ts'

export const compositeModes = ['weighted-vote', 'majority', 'consensus', 'confidence-weighted'] as const

const part = z
  .object({
    strategy: z.string().min(1).describe('Name of a strategy'),
    params: z.record(z.string(), z.unknown()).default({}).describe('Its parameters; what is left out is its default'),
    weight: z.number().gt(0).max(1_000).default(1).describe('Its weight in the vote'),
  })
  .superRefine((choice, context) => {
    for (const { path, message } of innerErrors(choice.strategy, choice.params, true))
      context.addIssue({ code: 'custom', path, message })
  })

const params = z.object({
  parts: z
    .array(part)
    .min(1)
    .max(12)
    .default([
      { strategy: 'sma-cross', params: {}, weight: 1 },
      { strategy: 'donchian-breakout', params: {}, weight: 1 },
      { strategy: 'bollinger-reversion', params: {}, weight: 1 },
    ])
    .describe('Strategies inside, each with its parameters and its weight in the vote'),
  mode: z
    .enum(compositeModes)
    .default('weighted-vote')
    .describe('The mean of what they want; what more than half want; what all want; the mean by how sure they are'),
  band: z.number().min(0).max(1).default(0.1).describe('Trade only when the shares are off by more than this'),
})
type Mode = (typeof compositeModes)[number]

/** Several strategies on the same symbols that hold one position together, by vote. */
export const composite: Strategy<typeof params> = {
  name: 'composite',
  title: 'Several strategies by vote',
  params,
  legs: [1, 50],
  space: { mode: [...compositeModes], band: [0, 0.1, 0.3] },
  // What the parts hold in thought hangs on their entries.
  held: ['vote'],
  warmup: (p) => Math.min(...p.parts.map(innerWarmup)),
  create(p, context) {
    const legs = context.symbols.length
    const state = savedParts('composite', p, context.saved, p.parts.length)
    const inner = p.parts.map((one, i) => innerRun(one, context, state.inner(i)))
    const hold = steering(state.cells, legs, p.band)
    const exits = taken(state.cells, legs)
    const wanted = new Float64Array(legs)
    return {
      step(market) {
        if (exits.wasTaken()) {
          hold.drop()
          for (const one of inner) one.drop({ leg: 0, quantity: 0, price: 0, held: 0, cause: 'margin' })
        }
        for (const one of inner) one.step(market)
        for (let leg = 0; leg < legs; leg++) wanted[leg] = voteOf(p.mode, leg, inner, p.parts)
        let sure = 0
        let total = 0
        for (const [i, one] of inner.entries()) {
          total += p.parts[i].weight
          if (one.weights.some((weight) => weight !== 0)) sure += p.parts[i].weight
        }
        const opinions = inner
          .map(({ weights }, i) => `${p.parts[i].strategy} ${figure(weights.reduce((sum, one) => sum + one, 0))}`)
          .join(', ')
        return hold.towards(wanted, sure / total, `${p.mode}: ${opinions}`)
      },
      onFill: exits.onFill,
      readings: () => Object.fromEntries(context.symbols.map((symbol, leg) => [`vote ${symbol}`, wanted[leg]])),
      save: () => state.keep(inner),
    }
  },
}

/** Share of one leg that the parts want together. */
function voteOf(
  mode: Mode,
  leg: number,
  inner: readonly Inner[],
  parts: readonly { readonly weight: number }[],
): number {
  let mean = 0
  let total = 0
  let sure = 0
  let certainty = 0
  const bySign = { long: 0, short: 0 }
  const sums = { long: 0, short: 0 }
  for (const [i, { weights, strength }] of inner.entries()) {
    const { weight } = parts[i]
    const value = weights[leg]
    total += weight
    mean += weight * value
    certainty += weight * strength
    sure += weight * strength * value
    if (value === 0) continue
    const side = value > 0 ? 'long' : 'short'
    bySign[side] += weight
    sums[side] += weight * value
  }
  const agreed = (needed: number): number => {
    for (const side of ['long', 'short'] as const)
      if (bySign[side] > 0 && bySign[side] >= needed) return sums[side] / bySign[side]
    return 0
  }
  switch (mode) {
    case 'weighted-vote':
      return mean / total
    case 'confidence-weighted':
      return certainty > 0 ? sure / certainty : 0
    case 'majority':
      return agreed(total / 2 + 1e-9)
    case 'consensus':
      return agreed(total - 1e-9)
  }
}
