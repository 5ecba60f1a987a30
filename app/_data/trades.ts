import type { ResultOf } from './graphql.ts'
import { graphql } from './graphql.ts'

/** A trade as exports take it away. */
export const ExportedTrade = graphql(`
  fragment ExportedTrade on Trade @_unmask {
    n side entryAt exitAt bars pnl netBps costs entryReading entryReason exitKind exitReason
    legs { symbol quantity entryPrice exitPrice }
  }
`)
type Trade = ResultOf<typeof ExportedTrade>

const columns: readonly (readonly [string, (trade: Trade) => unknown])[] = [
  ['n', (trade) => trade.n],
  ['side', (trade) => trade.side],
  ['entry_at', (trade) => trade.entryAt],
  ['exit_at', (trade) => trade.exitAt],
  ['bars', (trade) => trade.bars],
  ['pnl', (trade) => trade.pnl],
  ['net_bps', (trade) => trade.netBps],
  ['costs', (trade) => trade.costs],
  ['entry_reading', (trade) => trade.entryReading],
  ['entry_reason', (trade) => trade.entryReason],
  ['exit_kind', (trade) => trade.exitKind],
  ['exit_reason', (trade) => trade.exitReason],
  ['symbols', (trade) => trade.legs.map((leg) => leg.symbol).join(' ')],
  ['quantities', (trade) => trade.legs.map((leg) => leg.quantity).join(' ')],
  ['entry_prices', (trade) => trade.legs.map((leg) => leg.entryPrice).join(' ')],
  ['exit_prices', (trade) => trade.legs.map((leg) => leg.exitPrice ?? '').join(' ')],
]

export const tradeHead = columns.map(([name]) => name)
export const tradeCells = (trade: Trade): unknown[] => columns.map(([, read]) => read(trade))

export interface TradesPage {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly edges: readonly { readonly node: Trade }[]
}

/** All trades, page by page, so that memory does not grow with them. */
export async function* tradePages(read: (after: string | null) => Promise<TradesPage>): AsyncGenerator<Trade[]> {
  for (let after: string | null = null; ; ) {
    const page = await read(after)
    yield page.edges.map(({ node }) => node)
    if (!page.pageInfo.hasNextPage) return
    after = page.pageInfo.endCursor
  }
}
