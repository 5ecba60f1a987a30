import type { Metadata } from 'next'
import { problemOf, unreachable } from '#app/_data/problem.ts'
import { query } from '#app/_data/query.ts'
import { Failed } from '#app/_ui/panel.tsx'
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
    return (
      <div style={{ paddingTop: 60 }}>
        <Failed problem={problemOf(errors) ?? unreachable} what="The catalogue could not be read.">
          <a className="act" href="/indicators">
            Try again
          </a>
        </Failed>
      </div>
    )
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
