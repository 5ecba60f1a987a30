import { csv, formatOf, json, missing, type Read, reader, refused, stranger, unknownFormat } from '#app/_data/export.ts'
import type { ResultOf } from '#app/_data/graphql.ts'
import { problemOf } from '#app/_data/problem.ts'
import { ScanExport, ScanRowsExport } from './documents.ts'

export const dynamic = 'force-dynamic'

type Page = NonNullable<ResultOf<typeof ScanRowsExport>['scan']>['rows']
type Row = Page['edges'][number]['node']

async function pageOf(read: Read, id: string, after: string | null): Promise<Page> {
  const { data, errors } = await read(ScanRowsExport, { id, after })
  if (!data?.scan) throw new Error(problemOf(errors)?.message ?? 'The scan is gone')
  return data.scan.rows
}

async function* rowsOf(read: Read, id: string): AsyncGenerator<Row[]> {
  let page = await pageOf(read, id, null)
  yield page.edges.map(({ node }) => node)
  while (page.pageInfo.hasNextPage) {
    page = await pageOf(read, id, page.pageInfo.endCursor)
    yield page.edges.map(({ node }) => node)
  }
}

const columns: readonly (readonly [string, (row: Row) => unknown])[] = [
  ['rank', (row) => row.rank],
  ['y', (row) => row.y],
  ['x', (row) => row.x],
  ['n', (row) => row.n],
  ['stat', (row) => row.stat],
  ['p', (row) => row.p],
  ['q', (row) => row.q],
  ['crit_1', (row) => row.crit?.[0]],
  ['crit_5', (row) => row.crit?.[1]],
  ['crit_10', (row) => row.crit?.[2]],
  ['alpha', (row) => row.alpha],
  ['beta', (row) => row.beta],
  ['half_life', (row) => row.halfLife],
  ['half_life_exact', (row) => row.halfLifeExact],
  ['half_life_low', (row) => row.halfLifeCi?.[0]],
  ['half_life_high', (row) => row.halfLifeCi?.[1]],
  ['lags', (row) => row.lags],
  ['reversed_stat', (row) => row.reversedStat],
  ['reversed_p', (row) => row.reversedP],
  ['p_holm', (row) => row.pHolm],
  ['correlation', (row) => row.correlation],
  ['z', (row) => row.z],
  ['spread_sd_bps', (row) => row.spreadSdBps],
  ['kept', (row) => row.kept],
  ['rejected', (row) => row.rejected],
]

async function* cellsOf(read: Read, id: string): AsyncGenerator<unknown[][]> {
  for await (const rows of rowsOf(read, id)) yield rows.map((row) => columns.map(([, read]) => read(row)))
}

/** Every tested pair of a scan, the rejected ones with their reason. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const read = await reader()
  if (!read) return stranger()
  const { id } = await params
  const format = formatOf(request)
  if (!format) return unknownFormat()
  const { data, errors } = await read(ScanExport, { id })
  const problem = problemOf(errors)
  if (problem) return refused(problem)
  if (!data?.scan) return missing('scan')
  if (format === 'csv')
    return csv(
      `scan-${id}.csv`,
      columns.map(([name]) => name),
      cellsOf(read, id),
    )
  const rows: Row[] = []
  for await (const page of rowsOf(read, id)) rows.push(...page)
  return json(`scan-${id}.json`, { ...data.scan, rows })
}
