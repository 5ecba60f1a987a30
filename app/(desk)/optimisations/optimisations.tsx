'use client'

import Link from 'next/link'
import { Whisker } from '#app/_charts/whisker.tsx'
import { list, number, percent, ratio, ratioInterval } from '#app/_ui/format.ts'
import { Head } from '#app/_ui/head.tsx'
import { Empty, Panel } from '#app/_ui/panel.tsx'
import { Pages, RunState, useFreshWhile } from '#app/_ui/runs.tsx'
import { dayClock } from '#app/_ui/time.ts'
import type { OptimisationResult } from '#lib/contracts/optimisations.ts'
import type { OptimisationRow, OptimisationsData } from './documents.ts'
import { SearchForm } from './search-form.tsx'
import { searchesVerdict } from './verdict.ts'

const resultOf = (row: OptimisationRow) => row.result as OptimisationResult | null

export function Optimisations(props: { data: OptimisationsData; after: string | null; symbols: string | null }) {
  const { data } = props
  const rows = data.optimisations.edges.map(({ node }) => node)
  useFreshWhile(rows)
  const reach = Math.max(1, ...rows.flatMap((row) => resultOf(row)?.heldOut?.sharpeCi ?? []).map(Math.abs))
  const { totalCount, pageInfo } = data.optimisations
  return (
    <>
      <Head
        mode="RESEARCH"
        line={['parameters are searched on the first bars and judged on the last']}
        verdict={searchesVerdict(rows.map(resultOf), totalCount)}
        facts={['every trial is kept', 'every search says how likely it is luck']}
      />
      <div className="cols wider">
        <Panel title="Searches" tools={<span>{number(totalCount)}</span>}>
          {rows.length === 0 ? (
            <Empty
              say="No search has run yet."
              why="A search tries many parameters and counts how many it tried before it believes the best."
            />
          ) : (
            <table aria-label="Searches">
              <thead>
                <tr>
                  <th>Search, UTC</th>
                  <th>Strategy</th>
                  <th>Symbols</th>
                  <th className="wide">Sampler</th>
                  <th className="n wide">Trials</th>
                  <th className="n wide">Sharpe in</th>
                  <th className="n">held back</th>
                  <th className="wide">95 %, rule at 0</th>
                  <th className="n wide">PBO</th>
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
          <Pages href="/optimisations" after={props.after} next={pageInfo.hasNextPage ? pageInfo.endCursor : null} />
        </Panel>
        <Panel title="New search" id="new">
          <SearchForm data={data} symbols={props.symbols} />
        </Panel>
      </div>
    </>
  )
}

function Row({ row, reach }: { row: OptimisationRow; reach: number }) {
  const result = resultOf(row)
  const held = result?.heldOut
  const [low, high] = held?.sharpeCi ?? []
  const trials = result && Object.values(result.counts).reduce((a, b) => a + b, 0)
  return (
    <tr data-href={`/optimisations/${row.id}`}>
      <td className="s">
        <Link href={`/optimisations/${row.id}`}>{dayClock(row.createdAt)}</Link>
      </td>
      <td>{row.strategy}</td>
      <td className="clip" title={list(row.symbols)}>
        {row.symbols.join(', ')}
      </td>
      <td className="s wide">{row.sampler}</td>
      <td className="n wide">{trials === null ? '' : number(trials)}</td>
      <td className="n s wide">{result?.inSample ? ratio(result.inSample.sharpe) : ''}</td>
      <td className="n">{held ? ratio(held.sharpe) : ''}</td>
      <td className="wide" title={low === undefined ? undefined : ratioInterval(low, high)}>
        <Whisker
          value={held?.sharpe ?? null}
          low={low ?? null}
          high={high ?? null}
          domain={[-reach, reach]}
          reference={0}
        />
      </td>
      <td className="n s wide">{result?.pbo ? percent(result.pbo.probability, 0) : ''}</td>
      <RunState row={row} />
    </tr>
  )
}
