import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { problemOf } from '#app/_data/problem.ts'
import { query } from '#app/_data/query.ts'
import { Unread } from '#app/_ui/unread.tsx'
import { AccountReport } from './account.tsx'
import { AccountPage } from './documents.ts'

const tradesAPage = 40
const read = cache((id: string, sleeve: number, after: string | null) =>
  query(AccountPage, { id, sleeve, trades: tradesAPage, after }),
)

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<{ sleeve?: string; after?: string }>
}
const askedOf = async ({ params, searchParams }: Props) => {
  const { sleeve, after = null } = await searchParams
  const place = Number(sleeve ?? 1)
  return { id: (await params).id, sleeve: Number.isInteger(place) && place > 0 && place <= 50 ? place : 1, after }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { id, sleeve, after } = await askedOf(props)
  const { data } = await read(id, sleeve, after)
  return { title: data?.accountRun ? `Account of ${data.accountRun.strategies.join(', ')}` : 'Account' }
}

export default async function Page(props: Props) {
  const { id, sleeve, after } = await askedOf(props)
  const { data, errors } = await read(id, sleeve, after)
  if (data?.accountRun) return <AccountReport data={data} account={data.accountRun} sleeve={sleeve} after={after} />
  if (!problemOf(errors)) notFound()
  return <Unread errors={errors} what="This account could not be read." href="/accounts" action="Go to the accounts" />
}
