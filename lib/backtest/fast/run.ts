import type { BacktestRequest } from '#lib/contracts/backtests.ts'
import { type ExecutionOptions, executionOptions } from '#lib/contracts/orders.ts'
import { strategies } from '#lib/strategies/index.ts'
import type { Panel } from '../data.ts'
import { type FastPanel, type FastRun, type FastTerms, follow, type Signals } from './follow.ts'
import { type PairParams, pairSignals } from './pair-signals.ts'
import { type SmaCrossParams, smaCrossSignals } from './sma-cross.ts'

/** Log prices, made once for each column of closes: a logarithm costs more than everything else a bar needs. */
const logs = new WeakMap<Float64Array, Float64Array | null>()

/** Null where a price is missing. */
export function logsOf(close: Float64Array): Float64Array | null {
  const known = logs.get(close)
  if (known !== undefined) return known
  const made = close.map((price) => Math.log(price))
  const whole = made.every((value) => Number.isFinite(value)) ? made : null
  logs.set(close, whole)
  return whole
}

export function fastPanel(panel: Panel, fillModel: BacktestRequest['fillModel']): FastPanel {
  const atClose = panel.closeOnly || fillModel === 'next-close'
  return {
    ts: panel.ts,
    fill: panel.legs.map(({ open, close }) => (atClose || open === null ? close : open)),
    close: panel.legs.map(({ close }) => close),
    volume: panel.legs.map(({ volume }, i) => (panel.silent.includes(panel.symbols[i]) ? null : volume)),
  }
}

export function fastTerms(request: BacktestRequest): FastTerms {
  const { borrowBps, participation, maintenance } = executionOptions.parse(request.execution ?? {})
  return { capital: request.capital, ...request.costs, borrowBps, participation, maintenance }
}

/**
 * The fast path of a request: same fills as the event engine, equity within 1e-9 of it. Null when this request has none:
 * another strategy, other cost models, latency, least values, lots, a series that ends early, a bar without price, an order above its share of the volume, margin used up.
 */
export function fastRun(request: BacktestRequest, panel: Panel): FastRun | null {
  const { execution } = request
  if (panel.ended.length > 0 || (execution && needsEngine(execution))) return null
  const parsed = strategies.parse(request.strategy, request.params)
  const columns = fastPanel(panel, request.fillModel)
  const signals = signalsOf(request.strategy, parsed, columns)
  return signals && follow(columns, signals, fastTerms(request))
}

/** What the fast path has no arithmetic for. */
export const needsEngine = ({ slippage, fees, leverage, latencyMs, minNotional }: ExecutionOptions): boolean =>
  slippage !== undefined || fees !== undefined || leverage < 1 || latencyMs > 0 || minNotional > 0

function signalsOf(strategy: string, params: Record<string, unknown>, { close }: FastPanel): Signals | null {
  if (strategy === 'sma-cross') return smaCrossSignals(close[0], params as unknown as SmaCrossParams)
  if (strategy !== 'pairs-zscore' || params['hedge'] !== 'rolling-ols') return null
  const [y, x] = [logsOf(close[0]), logsOf(close[1])]
  return y && x && pairSignals(y, x, params as unknown as PairParams)
}
