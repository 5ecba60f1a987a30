import type { Metadata } from 'next'
import { query } from '#app/_data/query.ts'
import { type ListProps, listAsked, Unread } from '#app/_ui/unread.tsx'
import { WalkForwardsPage } from '../documents.ts'
import { WalkForwards } from '../walk-forwards.tsx'

export const metadata: Metadata = { title: 'Walk-forward' }

export default async function Page({ searchParams }: ListProps) {
  const { after, symbols } = await listAsked(searchParams)
  const { data, errors } = await query(WalkForwardsPage, { first: 50, after })
  if (!data) return <Unread errors={errors} what="The studies could not be read." href="/walk-forward" />
  return <WalkForwards data={data} after={after} symbols={symbols} />
}
