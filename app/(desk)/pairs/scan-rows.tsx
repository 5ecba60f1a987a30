'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useQueryStates } from 'nuqs'
import { useState } from 'react'
import { Spark } from '#app/_charts/spark.tsx'
import { Whisker } from '#app/_charts/whisker.tsx'
import type { Problem } from '#app/_data/problem.ts'
import { request } from '#app/_data/request.ts'
import { halfLife, interval, number, pValue, qValue } from '#app/_ui/format.ts'
import { PairName } from '#app/_ui/pair-name.tsx'
import { Panel, Wrong } from '#app/_ui/panel.tsx'
import { type PairsData, type ScanData, type ScanRow, UnwatchPair, WatchPair } from './documents.ts'
import { FilterLine } from './filter-line.tsx'
import { type Filters, filters as filterParsers } from './filters.ts'

const halfLifeScale: [number, number] = [1, 120]

type Watched = PairsData['pairs']['edges'][number]['node']

export function ScanRows(props: { scan: ScanData; filters: Filters; watched: readonly Watched[] }) {
  const { scan, filters, watched } = props
  const router = useRouter()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [, setFilters] = useQueryStates(filterParsers, { shallow: false })
  const rows = scan.rows.edges.map(({ node }) => node)
  const elsewhere = (row: ScanRow) => watched.find((pair) => pair.y === row.y && pair.x === row.x) ?? null
  const kept = rows.filter((row) => row.kept)
  const others = rows.filter((row) => !row.kept)
  const act = async (row: ScanRow) => {
    setProblem(null)
    const answer = row.pair?.watching
      ? await request(UnwatchPair, { id: row.pair.id })
      : await request(WatchPair, { input: watchInput(scan, row) })
    setProblem(answer.problem)
    if (!answer.problem) router.refresh()
  }
  return (
    <Panel
      title="Pairs"
      tools={
        <>
          <span>
            {number(scan.rows.totalCount)} of {number(scan.pairs)}
          </span>
          <a href={`/api/export/scans/${scan.id}?format=csv`} download>
            csv
          </a>
          <a className="wide" href={`/api/export/scans/${scan.id}?format=json`} download>
            json
          </a>
        </>
      }
    >
      <FilterLine filters={filters} />
      <Wrong problem={problem} />
      {rows.length === 0 ? (
        <p className="s">
          No pair fits these filters.{' '}
          <button
            type="button"
            className="act"
            onClick={() =>
              void setFilters({ q: null, min: null, max: null, sd: null, symbol: null, rejected: null, after: null })
            }
          >
            Clear them
          </button>
        </p>
      ) : (
        <table aria-label="Tested pairs">
          <thead>
            <tr>
              <th>Pair</th>
              <th>
                Residual<span className="wide">, band ±2 sd</span>
              </th>
              <th className="n mid">z at the end</th>
              <th className="n wide">p</th>
              <th className="n">then q ↑</th>
              <th className="n wide">β</th>
              <th className="n">Half-life</th>
              <th className="wide">95 %, log 1 to 120 bars</th>
              <th className="n mid">Corr.</th>
              <th className="n wide">sd, bp</th>
              <th aria-sort="ascending">
                Verdict<span className="wide">, kept first</span> ↑
              </th>
              <th className="wide">
                <span className="unseen">Act</span>
              </th>
            </tr>
          </thead>
          {[kept, others].map((group, i) =>
            group.length === 0 ? null : (
              <tbody key={i === 0 ? 'kept' : 'others'} className={i === 0 && others.length > 0 ? 'group' : undefined}>
                {group.map((row) => (
                  <Row key={row.rank} row={row} elsewhere={elsewhere(row)} onAct={() => void act(row)} />
                ))}
              </tbody>
            ),
          )}
        </table>
      )}
      {(scan.rows.pageInfo.hasNextPage || filters.after) && (
        <p className="acts">
          {filters.after && (
            <button type="button" className="act" onClick={() => void setFilters({ after: null })}>
              First pairs
            </button>
          )}
          {scan.rows.pageInfo.hasNextPage && (
            <button
              type="button"
              className="act"
              onClick={() => void setFilters({ after: scan.rows.pageInfo.endCursor })}
            >
              More pairs
            </button>
          )}
        </p>
      )}
    </Panel>
  )
}

function watchInput(scan: ScanData, row: ScanRow) {
  const asked = (scan.request ?? {}) as { venue?: string; timeframe?: string; source?: string; adjustment?: string }
  return {
    y: row.y,
    x: row.x,
    scanId: scan.id,
    venue: asked.venue,
    timeframe: asked.timeframe,
    source: asked.source,
    adjustment: asked.adjustment,
  }
}

/** @param elsewhere the same pair, watched from another scan or by somebody who shares it. */
function Row({ row, elsewhere, onAct }: { row: ScanRow; elsewhere: Watched | null; onAct: () => void }) {
  const name = `${row.y}/${row.x}`
  const shownPair = row.pair ?? elsewhere
  const href = shownPair ? `/pairs/${shownPair.id}` : undefined
  const [low, high] = row.halfLifeCi ?? []
  const inWords = <PairName y={row.y} x={row.x} />
  const shown = row.kept ? <b>{inWords}</b> : inWords
  const watching = row.pair?.watching ?? false
  return (
    <tr data-row="" data-href={href}>
      <td>{href ? <Link href={href}>{shown}</Link> : shown}</td>
      <td>{row.spark && <Spark values={row.spark} width={120} height={20} domain={[-3.4, 3.4]} band={[-2, 2]} />}</td>
      <td className="n mid">{row.z === null ? '' : number(row.z, 2)}</td>
      <td className="n wide">{row.p === null ? '' : pValue(row.p)}</td>
      <td className="n">{row.q === null ? '' : qValue(row.q)}</td>
      <td className="n wide">{row.beta === null ? '' : number(row.beta, 2)}</td>
      <td className="n">{row.halfLife === null ? '' : halfLife(row.halfLife)}</td>
      <td className="wide" title={low === undefined || low === null ? undefined : `${interval(low, high, 1)} bars`}>
        <Whisker value={row.halfLife} low={low ?? null} high={high ?? null} domain={halfLifeScale} log width={100} />
      </td>
      <td className="n s mid">{row.correlation === null ? '' : number(row.correlation, 2)}</td>
      <td className="n s wide">{row.spreadSdBps === null ? '' : number(row.spreadSdBps)}</td>
      <td className={row.kept ? 'strong' : 'q clip'} title={row.rejected ?? undefined}>
        {row.kept ? 'kept' : <span className="wide">{row.rejected ?? ''}</span>}
        {row.kept && (watching || elsewhere) && (
          <span className="wide">{watching ? ', watching' : `, watched by ${elsewhere?.owner.name}`}</span>
        )}
      </td>
      <td className="wide n">
        {row.p !== null && (
          <button
            type="button"
            className="link q"
            data-select=""
            aria-label={`${watching ? 'unwatch' : 'watch'} ${name}`}
            onClick={onAct}
          >
            {watching ? 'unwatch' : 'watch'}
          </button>
        )}
      </td>
    </tr>
  )
}
