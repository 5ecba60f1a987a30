import { z } from 'zod'
import { backtestRequest } from '#lib/contracts/backtests.ts'
import type { Timeframe } from '#lib/contracts/common.ts'
import type { Decision, Market, Strategy, StrategyRun } from '#lib/contracts/strategy.ts'
import { wishWords } from '#lib/execution/wish.ts'
import { Fault } from '#lib/fault.ts'
import { deskOf, type SavedRun } from './desk-of.ts'

const savedPaper = z.object({
  run: z.object({ desk: z.unknown(), venue: z.unknown(), run: z.unknown() }),
  told: z.string(),
  bars: z.int(),
})

/**
 * A strategy that places orders, where nobody trades: its orders fill on paper, so that it knows where it stands. What it
 * decides is told when something else is wanted than before (another side, other orders by name), not whenever a price
 * moves, and with the orders in words.
 * @throws Fault `input` for a state that cannot be read.
 */
export function onPaper<Params>(
  strategy: Strategy,
  params: Params,
  { symbols, timeframe, saved }: { symbols: readonly string[]; timeframe: Timeframe; saved?: unknown },
): StrategyRun {
  const before = saved === undefined ? null : savedPaper.safeParse(saved).data
  if (before === undefined) throw new Fault('input', `The saved state of ${strategy.name} on paper cannot be read`)
  const run = strategy.create(params as never, { symbols, ...(before ? { saved: before.run.run } : {}) })
  let decision: Decision | null = null
  let told = before?.told ?? ''
  let bars = before?.bars ?? 0
  const heard: StrategyRun = { ...run, step: (market: Market) => (decision = run.step(market)) }
  const request = backtestRequest.parse({ strategy: strategy.name, symbols: [...symbols], timeframe })
  const desk = deskOf(symbols, heard, 'next-open', { request }, before?.run as SavedRun | undefined)
  return {
    step(market) {
      decision = null
      desk.at.bar({ ...market, index: ++bars })
      const now = decision as Decision | null
      if (!now) return null
      const tags = (now.orders ?? []).map(({ tag, side }) => `${side} ${tag}`).toSorted()
      const key = JSON.stringify([now.side, tags])
      if (now.orders && key === told) return null
      told = key
      if (!now.orders?.length) return now
      const orders = now.orders.map((wish) => `${symbols[wish.leg]} ${wishWords(wish)}`)
      return { ...now, reason: `${now.reason}: ${orders.join('; ')}` }
    },
    readings: run.readings,
    save: () => ({ run: desk.save(), told, bars }),
  }
}
