import type { Metadata } from 'next'
import { query } from '#app/_data/query.ts'
import { type ListProps, listAsked, Unread } from '#app/_ui/unread.tsx'
import { RegimesPage } from '../documents.ts'
import { Regimes } from '../regimes.tsx'

export const metadata: Metadata = { title: 'Regimes' }

export default async function Page({ searchParams }: ListProps) {
  const { after, symbols } = await listAsked(searchParams)
  const { data, errors } = await query(RegimesPage, { first: 50, after })
  if (!data) return <Unread errors={errors} what="The regimes could not be read." href="/regimes" />
  return <Regimes data={data} after={after} symbols={symbols} />
}
