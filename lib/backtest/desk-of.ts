import { z } from 'zod'
import type { BacktestRequest, FillModel, InstrumentTerms } from '#lib/contracts/backtests.ts'
import type { Bars } from '#lib/contracts/bars.ts'
import { timeframeMs } from '#lib/contracts/common.ts'
import { type ExecutionOptions, executionOptions } from '#lib/contracts/orders.ts'
import type { StrategyRun } from '#lib/contracts/strategy.ts'
import { currencyLedger } from '#lib/execution/currencies.ts'
import { type Desk, desk } from '#lib/execution/desk.ts'
import type { Fees } from '#lib/execution/fees/fees.ts'
import { feeModels } from '#lib/execution/fees/index.ts'
import { savedDesk } from '#lib/execution/saved-desk.ts'
import { type SimulatedVenue, simulatedVenue } from '#lib/execution/simulated-venue.ts'
import { slippageModels } from '#lib/execution/slippage/index.ts'
import type { Slippage } from '#lib/execution/slippage/slippage.ts'
import type { VenueCounts } from '#lib/execution/venue.ts'
import { wishError } from '#lib/execution/wish.ts'
import { assert, Fault } from '#lib/fault.ts'
import { sessionsOf } from '#lib/market/sessions.ts'
import { type Plugin, parametersOf, type Registry } from '#lib/registry.ts'
import { detailOf } from './detail.ts'
import { type RateSeries, ratesOf } from './rates.ts'

/** What is known of the instruments, by symbol. What is left out is taken as without limits. */
export interface Instruments extends InstrumentTerms {
  /** Rates of every other currency, by its name. */
  readonly rates?: Readonly<Record<string, RateSeries>>
  /** Finer bars that say what came first inside a bar, by symbol. */
  readonly detail?: Readonly<Record<string, Bars>>
}

/** A desk and the strategy in it as JSON. */
export interface SavedRun {
  readonly desk: unknown
  readonly venue: unknown
  readonly run: unknown
}

/**
 * The desk of a request at a simulated venue. A paper run feeds the same desk bar by bar and gets the same fills.
 * @param saved what `save` gave; the strategy `run` has to be made from `saved.run` by the caller.
 * @throws Fault `missing` for an unknown slippage or cost model, `input` for its parameters or a currency without rates.
 */
export function deskOf(
  symbols: readonly string[],
  run: StrategyRun,
  fillModel: FillModel,
  input: Instruments & { readonly request: BacktestRequest },
  saved?: SavedRun,
): { at: Desk; counts: Readonly<VenueCounts>; save(): SavedRun } {
  const { request } = input
  const { options, slippage, fees } = modelsOf(request, feesSaved(saved))
  const barMs = timeframeMs[request.timeframe]
  const by = <Value>(values: Readonly<Record<string, Value>> | undefined) =>
    values && symbols.map((symbol) => values[symbol])
  const lots = by(input.lots)
  const ticks = by(input.ticks)
  const account = input.currency ?? input.currencies?.[symbols[0]]
  const currencies = symbols.map((symbol) => input.currencies?.[symbol] ?? account ?? '')
  const foreign = account === undefined ? [] : [...new Set(currencies.filter((one) => one !== account))]
  const book =
    account === undefined || foreign.length === 0
      ? null
      : currencyLedger({
          capital: request.capital,
          account,
          legs: currencies,
          conversionBps: options.conversionBps,
          ...(saved ? { saved: savedDesk.parse(saved.desk).book } : {}),
        })
  let venue: SimulatedVenue | null = null
  const at = desk({
    run: guarded(run, request.strategy, symbols.length),
    symbols,
    capital: request.capital,
    options,
    lots,
    ticks,
    barMs,
    perpetual: symbols.map((symbol) => input.perpetual?.includes(symbol) ?? false),
    ...(book ? { book, rates: ratesOf(foreign, account ?? '', input.rates ?? {}, book.setRate) } : {}),
    ...(saved ? { saved: saved.desk } : {}),
    venue:
      ({ position }) =>
      (listener) =>
        (venue = simulatedVenue(
          {
            symbols,
            slippage,
            fees,
            participation: options.participation,
            ambiguity: options.ambiguity,
            marketAtClose: fillModel === 'next-close',
            lots,
            ticks,
            sessions: symbols.map((symbol) => sessionsOf(input.calendars?.[symbol])),
            position,
            latencyMs: options.latencyMs,
            minNotional: options.minNotional,
            barMs,
            ...(book ? { rate: book.rate } : {}),
            ...(input.detail ? { detail: detailOf(symbols, input.detail, barMs) } : {}),
            ...(saved ? { saved: saved.venue } : {}),
          },
          listener,
        )),
  })
  const made = venue as SimulatedVenue | null
  assert(made !== null, 'a desk makes its venue when it is made')
  return { at, counts: made.counts, save: () => ({ desk: at.save(), venue: made.save(), run: run.save() }) }
}

const feesSaved = (saved?: SavedRun): unknown =>
  z.object({ fees: z.unknown() }).safeParse(saved?.venue).data?.fees ?? undefined

/** Slippage, fees and options of a request, defaults filled in. */
export function modelsOf(
  { costs, execution }: Pick<BacktestRequest, 'costs' | 'execution'>,
  savedFees?: unknown,
): { options: ExecutionOptions; slippage: Slippage; fees: Fees } {
  const options = executionOptions.parse(execution ?? {})
  const slippage = options.slippage ?? {
    name: 'square-root',
    params: { baseBps: costs.slippageBps, eta: costs.impact, blindBps: 0 },
  }
  const fees = options.fees ?? {
    name: 'maker-taker',
    params: { makerBps: costs.commissionBps, takerBps: costs.commissionBps },
  }
  return {
    options,
    slippage: modelOf(slippageModels, 'slippage', slippage),
    fees: modelOf(feeModels, 'cost', fees, savedFees),
  }
}

function modelOf<Model>(
  models: Registry<Plugin & { create(params: never, saved?: unknown): Model }>,
  kind: string,
  { name, params }: { name: string; params: Record<string, unknown> },
  saved?: unknown,
): Model {
  if (!models.has(name))
    throw new Fault('missing', `There is no ${kind} model "${name}". Known: ${models.names.join(', ')}`)
  const model = models.get(name)
  return model.create(parametersOf(model, params) as never, saved)
}

/** A strategy whose failures say which strategy, at which bar and why, and whose decisions are checked for sense. */
export function guarded(run: StrategyRun, name: string, legs: number): StrategyRun {
  const failed = (problem: unknown, when: string): Fault => {
    const message = problem instanceof Error ? problem.message : String(problem)
    return new Fault('input', `${name} failed ${when}: ${message}`, { cause: problem })
  }
  const { onFill, onOrder } = run
  return {
    ...run,
    step(market) {
      let problem: unknown
      try {
        const decision = run.step(market)
        if (decision === null) return null
        const { weights, orders } = decision
        const wrong = orders === undefined ? null : wishError(orders, legs)
        if (weights.length === legs && weights.every((weight) => Number.isFinite(weight)) && wrong === null)
          return decision
        problem = new RangeError(wrong ?? `it asked for weights ${weights.join(', ')} of ${legs} legs`)
      } catch (error) {
        problem = error
      }
      throw failed(problem, `at bar ${market.index} (${new Date(market.ts).toISOString()})`)
    },
    ...(onFill && {
      onFill(fill) {
        try {
          onFill.call(run, fill)
        } catch (error) {
          throw failed(error, `when it heard of a fill at ${fill.price}`)
        }
      },
    }),
    ...(onOrder && {
      onOrder(event) {
        try {
          onOrder.call(run, event)
        } catch (error) {
          throw failed(error, `when it heard that an order was ${event.kind} (${new Date(event.ts).toISOString()})`)
        }
      },
    }),
  }
}
