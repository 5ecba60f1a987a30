'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import type { Problem } from '#app/_data/problem.ts'
import { request } from '#app/_data/request.ts'
import { Copy } from '#app/_ui/copy.tsx'
import { Choice, Field } from '#app/_ui/field.tsx'
import { Panel, Wrong } from '#app/_ui/panel.tsx'
import { clock, dayYear } from '#app/_ui/time.ts'
import { type Role, roles } from '#lib/contracts/users.ts'
import { CreateUser, SetUserRole, type UsersData } from './documents.ts'

/** People and what they may do; only for an admin. */
export function Users({ people, self }: { people: UsersData; self: string }) {
  const router = useRouter()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [link, setLink] = useState<{ name: string; address: string; until: string } | null>(null)
  const give = async (userId: string, role: Role) => {
    const answer = await request(SetUserRole, { userId, role })
    setProblem(answer.problem)
    router.refresh()
  }
  const add = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const element = event.currentTarget
    const form = new FormData(element)
    const answer = await request(CreateUser, {
      input: { name: String(form.get('name')), role: String(form.get('role')) as Role },
    })
    setProblem(answer.problem)
    if (!answer.data) return
    const { path, expiresAt, user } = answer.data.createUser
    setLink({ name: user.name, address: `${location.origin}${path}`, until: expiresAt })
    element.reset()
    router.refresh()
  }
  return (
    <Panel title="Users and roles">
      <table className="plain" aria-label="Users">
        <thead>
          <tr>
            <th>Name</th>
            <th>Role</th>
            <th>Since</th>
          </tr>
        </thead>
        <tbody>
          {people.users.edges.map(({ node }) => (
            <tr key={node.id}>
              <td className={node.disabledAt ? 'q' : ''}>
                <b>{node.name}</b>
                {node.id === self && <span className="note"> you</span>}
              </td>
              <td>
                {node.id === self ? (
                  node.role
                ) : (
                  <select
                    aria-label={`role of ${node.name}`}
                    value={node.role}
                    onChange={(event) => void give(node.id, event.currentTarget.value as Role)}
                  >
                    {roles.map((role) => (
                      <option key={role}>{role}</option>
                    ))}
                  </select>
                )}
              </td>
              <td className="q">{dayYear(node.createdAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {link && (
        <p role="status" style={{ marginTop: 10 }}>
          {link.name} signs in with this link, once, until {clock(link.until)} UTC:{' '}
          <span className="secret">{link.address}</span> <Copy text={link.address} />
        </p>
      )}
      <form onSubmit={add} aria-label="New user" style={{ marginTop: 14 }}>
        <div className="fields">
          <Field label="Name" name="name" required minLength={2} maxLength={40} problem={problem} />
          <Choice
            label="Role"
            name="role"
            defaultValue="viewer"
            choices={roles.map((role) => [role, role])}
            problem={problem}
          />
        </div>
        <Wrong problem={problem} />
        <div className="acts">
          <button type="submit" className="act">
            Add user
          </button>
        </div>
      </form>
    </Panel>
  )
}
