import { z } from 'zod'
import type { Strategy } from '#lib/contracts/strategy.ts'
import { rollingMean } from '#lib/indicators/parts.ts'
import { longestStretch } from '#lib/regimes/fit-clock.ts'
import { after, calendar, calendarWarmup } from './calendar.ts'
import { innerChoice, innerPlaces, innerRun, innerWarmup, savedParts, steering } from './inner.ts'
import { taken } from './taken.ts'
import { gated, heldIn, leaving } from './turns.ts'
import { figure } from './words.ts'

/** Bars the clock looks at. */
const clockWindow = 30

const params = z.object({
  inner: innerChoice('sma-cross')
    .prefault({})
    .describe('The strategy whose entries are let through, with its parameters'),
  multiple: z
    .int()
    .min(2)
    .max(1_000)
    .default(5)
    .describe('Bars that make one longer bar, about; the calendar says which'),
  trend: z.int().min(2).max(1_000).default(10).describe('Longer bars of the average that tells the trend'),
  leave: z
    .boolean()
    .default(true)
    .describe('Leave when the trend turns against the position, not only when the inner strategy does'),
})

/**
 * Trades a strategy only with the trend of longer bars (Elder 1986, triple screen): a leg may be long while the last longer
 * close stands above the mean of those before, and short while it stands below. Longer bars are made of closed ones alone:
 * one that is under way is not looked at. They end where the calendar says, not so many bars after the first of a series.
 */
export const multiTimeframe: Strategy<typeof params> = {
  name: 'multi-timeframe',
  title: 'A strategy with the trend of longer bars',
  params,
  legs: [1, 50],
  space: { multiple: [3, 5, 7], trend: [5, 10, 15] },
  places: (p) => innerPlaces(p.inner),
  // The first of the longer bars may have been seen in part only.
  warmup: (p) =>
    Math.max(
      innerWarmup(p.inner),
      calendarWarmup(p.multiple, clockWindow) + longestStretch((p.trend + 1) * p.multiple),
    ),
  create(p, context) {
    const legs = context.symbols.length
    const state = savedParts('multi-timeframe', p, context.saved, 1)
    const { cells } = state
    const inner = innerRun(p.inner, context, state.inner(0))
    const averages = context.symbols.map(() => rollingMean(cells, p.trend))
    const longer = calendar(cells, p.multiple, clockWindow)
    const ready = after(cells, multiTimeframe.warmup(p))
    // 1 up, −1 down, 0 not known, for each leg; last closes, and whether they are those of a longer bar already.
    const trend = cells.take(legs)
    const gap = cells.take(legs, Number.NaN)
    const before = cells.take(legs, Number.NaN)
    const closed = cells.count(1)
    const close = (closes: Float64Array) => {
      closed[0] = 1
      for (let leg = 0; leg < legs; leg++) {
        const average = averages[leg](closes[leg])
        gap[leg] = closes[leg] / average - 1
        trend[leg] = Number.isNaN(average) ? 0 : Math.sign(gap[leg])
      }
    }
    const hold = steering(cells, legs, 0)
    const exits = taken(cells, legs)
    // What is let through now, and what is held because of it.
    const allowed = cells.take(legs)
    const own = inner.places ? heldIn(cells, legs) : null

    /** Orders of the inner strategy that go with the trend; what is held against it is given up, where it should be. */
    const placing = (held: NonNullable<typeof own>) => {
      const against = held.quantity.some((units, leg) => units * trend[leg] < 0)
      const words = `trend ${figure(100 * gap[0], 1)} %`
      if (against && p.leave) return leaving(legs, `the trend of longer bars has turned; ${words}`)
      const { decision } = inner
      if (!decision) return null
      const told = { ...decision, reason: `${decision.reason}; ${words}` }
      return gated(told, held.quantity, (leg, sign) => trend[leg] === sign)
    }
    return {
      step(market) {
        for (let leg = 0; leg < legs; leg++) if (!(market.close[leg] > 0)) return null
        longer.next(market.ts)
        // Over a night or a weekend only the bar after it says that one was the last.
        if (longer.begins && closed[0] === 0) close(before)
        if (longer.begins) closed[0] = 0
        if (longer.ends) close(market.close)
        before.set(market.close)
        if (!own && exits.wasTaken()) {
          hold.drop()
          allowed.fill(0)
          inner.drop({ leg: 0, quantity: 0, price: 0, held: 0, cause: 'margin' })
        }
        inner.step(market)
        if (own) return ready() ? placing(own) : null
        for (let leg = 0; leg < legs; leg++) {
          const wanted = inner.weights[leg]
          const withTrend = wanted * trend[leg] > 0
          const keeps = !p.leave && allowed[leg] * wanted > 0
          allowed[leg] = withTrend || keeps ? wanted : 0
        }
        if (!ready()) return null
        const turned = allowed.every((weight) => weight === 0) && inner.weights.some((weight) => weight !== 0)
        const words = turned ? 'the trend of longer bars has turned' : inner.reason
        return hold.towards(allowed, inner.strength, `${words}; trend ${figure(100 * gap[0], 1)} %`)
      },
      onFill(fill) {
        exits.onFill(fill)
        own?.fill(fill)
        if (own) inner.onFill(fill)
      },
      ...(own && { onOrder: inner.onOrder }),
      readings: () => Object.fromEntries(context.symbols.map((symbol, leg) => [`trend ${symbol}`, gap[leg]])),
      save: () => state.keep([inner]),
    }
  },
}
