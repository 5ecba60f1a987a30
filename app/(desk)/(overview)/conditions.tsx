'use client'

import Link from 'next/link'
import { Spark } from '#app/_charts/spark.tsx'
import { useConditions } from '#app/_data/conditions.ts'
import type { Problem } from '#app/_data/problem.ts'
import { number, percent, price } from '#app/_ui/format.ts'
import { Failed, Panel } from '#app/_ui/panel.tsx'
import { Sim } from '#app/_ui/words.tsx'
import type { ConditionsData } from './documents.ts'
import { conditionRows, unusualFrom, unusualSentence } from './unusual.ts'

const shown = 8

/** How the instruments behave now, the most unusual first; it moves with every bar. */
export function Conditions(props: {
  data: ConditionsData | null
  problem: Problem | null
  cursor: string
  stale: boolean
}) {
  const { data, problem, stale } = props
  const live = useConditions(props.cursor)
  if (problem) {
    return (
      <Panel title="Conditions">
        <Failed problem={problem} what="The conditions could not be read." />
      </Panel>
    )
  }
  const nodes = data?.conditions.edges.map(({ node }) => node) ?? []
  if (nodes.length === 0) return null
  const rows = conditionRows(nodes, live)
  return (
    <Panel
      title="Conditions"
      className={stale ? 'old' : undefined}
      say={unusualSentence(rows, data?.conditions.totalCount ?? 0, stale)}
    >
      <table aria-label="Conditions">
        <thead>
          <tr>
            <th>Instrument</th>
            <th className="wide">Close, 100 bars</th>
            <th className="n">Last</th>
            <th className="n" aria-sort="descending">
              Anomaly ↓
            </th>
            <th className="n wide">Trend</th>
            <th className="n">
              Volatility<span className="wide">, a year</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row) => {
            const href = `/indicators?name=anomaly&series=${row.seriesId}`
            const unusual = Math.abs(row.anomaly ?? 0) >= unusualFrom
            return (
              <tr key={row.seriesId} data-href={href}>
                <td>
                  <Link href={href}>
                    <b>{row.symbol}</b>
                  </Link>
                  <Sim when={row.simulated} />
                </td>
                <td className="wide">
                  <Spark values={row.recent} width={120} height={20} />
                </td>
                <td className="n">{price(row.close)}</td>
                <td className={unusual ? 'n look' : 'n'}>
                  {unusual && <span>● </span>}
                  {number(row.anomaly, 1)}
                </td>
                <td className="n s wide">{number(row.trend, 2)}</td>
                <td className="n s">{percent(row.volatility, 0)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="note">
        Anomaly is the distance of the last return from the hundred before it, in robust deviations; {unusualFrom} and
        more is unusual. Trend runs from −1 to 1.
      </p>
    </Panel>
  )
}
