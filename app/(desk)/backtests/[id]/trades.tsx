import Link from 'next/link'
import type { ReactNode } from 'react'
import { Bar } from '#app/_charts/bar.tsx'
import { number, signed } from '#app/_ui/format.ts'
import { Empty, Panel } from '#app/_ui/panel.tsx'
import { barTime } from '#app/_ui/time.ts'
import { Side } from '#app/_ui/words.tsx'
import type { Backtest, Trade } from './documents.ts'

/** One sentence over the trades that are shown. */
export function tradesSentence(trades: readonly Pick<Trade, 'netBps' | 'exitKind'>[]): string {
  const won = trades.filter((trade) => trade.netBps > 0).length
  const stops = trades.filter((trade) => trade.exitKind === 'STOP').length
  const best = Math.max(...trades.map((trade) => trade.netBps))
  const worst = Math.min(...trades.map((trade) => trade.netBps))
  return `${number(won)} of ${number(trades.length)} trades gained, from ${signed(worst)} to ${signed(best)} bp${stops > 0 ? `; ${number(stops)} ended by a stop` : ''}.`
}

/** @param href address of the report; the next page of trades is asked of it. */
export function Trades(props: {
  trades: Backtest['trades']
  title?: string
  href: string
  after: string | null
  barMs: number
  tools?: ReactNode
}) {
  const { title = 'Trades', href, after, barMs, tools } = props
  const { totalCount, pageInfo } = props.trades
  const trades = props.trades.edges.map(({ node }) => node)
  const net = trades.map((trade) => trade.netBps)
  const domain: [number, number] = [Math.min(0, ...net), Math.max(0, ...net)]
  const next = `${href}${href.includes('?') ? '&' : '?'}after=${encodeURIComponent(pageInfo.endCursor ?? '')}`
  if (trades.length === 0) {
    return (
      <Panel id="trades" title={title} tools={tools}>
        <Empty say="No trade." why="The strategy saw no entry between the first and the last bar." />
      </Panel>
    )
  }
  return (
    <Panel
      id="trades"
      title={title}
      say={tradesSentence(trades)}
      tools={
        <>
          {tools}
          <span>{number(totalCount)}, net of costs</span>
        </>
      }
    >
      <table aria-label="Trades">
        <thead>
          <tr>
            <th className="n wide">No.</th>
            <th>In, UTC</th>
            <th>Side</th>
            <th className="n wide">Reading</th>
            <th className="n">Bars</th>
            <th>End</th>
            <th className="n wide">Costs</th>
            <th className="wide">
              <span className="unseen">Net as a bar</span>
            </th>
            <th className="n">Net, bp</th>
            <th className="n wide">P&amp;L</th>
          </tr>
        </thead>
        <tbody>
          {trades.map((trade) => (
            <tr
              key={trade.n}
              data-row=""
              title={`${trade.entryReason}${trade.exitReason ? `; ${trade.exitReason}` : ''}`}
            >
              <td className="n q wide">{trade.n}</td>
              <td className="s">{barTime(trade.entryTs, barMs)}</td>
              <td>
                <Side side={trade.side} />
              </td>
              <td className="n wide">{trade.entryReading === null ? '' : number(trade.entryReading, 2)}</td>
              <td className="n s">{number(trade.bars)}</td>
              <td>
                <End kind={trade.exitKind} />
              </td>
              <td className="n s wide">{number(trade.costs, 1)}</td>
              <td className="wide">
                <Bar value={trade.netBps} domain={domain} look={trade.exitKind === 'STOP' && trade.netBps < 0} />
              </td>
              <td className="n">{signed(trade.netBps)}</td>
              <td className="n s wide">{signed(trade.pnl)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="acts">
        {after && (
          <Link className="act" href={href}>
            First trades
          </Link>
        )}
        {pageInfo.hasNextPage && (
          <Link className="act" href={next}>
            More trades
          </Link>
        )}
      </p>
    </Panel>
  )
}

function End({ kind }: { kind: string | null }) {
  if (kind === 'STOP') return <span className="look">stop</span>
  if (kind === null) return <span>open</span>
  return <span className="s">{kind === 'END' ? 'last bar' : kind.toLowerCase()}</span>
}
