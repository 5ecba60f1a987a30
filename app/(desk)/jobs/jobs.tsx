'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { useDesk } from '#app/_data/desk.tsx'
import { number } from '#app/_ui/format.ts'
import { Head } from '#app/_ui/head.tsx'
import { Empty, Panel } from '#app/_ui/panel.tsx'
import { dayClock, duration, milliseconds } from '#app/_ui/time.ts'
import { State, Working } from '#app/_ui/working.tsx'
import { jobStates } from '#lib/contracts/jobs.ts'
import type { JobRow, JobsData } from './documents.ts'
import { Schedules } from './schedules.tsx'
import { aboutJob, jobsVerdict, resultHref } from './words.ts'

export function Jobs({ data, state, after }: { data: JobsData; state: string | null; after: string | null }) {
  const router = useRouter()
  const { overview } = useDesk()
  const rows = data.jobs.edges.map(({ node }) => node)
  const active = [...data.running.edges, ...data.queued.edges].map(({ node }) => node)
  const running = overview?.jobsRunning ?? data.running.edges.length
  // Somebody else's job, or one that the CLI started: the figure of the desk tells of it, the list is read again.
  useEffect(() => {
    if (running !== data.running.edges.length) router.refresh()
  }, [running, data.running.edges.length, router])
  return (
    <>
      <Head
        mode="JOBS"
        line={['a job whose worker dies is taken over, its result is written once']}
        verdict={jobsVerdict(
          data.running.edges.length,
          data.queued.totalCount,
          rows.slice(0, 10).filter((job) => job.state === 'failed'),
        )}
        facts={[`${number(data.jobs.totalCount)} in the list`, `${number(data.schedules.length)} scheduled`]}
      />
      <div className="cols main">
        <div>
          {active.length > 0 && (
            <Panel title="Working">
              {active.map((job) => (
                <div key={job.id} style={{ marginBottom: 14 }}>
                  <Working job={job} title={[job.kind, aboutJob(job.kind, job.payload)].filter(Boolean).join(': ')} />
                </div>
              ))}
            </Panel>
          )}
          <Panel title="History" tools={<span>newest first</span>}>
            <div className="filters">
              {[null, ...jobStates].map((one) => (
                <Link
                  key={one ?? 'any'}
                  href={one ? `/jobs?state=${one}` : '/jobs'}
                  aria-current={one === state ? 'page' : undefined}
                  className={one === state ? 'strong' : ''}
                >
                  {one ?? 'any'}
                </Link>
              ))}
            </div>
            {rows.length === 0 ? (
              <Empty
                say="No job here."
                why="Scans and backtests run as jobs, started from their pages, from the API or by a schedule."
              />
            ) : (
              <History rows={rows} />
            )}
            <p className="acts">
              {after && (
                <Link className="act" href={state ? `/jobs?state=${state}` : '/jobs'}>
                  Newest
                </Link>
              )}
              {data.jobs.pageInfo.hasNextPage && (
                <Link
                  className="act"
                  href={`/jobs?after=${encodeURIComponent(data.jobs.pageInfo.endCursor ?? '')}${state ? `&state=${state}` : ''}`}
                >
                  Older
                </Link>
              )}
            </p>
          </Panel>
        </div>
        <Schedules schedules={data.schedules} />
      </div>
    </>
  )
}

function History({ rows }: { rows: readonly JobRow[] }) {
  return (
    <table aria-label="Jobs">
      <thead>
        <tr>
          <th>Asked, UTC</th>
          <th>Job</th>
          <th className="wide">About</th>
          <th className="n wide">Took</th>
          <th className="wide">By</th>
          <th>State</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((job) => {
          const href = job.state === 'done' ? resultHref(job.kind, job.result) : null
          const took =
            job.startedAt && job.finishedAt ? milliseconds(job.finishedAt) - milliseconds(job.startedAt) : null
          return (
            <tr key={job.id} data-row="" data-href={href ?? undefined} data-job-row={job.id}>
              <td className="s">{dayClock(job.createdAt)}</td>
              <td>{href ? <Link href={href}>{job.kind}</Link> : job.kind}</td>
              <td className="q wide clip">{aboutJob(job.kind, job.payload)}</td>
              <td className="n s wide">{took === null ? '' : duration(took)}</td>
              <td className="q wide">{job.owner.name}</td>
              <td className="fill">
                <State job={job} />
                {job.attempt > 1 && <span className="note"> attempt {job.attempt}</span>}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
