import { csv, file, json, missing, type Read, reader, refused, stranger, unknownFormat } from '#app/_data/export.ts'
import { problemOf } from '#app/_data/problem.ts'
import { tradeCells, tradeHead, tradePages } from '#app/_data/trades.ts'
import { reportFormats } from '#lib/contracts/reports.ts'
import { AccountExport, AccountReportFile, AccountTradesExport } from './documents.ts'

export const dynamic = 'force-dynamic'

const tradesOf = (read: Read, id: string, sleeve: number) =>
  tradePages(async (after) => {
    const { data, errors } = await read(AccountTradesExport, { id, sleeve, after })
    if (!data?.accountRun) throw new Error(problemOf(errors)?.message ?? 'The account is gone')
    return data.accountRun.trades
  })

async function* rowsOf(read: Read, id: string, names: readonly string[]): AsyncGenerator<unknown[][]> {
  for (const [i, name] of names.entries())
    for await (const trades of tradesOf(read, id, i + 1)) yield trades.map((trade) => [name, ...tradeCells(trade)])
}

/**
 * An account to take away: `format=csv` gives its trades with the strategy of each, `format=json` all of it; the others
 * are reports for people.
 */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const read = await reader()
  if (!read) return stranger()
  const { id } = await params
  const asked = new URL(request.url).searchParams.get('format') ?? 'csv'
  const format = reportFormats.find((one) => one === asked)
  if (format && format !== 'json') {
    const { data, errors } = await read(AccountReportFile, { id, format })
    const problem = problemOf(errors)
    if (problem) return refused(problem)
    return data?.accountRun ? file(data.accountRun.report) : missing('account')
  }
  if (asked !== 'csv' && asked !== 'json') return unknownFormat(['csv', ...reportFormats])
  const { data, errors } = await read(AccountExport, { id })
  const problem = problemOf(errors)
  if (problem) return refused(problem)
  const account = data?.accountRun
  if (!account) return missing('account')
  const names = account.sleeves.map(({ name }) => name)
  if (asked === 'csv') return csv(`trades-${id}.csv`, ['strategy', ...tradeHead], rowsOf(read, id, names))
  const sleeves = await Promise.all(
    account.sleeves.map(async (sleeve, i) => {
      const trades: unknown[] = []
      for await (const page of tradesOf(read, id, i + 1)) trades.push(...page)
      return { ...sleeve, trades }
    }),
  )
  return json(`account-${id}.json`, { ...account, sleeves })
}
