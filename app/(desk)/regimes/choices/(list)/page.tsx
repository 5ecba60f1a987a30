import type { Metadata } from 'next'
import { query } from '#app/_data/query.ts'
import { type ListProps, listAsked, Unread } from '#app/_ui/unread.tsx'
import { Choices } from '../choices.tsx'
import { ChoicesPage } from '../documents.ts'

export const metadata: Metadata = { title: 'Parameters by regime' }

export default async function Page({ searchParams }: ListProps) {
  const { after, symbols } = await listAsked(searchParams)
  const { data, errors } = await query(ChoicesPage, { first: 50, after })
  if (!data) return <Unread errors={errors} what="The studies could not be read." href="/regimes/choices" />
  return <Choices data={data} after={after} symbols={symbols} />
}
