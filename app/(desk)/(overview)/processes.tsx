'use client'

import { capital, count, plural } from '#app/_ui/format.ts'
import { Panel } from '#app/_ui/panel.tsx'
import { dayClock, duration, milliseconds } from '#app/_ui/time.ts'
import type { OverviewData } from './documents.ts'

type Process = OverviewData['overview']['processes'][number]

/** One sentence about the processes, from the rows that are shown. */
export function processesSentence(processes: readonly Process[]): string {
  const silent = processes.filter((process) => process.stale)
  const beating = processes.length - silent.length
  const running = `${capital(count(beating))} ${plural(beating, 'process beats', 'processes beat')}`
  return silent.length === 0
    ? `${running}, none is silent.`
    : `${running}; ${silent.map((process) => process.role).join(' and ')} ${silent.length === 1 ? 'is' : 'are'} silent.`
}

export function Processes({ processes }: { processes: readonly Process[] }) {
  if (processes.length === 0) return null
  return (
    <Panel title="Processes" say={processesSentence(processes)}>
      <table className="plain narrowtable" aria-label="Processes">
        <thead>
          <tr>
            <th>Role</th>
            <th className="n">Process</th>
            <th className="n">Up for</th>
            <th className="n">Last beat, UTC</th>
          </tr>
        </thead>
        <tbody>
          {processes.map((process) => (
            <tr key={process.id}>
              <td>
                {process.stale && <span className="look">● </span>}
                {process.role}
              </td>
              <td className="n s">{process.pid}</td>
              <td className="n s">{duration(milliseconds(process.beatAt) - milliseconds(process.startedAt))}</td>
              <td className={process.stale ? 'n look' : 'n s'}>{dayClock(process.beatAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
