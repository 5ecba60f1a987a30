import { csv, file, json, missing, type Read, reader, refused, stranger, unknownFormat } from '#app/_data/export.ts'
import type { ResultOf } from '#app/_data/graphql.ts'
import { problemOf } from '#app/_data/problem.ts'
import { BacktestExport, BacktestReportFile, TradesExport } from './documents.ts'

export const dynamic = 'force-dynamic'

type Page = NonNullable<ResultOf<typeof TradesExport>['backtest']>['trades']
type Trade = Page['edges'][number]['node']

async function pageOf(read: Read, id: string, after: string | null): Promise<Page> {
  const { data, errors } = await read(TradesExport, { id, after })
  if (!data?.backtest) throw new Error(problemOf(errors)?.message ?? 'The backtest is gone')
  return data.backtest.trades
}

async function* tradesOf(read: Read, id: string): AsyncGenerator<Trade[]> {
  let page = await pageOf(read, id, null)
  yield page.edges.map(({ node }) => node)
  while (page.pageInfo.hasNextPage) {
    page = await pageOf(read, id, page.pageInfo.endCursor)
    yield page.edges.map(({ node }) => node)
  }
}

async function* rowsOf(read: Read, id: string): AsyncGenerator<unknown[][]> {
  for await (const trades of tradesOf(read, id)) {
    yield trades.map((trade) => [
      trade.n,
      trade.side,
      trade.entryAt,
      trade.exitAt,
      trade.bars,
      trade.pnl,
      trade.netBps,
      trade.costs,
      trade.entryReading,
      trade.entryReason,
      trade.exitKind,
      trade.exitReason,
      trade.legs.map((leg) => leg.symbol).join(' '),
      trade.legs.map((leg) => leg.quantity).join(' '),
      trade.legs.map((leg) => leg.entryPrice).join(' '),
      trade.legs.map((leg) => leg.exitPrice ?? '').join(' '),
    ])
  }
}

const head =
  'n,side,entry_at,exit_at,bars,pnl,net_bps,costs,entry_reading,entry_reason,exit_kind,exit_reason,symbols,quantities,entry_prices,exit_prices'.split(
    ',',
  )

const reports = ['html', 'md', 'pdf', 'xlsx'] as const
const isReport = (format: string): format is (typeof reports)[number] => reports.some((one) => one === format)

/**
 * A backtest to take away: `format=csv` gives its trades, `format=json` all of it, equity and manifest too; `html`,
 * `md`, `pdf` and `xlsx` are reports for people.
 */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const read = await reader()
  if (!read) return stranger()
  const { id } = await params
  const format = new URL(request.url).searchParams.get('format') ?? 'csv'
  if (isReport(format)) {
    const { data, errors } = await read(BacktestReportFile, { id, format })
    const problem = problemOf(errors)
    if (problem) return refused(problem)
    return data?.backtest ? file(data.backtest.report) : missing('backtest')
  }
  if (format !== 'csv' && format !== 'json') return unknownFormat(['csv', 'json', ...reports])
  const { data, errors } = await read(BacktestExport, { id })
  const problem = problemOf(errors)
  if (problem) return refused(problem)
  if (!data?.backtest) return missing('backtest')
  if (format === 'csv') return csv(`trades-${id}.csv`, head, rowsOf(read, id))
  const trades: Trade[] = []
  for await (const page of tradesOf(read, id)) trades.push(...page)
  return json(`backtest-${id}.json`, { ...data.backtest, trades })
}
