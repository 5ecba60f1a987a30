'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import type { JobView } from '../_data/jobs.ts'
import { Head } from './head.tsx'
import { Empty, Panel } from './panel.tsx'
import { dayClock } from './time.ts'
import { State, Working } from './working.tsx'

/** A run that has no result: how far it is, or why there will be none. */
export function Unfinished(props: {
  run: {
    readonly state: string
    readonly createdAt: string
    readonly owner: { readonly name: string }
    readonly job: JobView | null
  }
  mode: string
  line: readonly ReactNode[]
  /** What is at work, as the verdict begins: `The backtest of A and B`. */
  what: string
  /** What the progress is of. */
  title: string
  facts?: readonly ReactNode[]
  /** Where another one is started. */
  href: string
  aside?: ReactNode
}) {
  const { state, job, createdAt, owner } = props.run
  const ended = state === 'failed' || state === 'cancelled'
  const progress = (
    <Panel title="Progress">
      {job && !ended && <Working job={job} title={props.title} />}
      {ended && (
        <Empty
          say={state === 'failed' ? 'It ended without a result.' : 'It was stopped before its end.'}
          why={job && <State job={job} />}
        >
          <Link className="act" href={props.href}>
            Start another
          </Link>
        </Empty>
      )}
    </Panel>
  )
  return (
    <>
      <Head
        mode={props.mode}
        line={props.line}
        verdict={`${props.what} ${state === 'failed' ? 'failed' : state === 'cancelled' ? 'was cancelled' : `is ${state}`}.`}
        facts={[`asked ${dayClock(createdAt)} UTC by ${owner.name}`, ...(props.facts ?? [])]}
      />
      {props.aside ? (
        <div className="cols wider">
          {progress}
          {props.aside}
        </div>
      ) : (
        progress
      )}
    </>
  )
}
