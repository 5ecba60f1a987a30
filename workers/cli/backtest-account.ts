import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { portfolioBacktest } from '#lib/backtest/portfolio.ts'
import type { TimedBars } from '#lib/backtest/timeline.ts'
import type { InstrumentTerms } from '#lib/contracts/backtests.ts'
import { type PortfolioReport, portfolioRequest } from '#lib/contracts/portfolios.ts'
import { Fault } from '#lib/fault.ts'
import { loadBacktest } from '../jobs/backtest.ts'
import { ratesFor } from '../jobs/rates.ts'
import { printMetrics } from './backtest-words.ts'
import { type Cli, withDatabase } from './context.ts'
import { parse } from './options.ts'
import { fixed, note, percent, printJson, printTable, progressLine } from './output.ts'

export function registerAccount(group: Command): void {
  group
    .command('account')
    .description('Several strategies in one account: sleeves with strategy, symbols, timeframe and share, as JSON')
    .argument('<file>', 'for example {"sleeves": [{"strategy": "sma-cross", "symbols": ["V"], "share": 0.5}]}')
    .option('--currency <code>', 'of the account; without it that of the first symbol')
    .option('--json')
    .action((file: string, options: { currency?: string; json?: boolean }) =>
      withDatabase((cli) => run(cli, file, options)),
    )
}

async function run(cli: Cli, file: string, options: { currency?: string; json?: boolean }): Promise<void> {
  const request = parse(portfolioRequest, readJson(file), file)
  const bars: TimedBars[] = []
  const known: InstrumentTerms[] = []
  for (const timeframe of new Set(request.sleeves.map((sleeve) => sleeve.timeframe))) {
    const symbols = [
      ...new Set(request.sleeves.filter((one) => one.timeframe === timeframe).flatMap((one) => one.symbols)),
    ]
    const { from, to } = request
    const loaded = await loadBacktest(cli.connection, { symbols, timeframe, from, to })
    for (const one of loaded.bars) bars.push({ ...one, timeframe })
    known.push(loaded.instruments)
  }
  const terms = merged(known)
  const currency = options.currency ?? terms.currencies?.[request.sleeves[0].symbols[0]]
  const shortest = request.sleeves[0].timeframe
  const rates = currency
    ? await ratesFor(cli.connection.sql, Object.values(terms.currencies ?? {}), currency, shortest)
    : {}
  const line = progressLine()
  const onProgress = (done: number, total: number) => line.show(`${done} of ${total} times`)
  const report = portfolioBacktest({ request, bars, ...terms, currency, rates, onProgress })
  line.end()
  if (options.json) printJson(report)
  else print(report)
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new Fault('input', `${file} cannot be read as JSON: ${(cause as Error).message}`, { cause })
  }
}

function merged(all: readonly InstrumentTerms[]): InstrumentTerms {
  const by = (pick: (one: InstrumentTerms) => Readonly<Record<string, string>> | undefined) =>
    Object.assign({}, ...all.map((one) => pick(one) ?? {})) as Record<string, string>
  return {
    lots: by(({ lots }) => lots),
    ticks: by(({ ticks }) => ticks),
    perpetual: [...new Set(all.flatMap(({ perpetual }) => perpetual ?? []))],
    calendars: by(({ calendars }) => calendars),
    currencies: by(({ currencies }) => currencies),
  }
}

function print({ metrics, sleeves, notes }: PortfolioReport): void {
  printMetrics(metrics)
  printTable(
    ['Strategy', 'Return', 'Sharpe', 'Worst', 'Trades', 'Gained'],
    sleeves.map(({ name, metrics: own, contribution }) => [
      name,
      percent(own.totalReturn),
      fixed(own.sharpeAnnual, 2),
      percent(own.maxDrawdown),
      own.trades,
      fixed(contribution, 0),
    ]),
  )
  for (const text of notes) note(text)
}
