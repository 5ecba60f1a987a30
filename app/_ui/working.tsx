'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { useNow } from '../_data/desk.tsx'
import { CancelJob, isOver, JobNow, JobProgressEvents, type JobView, timeLeft } from '../_data/jobs.ts'
import { listen } from '../_data/live.ts'
import type { Problem } from '../_data/problem.ts'
import { request } from '../_data/request.ts'
import { inBatches } from '../_data/store.ts'
import { number, percent } from './format.ts'
import { Wrong } from './panel.tsx'
import { duration } from './time.ts'

const checkMs = 4_000

/**
 * A job as it goes: a line, percent, phase, count, time left, cancel. It follows the job by its id, so it is the same
 * after a reload; every few seconds it also asks, in case an event was lost on the way.
 */
export function useJob(initial: JobView, onOver: (job: JobView) => void): [JobView, (job: JobView) => void] {
  const [job, setJob] = useState(initial)
  const over = useRef(onOver)
  over.current = onOver
  const told = useRef(isOver(initial.state))
  const id = initial.id
  useEffect(() => {
    const take = (next: JobView) => {
      setJob((now) => (isOver(now.state) ? now : next))
      if (isOver(next.state) && !told.current) {
        told.current = true
        over.current(next)
      }
    }
    if (told.current) return
    const batches = inBatches<JobView>((jobs) => take(jobs[jobs.length - 1]))
    const leave = listen(JobProgressEvents, { id }, { onEvent: ({ jobProgress }) => void batches.put(jobProgress) })
    const timer = setInterval(async () => {
      if (told.current) return clearInterval(timer)
      const { data } = await request(JobNow, { id })
      if (data?.job) take(data.job)
    }, checkMs)
    return () => {
      leave()
      batches.stop()
      clearInterval(timer)
    }
  }, [id])
  return [job, setJob]
}

export function Working({
  job: initial,
  title,
  onOver,
}: {
  job: JobView
  title: string
  onOver?: (job: JobView) => void
}) {
  const router = useRouter()
  const [job, setJob] = useJob(initial, onOver ?? (() => router.refresh()))
  const [problem, setProblem] = useState<Problem | null>(null)
  const now = useNow(1_000)
  const cancel = async () => {
    setJob({ ...job, cancelRequested: true })
    const answer = await request(CancelJob, { id: job.id })
    if (answer.problem) {
      setProblem(answer.problem)
      setJob({ ...job, cancelRequested: false })
    }
  }
  const over = isOver(job.state)
  const left = now === null ? null : timeLeft(job, now)
  return (
    <div data-job={job.id} data-state={job.state}>
      <p className="spread">
        <span>{title}</span>
        {!over && (
          <span>
            {job.cancelRequested ? (
              <span className="q">cancelling</span>
            ) : (
              <button type="button" className="link" data-cancel="" onClick={cancel}>
                cancel <kbd className="wide">Esc</kbd>
              </button>
            )}
          </span>
        )}
      </p>
      <div
        className="progress"
        role="progressbar"
        aria-label={title}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(job.progress * 100)}
      >
        <i style={{ width: `${Math.round(job.progress * 1000) / 10}%` }} />
      </div>
      <p className="note spread">
        <span>{over ? <State job={job} /> : `${percent(job.progress, 0)}, ${job.phase || job.state}`}</span>
        <span>{job.total > 0 ? `${number(job.done)} of ${number(job.total)}` : ''}</span>
        <span>{left === null ? '' : `${duration(left)} left`}</span>
      </p>
      <Wrong problem={problem} />
    </div>
  )
}

/** The true state of a job in a word; the accent only where something failed. */
export function State({ job }: { job: Pick<JobView, 'state' | 'error' | 'cancelRequested'> }) {
  if (job.state === 'failed') {
    return (
      <span className="look">
        ● failed{job.error ? `: ${job.error.message}` : ''}
        {job.error?.hint ? ` ${job.error.hint}` : ''}
      </span>
    )
  }
  if (job.cancelRequested && !isOver(job.state)) return <span className="q">cancelling</span>
  return <span className={job.state === 'running' ? '' : 'q'}>{job.state}</span>
}
