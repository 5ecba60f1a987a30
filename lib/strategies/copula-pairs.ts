import { z } from 'zod'
import type { Strategy } from '#lib/contracts/strategy.ts'
import { type Copula, copulas, kendallTau, pseudoObservations } from '#lib/stats/copulas.ts'
import { after, calendar, calendarWarmup } from './calendar.ts'
import { cellsOf } from './cells.ts'
import { history, logsOf } from './history.ts'
import { judge, positionIn } from './pair-rules.ts'
import { taken } from './taken.ts'
import { figure } from './words.ts'

/** Student's t needs quantiles that cost more than all the others together, and is chosen by name only. */
const quick = copulas.filter(({ name }) => !name.startsWith('t'))
const families = ['best', ...copulas.map(({ name }) => name)] as const

const params = z
  .object({
    window: z.int().min(60).max(5_000).default(150).describe('Bars of returns that give margins and dependence'),
    refitEvery: z
      .int()
      .min(1)
      .max(10_000)
      .default(30)
      .describe('Bars between two fits, about; the calendar says which'),
    family: z.enum(families).default('best').describe('Copula; best: the likeliest but for Student’s t'),
    entry: z
      .number()
      .gt(0)
      .max(20)
      .default(0.6)
      .describe('Enter when the mispricing of both legs has summed up to this'),
    exit: z.number().min(0).max(20).default(0.1).describe('Leave when it has come back to this'),
    stop: z.number().gt(0).max(50).default(2).describe('Give up when it has gone this far against the position'),
    timeStopBars: z.int().min(0).max(1_000_000).default(60).describe('Give up after this many bars; 0: never'),
  })
  .refine((p) => p.exit < p.entry, { path: ['exit'], message: 'exit must be below entry' })
  .refine((p) => p.stop > p.entry, { path: ['stop'], message: 'stop must be above entry' })

/**
 * Mispricing index (Xie, Liew, Wu & Zou 2016): how unlikely the return of one leg is, given the other's, less one half,
 * summed up bar by bar for both legs. Long what has been unlikely low, short what has been unlikely high, equal parts. The
 * sums start anew with each fit; what is held goes on by its own.
 */
export const copulaPairs: Strategy<typeof params> = {
  name: 'copula-pairs',
  title: 'Pair, mispricing by a copula',
  params,
  legs: [2, 2],
  space: { entry: [0.4, 0.6, 0.8], stop: [1.5, 2, 3] },
  warmup: (p) => calendarWarmup(p.refitEvery, p.window + 1),
  create(p, context) {
    const cells = cellsOf('copula-pairs', p, context)
    const past = history(cells, 2, p.window)
    const due = calendar(cells, p.refitEvery, p.window + 1)
    const ready = after(cells, calendarWarmup(p.refitEvery, p.window + 1))
    const before = cells.take(2, Number.NaN)
    // Place of the family and its parameter.
    const fit = cells.take(2, Number.NaN)
    // Mispricing of either leg, summed up since the last fit; and what the position is judged by, from its entry on.
    const flags = cells.take(2)
    const carried = cells.take(2)
    const position = positionIn(cells)
    const exits = taken(cells, 2)
    const logs = new Float64Array(2)
    const change = new Float64Array(2)
    const choice = p.family === 'best' ? quick : copulas.filter(({ name }) => name === p.family)
    /** Share of the past returns at or below this one, away from 0 and 1. */
    const rank = (leg: number) => {
      let below = 0
      for (let i = 0; i < p.window; i++) if (past.get(leg, i) <= change[leg]) below++
      return (below + 0.5) / (p.window + 1)
    }
    return {
      step(market) {
        if (!logsOf(market.close, logs)) return null
        const first = Number.isNaN(before[0])
        for (let leg = 0; leg < 2; leg++) {
          change[leg] = logs[leg] - before[leg]
          before[leg] = logs[leg]
        }
        if (first) return null
        if (exits.wasTaken()) position.drop()
        due.next(market.ts)
        const warm = past.warm()
        const isReady = ready()
        if (warm && due.begins) {
          flags.fill(0)
          const [y, x] = past.columns()
          const best = fitted(y, x, choice)
          fit[0] = copulas.indexOf(best.copula)
          fit[1] = best.theta
        }
        if (Number.isNaN(fit[0])) {
          past.push(change)
          return null
        }
        const { conditional } = copulas[fit[0]]
        const [u, v] = [rank(0), rank(1)]
        past.push(change)
        const given = [conditional(u, v, fit[1]), conditional(v, u, fit[1])]
        if (!given.every((value) => value >= 0 && value <= 1)) return null
        for (let leg = 0; leg < 2; leg++) {
          flags[leg] += given[leg] - 0.5
          carried[leg] += given[leg] - 0.5
        }
        if (!isReady) return null
        const side = position.side
        const [own, other] = side === 'flat' ? flags : carried
        // Both legs have to say the same: the weaker of the two counts, with the sign of the first.
        const agree = own * other < 0
        const reading = agree ? Math.sign(own) * Math.min(Math.abs(own), Math.abs(other)) : 0
        const move = judge(p, reading, position)
        if (move === null) return null
        const words = `mispricing ${figure(own)} and ${figure(other)}`
        if (move === 'enter') {
          carried.set(flags)
          const sign = position.side === 'long' ? 0.5 : -0.5
          return {
            kind: 'ENTER',
            side: position.side,
            weights: [sign, -sign],
            strength: Math.min(1, Math.abs(reading) / p.stop),
            reason: `${words}, beyond ${figure(p.entry)}`,
          }
        }
        const why = move === 'exit' ? 'come back' : move === 'stop' ? 'beyond the stop' : 'time stop'
        return {
          kind: move === 'exit' ? 'EXIT' : 'STOP',
          side: 'flat',
          weights: [0, 0],
          strength: 1,
          reason: `${words}: ${why} of the ${side} position`,
        }
      },
      onFill: exits.onFill,
      readings: () => ({ mispricing: flags[0], counterpart: flags[1], theta: fit[1] }),
      save: cells.keep,
    }
  },
}

/**
 * The likeliest of some families, each with the parameter that its Kendall's τ gives (Genest & Rivest 1993): as good as
 * maximum likelihood for windows like these, and a hundred times quicker.
 */
function fitted(x: Float64Array, y: Float64Array, families: readonly Copula[]): { copula: Copula; theta: number } {
  const u = pseudoObservations(x)
  const v = pseudoObservations(y)
  const tau = kendallTau(u, v)
  let best = { copula: families[0], theta: families[0].fromTau(tau) }
  let most = Number.NEGATIVE_INFINITY
  for (const copula of families) {
    const theta = copula.fromTau(tau)
    let likelihood = 0
    for (let i = 0; i < u.length; i++) likelihood += copula.logDensity(u[i], v[i], theta)
    if (!(likelihood > most)) continue
    most = likelihood
    best = { copula, theta }
  }
  return best
}
