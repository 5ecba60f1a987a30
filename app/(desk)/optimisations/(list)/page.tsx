import type { Metadata } from 'next'
import { query } from '#app/_data/query.ts'
import { type ListProps, listAsked, Unread } from '#app/_ui/unread.tsx'
import { OptimisationsPage } from '../documents.ts'
import { Optimisations } from '../optimisations.tsx'

export const metadata: Metadata = { title: 'Optimisation' }

export default async function Page({ searchParams }: ListProps) {
  const { after, symbols } = await listAsked(searchParams)
  const { data, errors } = await query(OptimisationsPage, { first: 50, after })
  if (!data) return <Unread errors={errors} what="The searches could not be read." href="/optimisations" />
  return <Optimisations data={data} after={after} symbols={symbols} />
}
