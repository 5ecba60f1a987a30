import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { problemOf } from '#app/_data/problem.ts'
import { query } from '#app/_data/query.ts'
import { Unread } from '#app/_ui/unread.tsx'
import { BacktestReport } from './backtest.tsx'
import { BacktestPage } from './documents.ts'

const tradesAPage = 40
const read = cache((id: string, after: string | null) => query(BacktestPage, { id, trades: tradesAPage, after }))

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ after?: string }> }

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { data } = await read((await params).id, (await searchParams).after ?? null)
  return { title: data?.backtest ? `Backtest ${data.backtest.symbols.join(', ')}` : 'Backtest' }
}

export default async function Page({ params, searchParams }: Props) {
  const { id } = await params
  const { after = null } = await searchParams
  const { data, errors } = await read(id, after)
  const problem = problemOf(errors)
  if (!data?.backtest) {
    if (!problem) notFound()
    return (
      <Unread errors={errors} what="This backtest could not be read." href="/backtests" action="Go to the backtests" />
    )
  }
  return <BacktestReport data={data} backtest={data.backtest} after={after} />
}
