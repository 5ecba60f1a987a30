'use client'

import { count, plural } from '#app/_ui/format.ts'
import { Head } from '#app/_ui/head.tsx'
import { Appearance } from './appearance.tsx'
import type { SettingsData, UsersData } from './documents.ts'
import { Instruments } from './instruments.tsx'
import { Keys } from './keys.tsx'
import { Password } from './password.tsx'
import { Sessions } from './sessions.tsx'
import { Users } from './users.tsx'

export function Settings(props: {
  data: SettingsData
  people: UsersData | null
  search: string | null
  after: string | null
}) {
  const { data, people } = props
  const viewer = data.viewer
  const keys = data.apiKeys.filter((key) => key.revokedAt === null).length
  const name = viewer?.user.name ?? ''
  return (
    <>
      <Head
        mode="SETTINGS"
        line={[`signed in as ${name}`]}
        verdict={`You are ${name}, ${viewer?.role ?? ''}, with ${count(data.sessions.length)} ${plural(data.sessions.length, 'session')} and ${keys === 0 ? 'no key' : `${count(keys)} ${plural(keys, 'key')}`} that ${keys <= 1 ? 'works' : 'work'}.`}
        facts={[`may ${viewer?.scopes.join(', ') ?? ''}`]}
      />
      <div className="cols main">
        <div>
          <Keys keys={data.apiKeys} scopes={viewer?.scopes ?? []} />
          <Sessions sessions={data.sessions} />
          {people && <Users people={people} self={viewer?.user.id ?? ''} />}
        </div>
        <div>
          <Appearance />
          <Password name={name} />
        </div>
      </div>
      <Instruments data={data} search={props.search} after={props.after} />
    </>
  )
}
