'use client'

import { signIn } from 'next-auth/react'
import { type FormEvent, useState } from 'react'
import { Field } from '#app/_ui/field.tsx'
import { useFragmentToken } from '#app/_ui/fragment.ts'

interface Refused {
  readonly message: string
  readonly hint?: string
}

async function refusedBy(response: Response): Promise<Refused> {
  const body = (await response.json().catch(() => null)) as {
    message?: string
    error?: string | { message?: string; hint?: string }
    errors?: { message: string; extensions?: { hint?: string } }[]
  } | null
  const first = body?.errors?.[0]
  if (first) return { message: first.message, hint: first.extensions?.hint }
  if (typeof body?.error === 'object') return { message: body.error.message ?? 'Refused.', hint: body.error.hint }
  return { message: body?.message ?? body?.error ?? `TITAN answered ${response.status}.` }
}

/** Name and password of the owner. The token of the link is sent with them and works once. */
export function SetUp() {
  const token = useFragmentToken()
  const [refused, setRefused] = useState<Refused | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const name = String(form.get('name')).trim()
    const password = String(form.get('password'))
    if (password !== String(form.get('again'))) return setRefused({ message: 'The two passwords differ.' })
    setBusy(true)
    setRefused(null)
    try {
      const response = await fetch('/api/setup', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token, name, password }),
      })
      if (!response.ok) return setRefused(await refusedBy(response))
      const answer = await signIn('password', { redirect: false, name, password })
      location.assign(answer?.ok ? '/' : '/sign-in')
    } catch {
      setRefused({ message: 'TITAN does not answer.', hint: 'Is it still running?' })
    } finally {
      setBusy(false)
    }
  }
  if (token === null) {
    return (
      <p>
        Open this page with the link that TITAN printed when it first started.{' '}
        <span className="mono">titan user link</span> prints another.
      </p>
    )
  }
  return (
    <form onSubmit={submit}>
      <div className="fields narrow">
        <Field
          label="Name"
          name="name"
          autoComplete="username"
          autoCapitalize="none"
          pattern="[a-z0-9][a-z0-9._\-]*"
          minLength={2}
          maxLength={40}
          required
          autoFocus
          note="lower-case letters, digits, dot, dash, underscore"
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={12}
          required
          note="at least 12 characters; length is what counts"
        />
        <Field
          label="Password again"
          name="again"
          type="password"
          autoComplete="new-password"
          minLength={12}
          required
        />
      </div>
      {refused && (
        <p className="wrong" role="alert">
          ● {refused.message} {refused.hint}
        </p>
      )}
      <div className="acts">
        <button type="submit" className="act" disabled={busy || !token}>
          {busy ? 'Setting up' : 'Set up and sign in'}
        </button>
      </div>
    </form>
  )
}
