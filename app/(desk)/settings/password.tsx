'use client'

import { type FormEvent, useState } from 'react'
import type { Problem } from '#app/_data/problem.ts'
import { request } from '#app/_data/request.ts'
import { Field } from '#app/_ui/field.tsx'
import { Panel, Wrong } from '#app/_ui/panel.tsx'
import { SetPassword } from './documents.ts'

export function Password({ name }: { name: string }) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [done, setDone] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const answer = await request(SetPassword, { password: String(new FormData(form).get('password')) })
    setProblem(answer.problem)
    setDone(answer.problem === null)
    if (!answer.problem) form.reset()
  }
  return (
    <Panel title="Password">
      <form onSubmit={submit} aria-label="Password">
        <input type="hidden" name="username" autoComplete="username" value={name} readOnly />
        <div className="fields narrow">
          <Field
            label="New password"
            name="password"
            type="password"
            autoComplete="new-password"
            minLength={12}
            required
            note="at least 12 characters; ends your other sessions"
            problem={problem}
          />
        </div>
        <Wrong problem={problem} />
        {done && <p role="status">The password is changed.</p>}
        <div className="acts">
          <button type="submit" className="act">
            Change password
          </button>
        </div>
      </form>
    </Panel>
  )
}
