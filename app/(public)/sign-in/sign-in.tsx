'use client'

import { signIn } from 'next-auth/react'
import { type FormEvent, useState } from 'react'
import { Field } from '#app/_ui/field.tsx'

const words: Record<string, string> = {
  CredentialsSignin: 'Name and password do not fit together.',
  LIMITED: 'Too many attempts. Wait a minute, then try again.',
}

export const wordsOfSignIn = (error: string | null | undefined): string | null =>
  error ? (words[error] ?? 'Signing in did not work. Try again in a moment.') : null

export function SignIn({ to }: { to: string }) {
  const [wrong, setWrong] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    const answer = await signIn('password', {
      redirect: false,
      name: String(form.get('name')),
      password: String(form.get('password')),
    }).catch(() => undefined)
    if (answer?.ok) return location.assign(to)
    setWrong(wordsOfSignIn(answer?.error ?? 'unknown'))
    setBusy(false)
  }
  return (
    <form onSubmit={submit}>
      <div className="fields narrow">
        <Field label="Name" name="name" autoComplete="username" autoCapitalize="none" required autoFocus />
        <Field label="Password" name="password" type="password" autoComplete="current-password" required />
      </div>
      {wrong && (
        <p className="wrong" role="alert">
          ● {wrong}
        </p>
      )}
      <div className="acts">
        <button type="submit" className="act" disabled={busy}>
          {busy ? 'Signing in' : 'Sign in'}
        </button>
      </div>
    </form>
  )
}
