'use client'

import Link from 'next/link'
import { Spark } from '#app/_charts/spark.tsx'
import type { LivePair } from '#app/_data/pair-states.ts'
import { capital, count, halfLife, number, plural } from '#app/_ui/format.ts'
import { whereBarsComeFrom } from '#app/_ui/head.tsx'
import { PairName } from '#app/_ui/pair-name.tsx'
import { Empty, Panel } from '#app/_ui/panel.tsx'
import { age, dayClock, duration } from '#app/_ui/time.ts'
import { Side, Sim, Whose } from '#app/_ui/words.tsx'
import type { WatchedPair } from './documents.ts'

export interface RunningRow {
  readonly id: string
  readonly y: string
  readonly x: string
  readonly simulated: boolean
  readonly owner: string
  readonly side: string
  readonly since: string | null
  readonly z: number | null
  readonly recent: readonly number[]
  readonly entry: number
  readonly beta: number | null
  readonly halfLife: number | null
}

const shown = 120

const entryOf = (params: unknown): number => {
  const entry = (params as { entry?: unknown } | null)?.entry
  return typeof entry === 'number' && entry > 0 ? entry : 2
}

/** Watched pairs with the newest state of each: what the page came with, then what has arrived. */
export function rowsOf(pairs: readonly WatchedPair[], live: ReadonlyMap<string, LivePair>): RunningRow[] {
  return pairs.map((pair) => {
    const now = live.get(pair.id)
    const side = now?.last.side ?? pair.state?.side ?? 'flat'
    const changed = now !== undefined && now.last.side !== pair.state?.side
    return {
      id: pair.id,
      y: pair.y,
      x: pair.x,
      simulated: pair.simulated,
      owner: pair.owner.name,
      side,
      since: side === 'flat' ? null : changed ? now.last.barTs : (pair.state?.enteredAt ?? null),
      z: now ? now.last.z : (pair.state?.z ?? null),
      recent: [...(pair.state?.recent ?? []), ...(now?.recent ?? [])].slice(-shown),
      entry: entryOf(pair.params),
      beta: now?.last.beta ?? pair.state?.beta ?? pair.statistics?.beta ?? null,
      halfLife: pair.statistics?.halfLife ?? null,
    }
  })
}

/** One sentence about the watched pairs, from the rows that are shown. */
export function runningSentence(rows: readonly RunningRow[], stale = false): string {
  const [is, are] = stale ? ['was', 'were'] : ['is', 'are']
  const outside = rows.filter((row) => row.z !== null && Math.abs(row.z) >= row.entry)
  const held = rows.filter((row) => row.side !== 'flat')
  const back = held.filter((row) => row.z !== null && Math.abs(row.z) < row.entry)
  const beyond =
    outside.length > 1
      ? `${capital(count(outside.length))} spreads ${are} outside of their entry bands`
      : `${capital(count(outside.length))} spread ${is} outside of its entry band`
  if (held.length === 0) return `${beyond}.`
  return `${beyond}; ${count(back.length)} of ${count(held.length)} held ${plural(held.length, `pair ${is}`, `pairs ${are}`)} on the way back.`
}

export function Running(props: {
  rows: readonly RunningRow[]
  stale: boolean
  ageMs: number | null
  expectedMs: number | null | undefined
  /** Whether there is anything to scan. */
  bars: boolean
}) {
  const { rows, stale, ageMs, expectedMs } = props
  if (rows.length === 0 && !props.bars) {
    return (
      <Panel title="Running">
        <Empty say="No pair is watched." why={whereBarsComeFrom} />
      </Panel>
    )
  }
  if (rows.length === 0) {
    return (
      <Panel title="Running">
        <Empty
          say="No pair is watched."
          why="A scan tests each pair of series in a few seconds and can watch what it keeps."
        >
          <Link className="act" href="/pairs?new=scan">
            Scan for pairs
          </Link>
        </Empty>
      </Panel>
    )
  }
  const reach = Math.max(3.4, ...rows.map((row) => row.entry + 1))
  return (
    <Panel
      title="Running"
      className={stale ? 'old' : undefined}
      say={runningSentence(rows, stale)}
      tools={
        stale ? (
          <span className="look">
            bar is {age(ageMs)?.replace(' ago', '')} old, expected every {duration(expectedMs)}
          </span>
        ) : undefined
      }
    >
      <table aria-label="Watched pairs">
        <thead>
          <tr>
            <th>Pair</th>
            <th>Position</th>
            <th className="wide">Since, UTC</th>
            <th>
              <span className="wide">
                z of the last {shown} bars, band ±{number(rows[0].entry, 1)}
              </span>
              <span className="phone">z, {shown} bars</span>
            </th>
            <th className="n">z</th>
            <th className="n wide">β</th>
            <th className="n wide">Half-life, bars</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-href={`/pairs/${row.id}`}>
              <td>
                <Link href={`/pairs/${row.id}`}>
                  <b>
                    <PairName y={row.y} x={row.x} />
                  </b>
                </Link>
                <Sim when={row.simulated} />
                <Whose name={row.owner} />
              </td>
              <td>
                <Side side={row.side} />
              </td>
              <td className="s wide">{row.since ? dayClock(row.since) : ''}</td>
              <td>
                <Spark
                  values={row.recent}
                  width={120}
                  height={20}
                  domain={[-reach, reach]}
                  band={[-row.entry, row.entry]}
                />
              </td>
              <td className="n">{number(row.z, 2)}</td>
              <td className="n s wide">{number(row.beta, 2)}</td>
              <td className="n s wide">{halfLife(row.halfLife)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
