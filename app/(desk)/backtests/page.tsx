import type { Metadata } from 'next'
import { problemOf, unreachable } from '#app/_data/problem.ts'
import { query } from '#app/_data/query.ts'
import { Failed } from '#app/_ui/panel.tsx'
import { Backtests } from './backtests.tsx'
import { BacktestsPage } from './documents.ts'

export const metadata: Metadata = { title: 'Backtests' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }
const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? null

export default async function Page({ searchParams }: Props) {
  const asked = await searchParams
  const { data, errors } = await query(BacktestsPage, { first: 50, after: one(asked.after) })
  if (!data) {
    return (
      <div style={{ paddingTop: 60 }}>
        <Failed problem={problemOf(errors) ?? unreachable} what="The backtests could not be read.">
          <a className="act" href="/backtests">
            Try again
          </a>
        </Failed>
      </div>
    )
  }
  return (
    <Backtests
      data={data}
      after={one(asked.after)}
      openForm={one(asked.new) === 'backtest'}
      symbols={one(asked.symbols)}
    />
  )
}
