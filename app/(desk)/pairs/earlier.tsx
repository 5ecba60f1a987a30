import Link from 'next/link'
import { number } from '#app/_ui/format.ts'
import { Panel } from '#app/_ui/panel.tsx'
import { dayClock } from '#app/_ui/time.ts'
import type { PairsData } from './documents.ts'
import { askedOf } from './scan.ts'

const shownAtMost = 6

/** The scans before, each a click away. */
export function Earlier(props: {
  scans: readonly PairsData['scans']['edges'][number]['node'][]
  shown: string | null
}) {
  const done = props.scans.filter((scan) => scan.state === 'done').slice(0, shownAtMost)
  if (done.length < 2) return null
  return (
    <Panel title="Scans">
      <table className="plain" aria-label="Scans">
        <thead>
          <tr>
            <th>UTC</th>
            <th>Bars</th>
            <th className="n">q at most</th>
            <th className="n">Kept</th>
          </tr>
        </thead>
        <tbody>
          {done.map((scan) => {
            const asked = askedOf(scan.request)
            const current = scan.id === props.shown
            return (
              <tr key={scan.id}>
                <td>
                  <Link href={`/pairs?scan=${scan.id}`} aria-current={current ? 'true' : undefined}>
                    {current ? <b>{dayClock(scan.createdAt)}</b> : dayClock(scan.createdAt)}
                  </Link>
                </td>
                <td className="s">
                  {asked.venue}, {asked.timeframe}
                </td>
                <td className="n s">{number(asked.qMax, 2)}</td>
                <td className="n">
                  {number(scan.kept)} <span className="q">of {number(scan.pairs)}</span>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Panel>
  )
}
