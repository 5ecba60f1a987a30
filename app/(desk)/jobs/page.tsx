import type { Metadata } from 'next'
import { query } from '#app/_data/query.ts'
import { Unread } from '#app/_ui/unread.tsx'
import { jobStates } from '#lib/contracts/jobs.ts'
import { JobsPage } from './documents.ts'
import { Jobs } from './jobs.tsx'

export const metadata: Metadata = { title: 'Jobs' }

export default async function Page({ searchParams }: { searchParams: Promise<{ after?: string; state?: string }> }) {
  const asked = await searchParams
  const state = jobStates.find((one) => one === asked.state) ?? null
  const { data, errors } = await query(JobsPage, { first: 40, after: asked.after ?? null, state })
  if (!data) {
    return <Unread errors={errors} what="The jobs could not be read." href="/jobs" />
  }
  return <Jobs data={data} state={state} after={asked.after ?? null} />
}
