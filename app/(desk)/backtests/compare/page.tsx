import type { Metadata } from 'next'
import { problemOf, unreachable } from '#app/_data/problem.ts'
import { query } from '#app/_data/query.ts'
import { Failed } from '#app/_ui/panel.tsx'
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
    return (
      <div style={{ paddingTop: 60 }}>
        <Failed problem={problemOf(errors) ?? unreachable} what="The backtests could not be read." />
      </div>
    )
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
