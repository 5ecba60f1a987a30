import type { Metadata } from 'next'
import type { SearchParams } from 'nuqs/server'
import { query } from '#app/_data/query.ts'
import { Unread } from '#app/_ui/unread.tsx'
import { SignalsPage } from './documents.ts'
import { loadFilters } from './filters.ts'
import { Signals } from './signals.tsx'

export const metadata: Metadata = { title: 'Signals' }

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const asked = await loadFilters(searchParams)
  const { data, errors } = await query(SignalsPage, { first: 100, after: asked.after, kind: asked.kind })
  if (!data) {
    return <Unread errors={errors} what="The signals could not be read." href="/signals" />
  }
  return <Signals key={`${asked.kind} ${asked.after}`} data={data} filters={asked} />
}
