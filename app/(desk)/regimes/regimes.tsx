'use client'

import Link from 'next/link'
import { list, number, percent } from '#app/_ui/format.ts'
import { Head } from '#app/_ui/head.tsx'
import { Empty, Panel } from '#app/_ui/panel.tsx'
import { Pages, RunState, useFreshWhile } from '#app/_ui/runs.tsx'
import { barTime, dayClock } from '#app/_ui/time.ts'
import { DetectForm } from './detect-form.tsx'
import type { RegimeRow, RegimesData } from './documents.ts'
import { barLength, regimesVerdict } from './verdict.ts'

export function Regimes(props: { data: RegimesData; after: string | null; symbols: string | null }) {
  const { data } = props
  const rows = data.regimeRuns.edges.map(({ node }) => node)
  useFreshWhile(rows)
  const { totalCount, pageInfo } = data.regimeRuns
  return (
    <>
      <Head
        mode="RESEARCH"
        line={['calm, normal or stressed, told bar by bar']}
        verdict={regimesVerdict(rows, totalCount)}
        facts={['each bar by a model fitted before it', 'filtered probabilities only']}
      />
      <div className="cols wider">
        <Panel title="Markets" tools={<span>{number(totalCount)}</span>}>
          {rows.length === 0 ? (
            <Empty
              say="No market has been looked at yet."
              why="A regime is how much a market moves, and for how long it goes on so."
            />
          ) : (
            <table aria-label="Markets">
              <thead>
                <tr>
                  <th>Asked, UTC</th>
                  <th>Symbols</th>
                  <th className="wide">Detector</th>
                  <th>Now</th>
                  <th className="wide">Since</th>
                  <th className="n wide">Changes</th>
                  <th className="n wide">Stressed</th>
                  <th>State</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <Row key={row.id} row={row} />
                ))}
              </tbody>
            </table>
          )}
          <Pages href="/regimes" after={props.after} next={pageInfo.hasNextPage ? pageInfo.endCursor : null} />
        </Panel>
        <Panel title="New market" id="new">
          <DetectForm data={data} symbols={props.symbols} />
        </Panel>
      </div>
    </>
  )
}

function Row({ row }: { row: RegimeRow }) {
  const stressed = row.figures.find(({ regime }) => regime === 'stressed')
  return (
    <tr data-href={`/regimes/${row.id}`}>
      <td className="s">
        <Link href={`/regimes/${row.id}`}>{dayClock(row.createdAt)}</Link>
      </td>
      <td className="clip" title={list(row.symbols)}>
        {row.symbols.join(', ')}
      </td>
      <td className="wide">{row.detector}</td>
      <td>{row.now ?? ''}</td>
      <td className="wide">
        {row.changes.length > 0 ? barTime(row.changes.at(-1)?.at, barLength(row.timeframe)) : ''}
      </td>
      <td className="n wide">{row.state === 'done' ? number(row.changes.length) : ''}</td>
      <td className="n wide">{stressed ? percent(stressed.share, 0) : ''}</td>
      <RunState row={row} />
    </tr>
  )
}
