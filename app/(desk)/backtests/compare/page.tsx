import type { Metadata } from 'next'
import { problemOf } from '#app/_data/problem.ts'
import { query } from '#app/_data/query.ts'
import { Unread } from '#app/_ui/unread.tsx'
import { Compare } from './compare.tsx'
import { ComparedRuns, ComparePage } from './documents.ts'

export const metadata: Metadata = { title: 'Compare' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Page({ searchParams }: Props) {
  const asked = (await searchParams).run
  const ids = [...new Set([asked ?? []].flat())]
  const [{ data, errors }, compared] = await Promise.all([
    query(ComparePage, {}),
    ids.length > 0 ? query(ComparedRuns, { ids }) : null,
  ])
  if (!data) {
    return <Unread errors={errors} what="The backtests could not be read." href="/backtests/compare" />
  }
  return (
    <Compare
      key={ids.join()}
      data={data}
      ids={ids}
      comparison={compared?.data?.compareBacktests ?? null}
      problem={problemOf(compared?.errors)}
    />
  )
}
