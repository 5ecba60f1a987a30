import type { Metadata } from 'next'
import { problemOf } from '#app/_data/problem.ts'
import { query } from '#app/_data/query.ts'
import { Unread } from '#app/_ui/unread.tsx'
import { IndicatorNow, IndicatorsPage } from './documents.ts'
import { Indicators } from './indicators.tsx'
import { type Asked, first, questionOf } from './question.ts'

export const metadata: Metadata = { title: 'Indicators' }

export default async function Page({ searchParams }: { searchParams: Promise<Asked> }) {
  const asked = await searchParams
  const seriesId = Number(first(asked.series))
  const named = Number.isInteger(seriesId) && seriesId > 0 && seriesId < 2 ** 31
  const { data, errors } = await query(IndicatorsPage, { seriesId: named ? seriesId : null, named })
  if (!data) {
    return <Unread errors={errors} what="The catalogue could not be read." href="/indicators" />
  }
  const { variables } = questionOf(data, asked)
  const now = variables && (await query(IndicatorNow, variables))
  return (
    <Indicators
      key={JSON.stringify(asked)}
      data={data}
      asked={asked}
      now={now?.data ?? null}
      problem={problemOf(now?.errors)}
    />
  )
}
