'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { percent } from './format.ts'

const checkMs = 3_000

/** Reads a list anew while something in it is still at work. */
export function useFreshWhile(rows: readonly { state: string }[]): void {
  const router = useRouter()
  const working = rows.some(({ state }) => state === 'queued' || state === 'running')
  useEffect(() => {
    if (!working) return
    const timer = setInterval(() => router.refresh(), checkMs)
    return () => clearInterval(timer)
  }, [working, router])
}

/** Newest and older pages of a list. */
export function Pages(props: { href: string; after: string | null; next: string | null }) {
  const { href, after, next } = props
  return (
    <p className="acts">
      {after && (
        <Link className="act" href={href}>
          Newest
        </Link>
      )}
      {next && (
        <Link className="act" href={`${href}?after=${encodeURIComponent(next)}`}>
          Older
        </Link>
      )}
    </p>
  )
}

/** The state of a run as the last cell of its row. */
export function RunState({ row }: { row: { state: string; job: { progress: number } | null } }) {
  const { state, job } = row
  return (
    <td className={state === 'failed' ? 'look' : 'q'}>
      {state === 'failed' ? '● failed' : state === 'running' ? percent(job?.progress, 0) : state}
    </td>
  )
}
