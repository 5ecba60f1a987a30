'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { Problem } from '#app/_data/problem.ts'
import { request } from '#app/_data/request.ts'
import { Panel, Wrong } from '#app/_ui/panel.tsx'
import { dayClock } from '#app/_ui/time.ts'
import { RevokeSession, type SettingsData } from './documents.ts'

/** Browser and system out of a user agent, or its beginning. */
export function browserOf(userAgent: string): string {
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\/(\d+)/.exec(userAgent)
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|Linux)/.exec(userAgent)
  const name = browser && ({ Edg: 'Edge', OPR: 'Opera' }[browser[1]] ?? browser[1])
  if (!browser || !name) return userAgent.slice(0, 40) || 'unknown'
  return `${name} ${browser[2]}${system ? `, ${system[1].replace(' OS X', '')}` : ''}`
}

/** Where you are signed in; ending a session closes its sockets at once. */
export function Sessions({ sessions }: { sessions: SettingsData['sessions'] }) {
  const router = useRouter()
  const [problem, setProblem] = useState<Problem | null>(null)
  const end = async (id: string) => {
    const answer = await request(RevokeSession, { id })
    setProblem(answer.problem)
    if (!answer.problem) router.refresh()
  }
  return (
    <Panel title="Sessions">
      <Wrong problem={problem} />
      <table className="plain" aria-label="Sessions">
        <thead>
          <tr>
            <th>Browser</th>
            <th className="wide">Address</th>
            <th className="wide">Since, UTC</th>
            <th>Last seen, UTC</th>
            <th>
              <span className="unseen">Act</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <tr key={session.id}>
              <td>{browserOf(session.userAgent)}</td>
              <td className="s wide">{session.address}</td>
              <td className="q wide">{dayClock(session.createdAt)}</td>
              <td className="q">{dayClock(session.lastSeenAt)}</td>
              <td className="n">
                {session.current ? (
                  <span className="q">this one</span>
                ) : (
                  <button type="button" className="link q" onClick={() => void end(session.id)}>
                    end
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
