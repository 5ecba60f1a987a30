'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import type { Problem } from '#app/_data/problem.ts'
import { request } from '#app/_data/request.ts'
import { Choice, Field } from '#app/_ui/field.tsx'
import { Panel, Wrong } from '#app/_ui/panel.tsx'
import { dayClock } from '#app/_ui/time.ts'
import { jobKinds } from '#lib/contracts/jobs.ts'
import { CreateSchedule, DeleteSchedule, type JobsData } from './documents.ts'

/** Jobs that are started again and again. */
export function Schedules({ schedules }: { schedules: JobsData['schedules'] }) {
  const router = useRouter()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [open, setOpen] = useState(false)
  const remove = async (id: string) => {
    const answer = await request(DeleteSchedule, { id })
    setProblem(answer.problem)
    if (!answer.problem) router.refresh()
  }
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const payload = readJson(String(form.get('payload') || '{}'))
    if (payload === undefined) return setProblem(notJson)
    const answer = await request(CreateSchedule, {
      input: {
        name: String(form.get('name')),
        cron: String(form.get('cron')),
        timeZone: String(form.get('timeZone')),
        jobKind: String(form.get('jobKind')),
        payload,
      },
    })
    setProblem(answer.problem)
    if (answer.problem) return
    setOpen(false)
    router.refresh()
  }
  return (
    <Panel title="Schedules">
      {schedules.length === 0 && !open && <p className="s">Nothing is scheduled.</p>}
      {schedules.length > 0 && (
        <table className="plain" aria-label="Schedules">
          <thead>
            <tr>
              <th>Name</th>
              <th>Job</th>
              <th>Cron, zone</th>
              <th>Last</th>
              <th>
                <span className="unseen">Act</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {schedules.map((schedule) => (
              <tr key={schedule.id}>
                <td>
                  <b>{schedule.name}</b>
                </td>
                <td className={schedule.enabled ? '' : 'q'}>{schedule.jobKind}</td>
                <td className="s">
                  {schedule.cron} {schedule.timeZone}
                </td>
                <td className="q">{schedule.lastRunAt ? dayClock(schedule.lastRunAt) : ''}</td>
                <td className="n">
                  <button
                    type="button"
                    className="link q"
                    aria-label={`delete ${schedule.name}`}
                    onClick={() => void remove(schedule.id)}
                  >
                    delete
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {!open && <Wrong problem={problem} />}
      {open ? (
        <form onSubmit={submit} aria-label="New schedule" style={{ marginTop: 12 }}>
          <div className="fields">
            <Field label="Name" name="name" required maxLength={80} problem={problem} />
            <Choice label="Job" name="jobKind" choices={jobKinds.map((kind) => [kind, kind])} problem={problem} />
            <Field
              label="Cron"
              name="cron"
              defaultValue="30 22 * * 1-5"
              required
              note="minute hour day month weekday"
              problem={problem}
            />
            <Field
              label="Time zone"
              name="timeZone"
              defaultValue="UTC"
              required
              note="such as Europe/Berlin"
              problem={problem}
            />
            <Field
              whole
              label="Payload"
              name="payload"
              defaultValue="{}"
              note="JSON, as the job's contract asks"
              problem={problem}
            />
          </div>
          <Wrong problem={problem} />
          <div className="acts">
            <button type="submit" className="act">
              Schedule
            </button>
            <button type="button" className="link q" data-cancel="" onClick={() => setOpen(false)}>
              close
            </button>
          </div>
        </form>
      ) : (
        <p className="acts">
          <button type="button" className="act" onClick={() => setOpen(true)}>
            New schedule
          </button>
        </p>
      )}
    </Panel>
  )
}

const notJson: Problem = {
  code: 'BAD_USER_INPUT',
  message: 'The payload is not JSON.',
  hint: 'For example {"venue": "SIM"}.',
  traceId: null,
  issues: [],
  retryAfter: null,
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
