import type { AdaptiveRequest } from '#lib/contracts/adaptive.ts'

/** The form of a backtest of `adaptive` with these parameters, on the bars and the terms of the study. */
export function backtestHref(asked: AdaptiveRequest, params: unknown): string {
  const { symbols, venue, timeframe, source, adjustment, from, to, capital, riskFree, costs, execution } = asked
  const day = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString())
  const figures = Object.entries(execution ?? {}).filter(([, value]) => typeof value !== 'object')
  const values = Object.entries((params ?? {}) as Record<string, unknown>).map(([name, value]) => [
    `params.${name}`,
    typeof value === 'object' ? JSON.stringify(value) : value,
  ])
  const fields = {
    ...{ new: 'backtest', strategy: 'adaptive', symbols: symbols.join(', '), venue, timeframe, source, adjustment },
    ...{ from: day(from), to: day(to), capital, riskFree, ...costs, ...Object.fromEntries(figures) },
    ...{ fillModel: asked.fillModel, detail: asked.detail, seed: asked.seed },
    ...Object.fromEntries(values),
  }
  const known = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)
  return `/backtests?${new URLSearchParams(known.map(([name, value]) => [name, String(value)]))}`
}
