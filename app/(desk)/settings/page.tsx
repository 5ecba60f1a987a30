import type { Metadata } from 'next'
import { query } from '#app/_data/query.ts'
import { currentViewer } from '#app/_data/viewer.ts'
import { Unread } from '#app/_ui/unread.tsx'
import { SettingsPage, UsersNow } from './documents.ts'
import { Settings } from './settings.tsx'

export const metadata: Metadata = { title: 'Settings' }

export default async function Page({ searchParams }: { searchParams: Promise<{ after?: string; search?: string }> }) {
  const { after = null, search = null } = await searchParams
  const viewer = await currentViewer()
  const [{ data, errors }, people] = await Promise.all([
    query(SettingsPage, { first: 50, after, search }),
    viewer?.role === 'admin' ? query(UsersNow, {}) : null,
  ])
  if (!data) {
    return <Unread errors={errors} what="The settings could not be read." href="/settings" />
  }
  return <Settings data={data} people={people?.data ?? null} search={search} after={after} />
}
