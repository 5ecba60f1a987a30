import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { newId } from '#db/ids.ts'
import { accountRuns } from '#db/schema/accounts.ts'
import { accountEvidenceOf } from '#lib/backtest/account-evidence.ts'
import { portfolioBacktest } from '#lib/backtest/portfolio.ts'
import { type PortfolioReport, portfolioRequest } from '#lib/contracts/portfolios.ts'
import { Fault } from '#lib/fault.ts'
import { accountColumns, accountManifest, writeAccount } from '../jobs/account.ts'
import { accountBars } from './account-bars.ts'
import { registerAccountViews } from './account-views.ts'
import { printMetrics } from './backtest-words.ts'
import type { Cli } from './context.ts'
import { parse } from './options.ts'
import { fixed, note, percent, printJson, printTable, progressLine } from './output.ts'
import { type FileOptions, withFileOptions, withSource } from './run-options.ts'

interface Options extends FileOptions {
  readonly currency?: string
  readonly user?: string
  readonly json?: boolean
}

export function registerAccount(group: Command): void {
  const account = group
    .command('account')
    .description('Several strategies in one account: run FILE (the word run may be left out), list, show, export')
  const run = account
    .command('run', { isDefault: true })
    .description('Run an account: sleeves with strategy, symbols, timeframe and share, as JSON')
    .argument('<file>', 'for example {"sleeves": [{"strategy": "sma-cross", "symbols": ["V"], "share": 0.5}]}')
  withFileOptions(run)
    .option('--currency <code>', 'of the account; without it that of the first symbol')
    .option('--user <name>')
    .option('--json')
    .action((file: string, options: Options) => withSource(options, (cli) => runFile(file, options, cli)))
  registerAccountViews(account)
}

/** With a database the run is stored; files leave nothing behind. */
async function runFile(file: string, options: Options, cli?: Cli): Promise<void> {
  const { currency = undefined, ...asked } = readJson(file)
  const request = parse(portfolioRequest, { ...asked, currency: options.currency ?? currency }, file)
  const loaded = await accountBars(options, request, cli)
  const { seriesIds: _, ...input } = loaded
  const line = progressLine()
  const started = performance.now()
  const onProgress = (done: number, total: number) => line.show(`${done} of ${total} times`)
  const report = portfolioBacktest({ request, ...input, onProgress })
  const computeMs = performance.now() - started
  const evidence = accountEvidenceOf({ request, ...input }, report, (done, total) =>
    line.show(`${done} of ${total} looks for luck and look-ahead`),
  )
  line.end()
  const manifest = accountManifest(request, loaded, report)
  const id = newId()
  if (cli) {
    const { id: ownerId } = await cli.actor(options.user)
    const { visibility } = request
    await cli.connection.db.transaction(async (tx) => {
      const columns = accountColumns(request, report, evidence, manifest, computeMs)
      await tx.insert(accountRuns).values({ id, ownerId, visibility, request, ...columns })
      await writeAccount(tx, id, report)
    })
  }
  if (options.json) return printJson({ id, computeMs, manifest, ...report, evidence })
  printAccount(report)
  note(`Run ${id}, ${Math.round(computeMs)} ms, data ${String(manifest.dataHash).slice(0, 12)}`)
}

function readJson(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  } catch (cause) {
    throw new Fault('input', `${file} cannot be read as JSON: ${(cause as Error).message}`, { cause })
  }
}

type Printed = Pick<PortfolioReport, 'metrics' | 'positions' | 'notes'> & {
  readonly sleeves: readonly Pick<PortfolioReport['sleeves'][number], 'name' | 'metrics' | 'contribution'>[]
}

/** The figures of an account, what each strategy brought, and what is held at the end. */
export function printAccount({ metrics, sleeves, positions, notes }: Printed): void {
  printMetrics(metrics)
  process.stdout.write('\n')
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
  if (positions.length > 0) {
    process.stdout.write('\n')
    printTable(
      ['Held at the end', 'Net', 'Of'],
      positions.map(({ symbol, net, bySleeve }) => [
        symbol,
        net,
        Object.entries(bySleeve)
          .map(([name, quantity]) => `${name} ${quantity}`)
          .join(', '),
      ]),
    )
  }
  for (const text of notes) note(text)
}
