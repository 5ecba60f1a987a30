import type { Metadata } from 'next'
import { query } from '#app/_data/query.ts'
import { type ListProps, listAsked, Unread } from '#app/_ui/unread.tsx'
import { Accounts } from '../accounts.tsx'
import { AccountsPage } from '../documents.ts'

export const metadata: Metadata = { title: 'Accounts' }

export default async function Page({ searchParams }: ListProps) {
  const { after, symbols } = await listAsked(searchParams)
  const { data, errors } = await query(AccountsPage, { first: 50, after })
  if (!data) return <Unread errors={errors} what="The accounts could not be read." href="/accounts" />
  return <Accounts data={data} after={after} symbols={symbols} />
}
