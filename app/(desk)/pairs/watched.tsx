'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { usePairStates } from '#app/_data/pair-states.ts'
import type { Problem } from '#app/_data/problem.ts'
import { request } from '#app/_data/request.ts'
import { capital, count, number, plural } from '#app/_ui/format.ts'
import { PairName } from '#app/_ui/pair-name.tsx'
import { Panel, Wrong } from '#app/_ui/panel.tsx'
import { Side, Sim, Whose } from '#app/_ui/words.tsx'
import { type PairsData, UnwatchPair } from './documents.ts'

type Pair = PairsData['pairs']['edges'][number]['node']

/** What is watched now, wherever it came from. */
export function Watched({ pairs, total, cursor }: { pairs: readonly Pair[]; total: number; cursor: string }) {
  const router = useRouter()
  const [problem, setProblem] = useState<Problem | null>(null)
  const live = usePairStates(
    pairs.map((pair) => pair.id),
    cursor,
  )
  const stop = async (id: string) => {
    const answer = await request(UnwatchPair, { id })
    setProblem(answer.problem)
    if (!answer.problem) router.refresh()
  }
  if (pairs.length === 0) return null
  return (
    <Panel
      title="Watched"
      say={`${capital(count(total))} ${plural(total, 'pair is', 'pairs are')} watched at every closed bar.`}
    >
      <Wrong problem={problem} />
      <table className="plain narrowtable" aria-label="Watched pairs">
        <thead>
          <tr>
            <th>Pair</th>
            <th>Position</th>
            <th className="n">z</th>
            <th>
              <span className="unseen">Act</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {pairs.map((pair) => {
            const now = live.get(pair.id)?.last ?? pair.state
            return (
              <tr key={pair.id} data-href={`/pairs/${pair.id}`}>
                <td>
                  <Link href={`/pairs/${pair.id}`}>
                    <b>
                      <PairName y={pair.y} x={pair.x} />
                    </b>
                  </Link>
                  <Sim when={pair.simulated} />
                  <Whose name={pair.owner.name} />
                </td>
                <td>
                  <Side side={now?.side ?? 'flat'} />
                </td>
                <td className="n">{number(now?.z, 2)}</td>
                <td className="n">
                  <button
                    type="button"
                    className="link q"
                    aria-label={`unwatch ${pair.y}/${pair.x}`}
                    onClick={() => void stop(pair.id)}
                  >
                    unwatch
                  </button>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Panel>
  )
}
