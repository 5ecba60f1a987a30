import type { Metadata } from 'next'
import { query } from '#app/_data/query.ts'
import { type ListProps, listAsked, Unread } from '#app/_ui/unread.tsx'
import { Backtests } from '../backtests.tsx'
import { BacktestsPage } from '../documents.ts'

export const metadata: Metadata = { title: 'Backtests' }

export default async function Page({ searchParams }: ListProps) {
  const { after, opens, fields } = await listAsked(searchParams)
  const { data, errors } = await query(BacktestsPage, { first: 50, after })
  if (!data) return <Unread errors={errors} what="The backtests could not be read." href="/backtests" />
  return <Backtests data={data} after={after} openForm={opens === 'backtest'} asked={fields} />
}
