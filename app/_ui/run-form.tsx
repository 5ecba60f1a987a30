'use client'

import type { TadaDocumentNode } from 'gql.tada'
import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { Problem } from '../_data/problem.ts'
import { request } from '../_data/request.ts'
import { Wrong } from './panel.tsx'

/** One plugin of several by its name, the preferred one first. */
export function useChosen<P extends { readonly name: string }>(all: readonly P[], preferred: string) {
  const [name, setName] = useState((all.find((one) => one.name === preferred) ?? all[0])?.name ?? '')
  return [all.find((one) => one.name === name) ?? null, setName] as const
}

/**
 * The frame of every form that starts a run: it sends what the form says, leads to the run when it is queued, and else
 * says what is wrong, at the field where there is one. Nothing that was typed is lost.
 */
export function RunForm<Result, Input>(props: {
  /** Name of the form, and the words of its button. */
  label: string
  verb: string
  document: TadaDocumentNode<Result, { input: Input }>
  input: (form: FormData) => Input
  /** Address of the run. */
  href: (result: Result) => string
  children: (problem: Problem | null) => ReactNode
}) {
  const router = useRouter()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const input = props.input(new FormData(event.currentTarget))
    setBusy(true)
    setProblem(null)
    const answer = await request(props.document, { input })
    setProblem(answer.problem)
    if (answer.data) router.push(props.href(answer.data))
    else setBusy(false)
  }
  return (
    <form onSubmit={submit} aria-label={props.label}>
      {props.children(problem)}
      <Wrong problem={problem} />
      <div className="acts" style={{ marginTop: 14 }}>
        <button type="submit" className="act" disabled={busy}>
          {busy ? 'Starting' : props.verb}
        </button>
      </div>
    </form>
  )
}
