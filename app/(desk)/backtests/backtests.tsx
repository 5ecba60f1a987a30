'use client'

import Link from 'next/link'
import { Whisker } from '#app/_charts/whisker.tsx'
import { list, number, percent, ratio, ratioInterval, signedPercent } from '#app/_ui/format.ts'
import { Head } from '#app/_ui/head.tsx'
import { Empty, Panel } from '#app/_ui/panel.tsx'
import { Pages, RunState, useFreshWhile } from '#app/_ui/runs.tsx'
import { dayClock } from '#app/_ui/time.ts'
import { BacktestForm } from './backtest-form.tsx'
import type { BacktestRow, BacktestsData } from './documents.ts'
import { backtestsVerdict } from './verdict.ts'

export function Backtests(props: {
  data: BacktestsData
  after: string | null
  openForm: boolean
  symbols: string | null
}) {
  const { data } = props
  const rows = data.backtests.edges.map(({ node }) => node)
  useFreshWhile(rows)
  const reach = Math.max(1, ...rows.flatMap((row) => row.metrics?.sharpeCi ?? []).map(Math.abs))
  return (
    <>
      <Head
        mode="RESEARCH"
        line={['next-bar fills, commission and slippage in every run']}
        verdict={backtestsVerdict(
          rows.map((row) => ({ sharpeCi: row.metrics?.sharpeCi ?? null, done: row.state === 'done' })),
          data.backtests.totalCount,
        )}
        facts={[`${number(data.strategies.length)} strategies`, 'every run can be repeated bit for bit']}
      />
      <div className="cols wider">
        <Panel
          title="Runs"
          tools={
            <>
              <Link href="/backtests/compare">compare</Link>
              <span>{number(data.backtests.totalCount)}</span>
            </>
          }
        >
          {rows.length === 0 ? (
            <Empty
              say="No backtest has run yet."
              why="The form beside this runs the very code that gives the live signals."
            />
          ) : (
            <table aria-label="Backtests">
              <thead>
                <tr>
                  <th>Run, UTC</th>
                  <th>Strategy</th>
                  <th>Symbols</th>
                  <th className="n">Return</th>
                  <th className="n wide">Sharpe</th>
                  <th className="wide">95 %, rule at 0</th>
                  <th className="n wide">Worst fall</th>
                  <th className="n wide">Trades</th>
                  <th>State</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <Row key={row.id} row={row} reach={reach} />
                ))}
              </tbody>
            </table>
          )}
          <Pages
            href="/backtests"
            after={props.after}
            next={data.backtests.pageInfo.hasNextPage ? data.backtests.pageInfo.endCursor : null}
          />
        </Panel>
        <Panel title="New backtest" id="new">
          <BacktestForm data={data} focus={props.openForm} symbols={props.symbols} />
        </Panel>
      </div>
    </>
  )
}

function Row({ row, reach }: { row: BacktestRow; reach: number }) {
  const metrics = row.metrics
  const [low, high] = metrics?.sharpeCi ?? []
  return (
    <tr data-href={`/backtests/${row.id}`}>
      <td className="s">
        <Link href={`/backtests/${row.id}`}>{dayClock(row.createdAt)}</Link>
      </td>
      <td>{row.strategy}</td>
      <td className="clip" title={list(row.symbols)}>
        {row.symbols.join(', ')}
      </td>
      <td className="n q">{metrics ? signedPercent(metrics.totalReturn) : ''}</td>
      <td className="n q wide">{metrics ? ratio(metrics.sharpeAnnual) : ''}</td>
      <td className="wide" title={low === undefined ? undefined : ratioInterval(low, high)}>
        <Whisker
          value={metrics?.sharpeAnnual ?? null}
          low={low ?? null}
          high={high ?? null}
          domain={[-reach, reach]}
          reference={0}
        />
      </td>
      <td className="n q wide">{metrics ? percent(-Math.abs(metrics.maxDrawdown)) : ''}</td>
      <td className="n s wide">{metrics ? number(metrics.trades) : ''}</td>
      <RunState row={row} />
    </tr>
  )
}
