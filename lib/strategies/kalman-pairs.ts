import { z } from 'zod'
import type { Strategy } from '#lib/contracts/strategy.ts'
import { rollingMoments } from '#lib/indicators/parts.ts'
import { kalmanHedge } from '#lib/stats/kalman-hedge.ts'
import { after, calendar, calendarWarmup } from './calendar.ts'
import { cellsOf } from './cells.ts'
import { history } from './history.ts'
import { decide, positionIn } from './pair-rules.ts'
import { taken } from './taken.ts'

const params = z
  .object({
    delta: z.number().gt(0).lt(1).default(1e-6).describe('How fast the hedge ratio may wander'),
    noise: z.number().gt(0).max(1).default(1e-3).describe('Variance of the spread about the hedge'),
    fit: z
      .int()
      .min(20)
      .max(100_000)
      .default(60)
      .describe('Bars to which the line is fitted that the filter starts from'),
    refit: z
      .int()
      .min(10)
      .max(100_000)
      .default(60)
      .describe('Bars after which it starts anew, about; the calendar says which'),
    window: z.int().min(10).max(100_000).default(60).describe('Bars of past surprises that give their deviation'),
    entry: z.number().gt(0).max(20).default(2).describe('Enter when |z| reaches this'),
    exit: z.number().min(0).max(20).default(0.5).describe('Leave when |z| has come back to this'),
    stop: z.number().gt(0).max(50).default(5).describe('Give up when z has gone this far against the position'),
    timeStopBars: z.int().min(0).max(1_000_000).default(60).describe('Give up after this many bars; 0: never'),
  })
  .refine((p) => p.exit < p.entry, { path: ['exit'], message: 'exit must be below entry' })
  .refine((p) => p.stop > p.entry, { path: ['stop'], message: 'stop must be above entry' })

const warmup = (p: z.output<typeof params>): number => calendarWarmup(p.refit, p.fit) + p.window

/**
 * Trades what a Kalman filter of log y on log x did not expect (Chan 2013, chapter 3), measured by the deviation of its
 * past surprises. A filter never forgets where it began; this one begins with the line through the bars before, and does so
 * anew on bars the calendar picks, so that what it says does not hang on the first bar of a series. Logs count from the
 * prices of that bar, so that their unit does not matter.
 */
export const kalmanPairs: Strategy<typeof params> = {
  name: 'kalman-pairs',
  title: 'Pair, Kalman hedge',
  params,
  legs: [2, 2],
  space: { delta: [1e-7, 1e-6, 1e-5], entry: [1.5, 2, 2.5] },
  warmup,
  create(p, context) {
    const cells = cellsOf('kalman-pairs', p, context)
    const surprises = rollingMoments(cells, p.window)
    const past = history(cells, 2, p.fit)
    const due = calendar(cells, p.refit, p.fit)
    const ready = after(cells, warmup(p))
    const first = cells.take(2, Number.NaN)
    const filterState = cells.take(5)
    const options = { delta: p.delta, noise: p.noise }
    let filter = kalmanHedge(options, Array.from(filterState))
    const logs = new Float64Array(2)
    const position = positionIn(cells)
    const exits = taken(cells, 2)
    const last = cells.take(4, Number.NaN)
    return {
      step(market) {
        const y = Math.log(market.close[0])
        const x = Math.log(market.close[1])
        if (!Number.isFinite(y) || !Number.isFinite(x)) return null
        due.next(market.ts)
        const isReady = ready()
        if (past.warm() && due.begins) {
          const start = startOf(past.columns(), y, x)
          if (start) {
            first[0] = y
            first[1] = x
            filter = kalmanHedge(options, start)
          }
        }
        logs[0] = y
        logs[1] = x
        past.push(logs)
        if (Number.isNaN(first[0])) return null
        const { slope, intercept, innovation } = filter.step(y - first[0], x - first[1])
        filterState.set(filter.save())
        const sd = surprises.warm() ? surprises.deviation(1) : Number.NaN
        surprises.push(innovation)
        last[0] = sd > 1e-12 ? innovation / sd : Number.NaN
        last[1] = innovation
        last[2] = slope
        last[3] = intercept + first[0] - slope * first[1]
        if (!isReady) return null
        if (exits.wasTaken()) position.drop()
        return decide(p, { z: last[0], beta: slope }, position)
      },
      onFill: exits.onFill,
      readings: () => ({ z: last[0], spread: last[1], beta: last[2], alpha: last[3] }),
      save: cells.keep,
    }
  },
}

/**
 * State of a filter that begins with the line through the columns: slope, intercept and their covariance, where (0, 0) is
 * the point (y, x). Null where x stands still.
 */
function startOf([ys, xs]: readonly Float64Array[], y: number, x: number): number[] | null {
  const n = ys.length
  let my = 0
  let mx = 0
  for (let i = 0; i < n; i++) {
    my += (ys[i] - y) / n
    mx += (xs[i] - x) / n
  }
  let xx = 0
  let xy = 0
  let yy = 0
  for (let i = 0; i < n; i++) {
    const dx = xs[i] - x - mx
    const dy = ys[i] - y - my
    xx += dx * dx
    xy += dx * dy
    yy += dy * dy
  }
  if (!(xx > 1e-20)) return null
  const slope = xy / xx
  const variance = Math.max(0, yy - slope * xy) / (n - 2)
  const pss = variance / xx
  return [slope, my - slope * mx, pss, -mx * pss, variance / n + mx * mx * pss]
}
