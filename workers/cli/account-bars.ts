import { type Timeframe, timeframeMs } from '#lib/contracts/common.ts'
import type { PortfolioRequest } from '#lib/contracts/portfolios.ts'
import { Fault } from '#lib/fault.ts'
import { type AccountBars, loadAccount } from '../jobs/account.ts'
import { checkedBars } from './bars-check.ts'
import type { Cli } from './context.ts'
import { type FileOptions, filesOf } from './run-options.ts'

/** Length of a bar by the commonest distance between two of them. */
export function barLength(ts: Float64Array, what: string): Timeframe {
  const counts = new Map<number, number>()
  for (let i = 1; i < ts.length; i++) counts.set(ts[i] - ts[i - 1], (counts.get(ts[i] - ts[i - 1]) ?? 0) + 1)
  const [commonest] = [...counts].toSorted(([, a], [, b]) => b - a)[0] ?? [Number.NaN]
  const found = Object.entries(timeframeMs).find(([, ms]) => ms === commonest)
  if (!found) throw new Fault('input', `The bars of ${what} have no length that is known`)
  return found[0] as Timeframe
}

/** The bars of an account: of the files, each as long as its times say, or of the database with the instruments' terms. */
export async function accountBars(options: FileOptions, request: PortfolioRequest, cli?: Cli): Promise<AccountBars> {
  if (cli) return loadAccount(cli.connection, request)
  const all = (await filesOf(options)).map((one) => ({ ...one, timeframe: barLength(one.bars.ts, one.symbol) }))
  const wanted = request.sleeves.flatMap(({ symbols, timeframe }) => symbols.map((symbol) => ({ symbol, timeframe })))
  for (const { symbol, timeframe } of wanted) {
    if (all.some((one) => one.symbol === symbol && one.timeframe === timeframe)) continue
    const names = all.map((one) => `${one.symbol} ${one.timeframe}`)
    throw new Fault('missing', `The ${options.panel ? 'panel has' : 'files have'} no ${timeframe} bars of ${symbol}`, {
      next: 'fix',
      hint: `There are ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}`,
    })
  }
  const bars = all.filter((one) =>
    wanted.some(({ symbol, timeframe }) => one.symbol === symbol && one.timeframe === timeframe),
  )
  for (const one of bars) checkedBars(one, one.timeframe)
  if (!request.detail) return { bars, seriesIds: [], currency: request.currency }
  const finer = all.filter(({ timeframe }) => timeframe === request.detail)
  const detail = Object.fromEntries(finer.map((one) => [one.symbol, one.bars]))
  return { bars, detail, seriesIds: [], currency: request.currency }
}
