'use client'

import Link from 'next/link'
import { Whisker } from '#app/_charts/whisker.tsx'
import { list, number, percent, ratio, ratioInterval, signedPercent } from '#app/_ui/format.ts'
import { Head } from '#app/_ui/head.tsx'
import { Empty, Panel } from '#app/_ui/panel.tsx'
import { Pages, RunState, useFreshWhile } from '#app/_ui/runs.tsx'
import { dayClock } from '#app/_ui/time.ts'
import type { WalkForwardRow, WalkForwardsData } from './documents.ts'
import { StudyForm } from './study-form.tsx'
import { studiesVerdict } from './verdict.ts'

export function WalkForwards(props: { data: WalkForwardsData; after: string | null; symbols: string | null }) {
  const { data } = props
  const rows = data.walkForwards.edges.map(({ node }) => node)
  useFreshWhile(rows)
  const reach = Math.max(1, ...rows.flatMap((row) => row.outOfSample?.sharpeCi ?? []).map(Math.abs))
  const { totalCount, pageInfo } = data.walkForwards
  return (
    <>
      <Head
        mode="RESEARCH"
        line={['parameters are chosen on one stretch and judged on the next']}
        verdict={studiesVerdict(
          rows.map((row) => ({ interval: row.outOfSample?.sharpeCi ?? null, done: row.state === 'done' })),
          totalCount,
        )}
        facts={['no bar counted twice', 'every study says how likely it is luck']}
      />
      <div className="cols wider">
        <Panel title="Studies" tools={<span>{number(totalCount)}</span>}>
          {rows.length === 0 ? (
            <Empty
              say="No study has run yet."
              why="A backtest shows what was; a study shows what choosing by it would have brought."
            />
          ) : (
            <table aria-label="Studies">
              <thead>
                <tr>
                  <th>Study, UTC</th>
                  <th>Strategy</th>
                  <th>Symbols</th>
                  <th className="n">Return</th>
                  <th className="n wide">Sharpe</th>
                  <th className="wide">95 %, rule at 0</th>
                  <th className="n wide">Worst fall</th>
                  <th className="n wide">Gates</th>
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
          <Pages href="/walk-forward" after={props.after} next={pageInfo.hasNextPage ? pageInfo.endCursor : null} />
        </Panel>
        <Panel title="New study" id="new">
          <StudyForm data={data} symbols={props.symbols} />
        </Panel>
      </div>
    </>
  )
}

function Row({ row, reach }: { row: WalkForwardRow; reach: number }) {
  const out = row.outOfSample
  const [low, high] = out?.sharpeCi ?? []
  const passed = row.gates.filter((gate) => gate.passed).length
  return (
    <tr data-href={`/walk-forward/${row.id}`}>
      <td className="s">
        <Link href={`/walk-forward/${row.id}`}>{dayClock(row.createdAt)}</Link>
      </td>
      <td>{row.strategy}</td>
      <td className="clip" title={list(row.symbols)}>
        {row.symbols.join(', ')}
      </td>
      <td className="n">{out ? signedPercent(out.totalReturn) : ''}</td>
      <td className="n wide">{out ? ratio(out.sharpe) : ''}</td>
      <td className="wide" title={low === undefined ? undefined : ratioInterval(low, high)}>
        <Whisker
          value={out?.sharpe ?? null}
          low={low ?? null}
          high={high ?? null}
          domain={[-reach, reach]}
          reference={0}
        />
      </td>
      <td className="n wide">{out ? percent(-Math.abs(out.maxDrawdown)) : ''}</td>
      <td className="n s wide">{row.gates.length > 0 ? `${passed} of ${row.gates.length}` : ''}</td>
      <RunState row={row} />
    </tr>
  )
}
