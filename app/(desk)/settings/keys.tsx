'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import type { Problem } from '#app/_data/problem.ts'
import { request } from '#app/_data/request.ts'
import { Copy } from '#app/_ui/copy.tsx'
import { Field } from '#app/_ui/field.tsx'
import { Empty, Panel, Wrong } from '#app/_ui/panel.tsx'
import { dayClock, dayYear } from '#app/_ui/time.ts'
import { CreateApiKey, RevokeApiKey, type SettingsData } from './documents.ts'

type Scope = NonNullable<SettingsData['viewer']>['scopes'][number]

/** Keys of programs: made here, shown once, ended here. */
export function Keys({ keys, scopes }: { keys: SettingsData['apiKeys']; scopes: readonly Scope[] }) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [made, setMade] = useState<{ name: string; secret: string } | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [asked, setAsked] = useState<string | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const days = String(form.get('expiresInDays') ?? '').trim()
    const answer = await request(CreateApiKey, {
      input: {
        name: String(form.get('name')),
        scopes: scopes.filter((scope) => form.get(`scope.${scope}`) === 'on'),
        expiresInDays: days === '' ? null : Number(days),
      },
    })
    setProblem(answer.problem)
    if (!answer.data) return
    setMade({ name: answer.data.createApiKey.key.name, secret: answer.data.createApiKey.secret })
    setOpen(false)
    router.refresh()
  }
  const revoke = async (id: string) => {
    const answer = await request(RevokeApiKey, { id })
    setProblem(answer.problem)
    setAsked(null)
    if (!answer.problem) router.refresh()
  }
  return (
    <Panel title="API keys">
      {made && (
        <div className="made" role="status">
          <p className="say">The key {made.name} is shown once, now.</p>
          <p>
            <span className="secret" data-secret="">
              {made.secret}
            </span>{' '}
            <Copy text={made.secret} />
          </p>
          <p className="note">Send it as Authorization: Bearer. TITAN keeps only its hash.</p>
          <p className="acts">
            <button type="button" className="act" onClick={() => setMade(null)}>
              I have kept it
            </button>
          </p>
        </div>
      )}
      {keys.length === 0 && !open && !made && (
        <Empty say="No program has a key." why="A key lets a program use the API with the scopes you give it." />
      )}
      {keys.length > 0 && (
        <table className="plain" aria-label="API keys">
          <thead>
            <tr>
              <th>Name</th>
              <th>Begins with</th>
              <th className="wide">Scopes</th>
              <th className="wide">Made</th>
              <th className="wide">Expires</th>
              <th>Last used, UTC</th>
              <th>
                <span className="unseen">Act</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <tr key={key.id} data-row="">
                <td className={key.revokedAt ? 'q' : ''}>
                  <b>{key.name}</b>
                </td>
                <td className="s">{key.prefix}</td>
                <td className="s wide">{key.scopes.join(', ')}</td>
                <td className="q wide">{dayYear(key.createdAt)}</td>
                <td className="q wide">{key.expiresAt ? dayYear(key.expiresAt) : 'never'}</td>
                <td className="q">{key.lastUsedAt ? dayClock(key.lastUsedAt) : ''}</td>
                <td className="n">
                  {key.revokedAt ? (
                    <span className="q">revoked</span>
                  ) : asked === key.id ? (
                    <span>
                      <button type="button" className="act" onClick={() => void revoke(key.id)}>
                        Revoke {key.name}
                      </button>{' '}
                      <button type="button" className="link q" data-cancel="" onClick={() => setAsked(null)}>
                        keep
                      </button>
                    </span>
                  ) : (
                    <button
                      type="button"
                      className="link q"
                      aria-label={`revoke ${key.name}`}
                      onClick={() => setAsked(key.id)}
                    >
                      revoke
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {open ? (
        <form onSubmit={submit} aria-label="New key" style={{ marginTop: 12 }}>
          <div className="fields">
            <Field label="Name" name="name" required maxLength={60} problem={problem} />
            <Field
              label="Expires in days"
              name="expiresInDays"
              type="number"
              min={1}
              max={3650}
              step={1}
              placeholder="never"
              problem={problem}
            />
          </div>
          <fieldset className="choices">
            <legend className="note">Scopes</legend>
            {scopes.map((scope) => (
              <label key={scope}>
                <input type="checkbox" name={`scope.${scope}`} defaultChecked={scope === 'read'} />
                {scope}
              </label>
            ))}
          </fieldset>
          <Wrong problem={problem} />
          <div className="acts">
            <button type="submit" className="act">
              Make key
            </button>
            <button type="button" className="link q" onClick={() => setOpen(false)}>
              close
            </button>
          </div>
        </form>
      ) : (
        <>
          <Wrong problem={problem} />
          <p className="acts">
            <button type="button" className="act" onClick={() => setOpen(true)}>
              New key
            </button>
          </p>
        </>
      )}
    </Panel>
  )
}
