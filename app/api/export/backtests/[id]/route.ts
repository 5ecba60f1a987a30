import { csv, file, json, missing, type Read, reader, refused, stranger, unknownFormat } from '#app/_data/export.ts'
import { problemOf } from '#app/_data/problem.ts'
import { tradeCells, tradeHead, tradePages } from '#app/_data/trades.ts'
import { BacktestExport, BacktestReportFile, TradesExport } from './documents.ts'

export const dynamic = 'force-dynamic'

const tradesOf = (read: Read, id: string) =>
  tradePages(async (after) => {
    const { data, errors } = await read(TradesExport, { id, after })
    if (!data?.backtest) throw new Error(problemOf(errors)?.message ?? 'The backtest is gone')
    return data.backtest.trades
  })

async function* rowsOf(read: Read, id: string): AsyncGenerator<unknown[][]> {
  for await (const trades of tradesOf(read, id)) yield trades.map(tradeCells)
}

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
  if (format === 'csv') return csv(`trades-${id}.csv`, tradeHead, rowsOf(read, id))
  const trades: unknown[] = []
  for await (const page of tradesOf(read, id)) trades.push(...page)
  return json(`backtest-${id}.json`, { ...data.backtest, trades })
}
