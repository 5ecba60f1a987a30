import type { Metadata } from 'next'
import type { SearchParams } from 'nuqs/server'
import { problemOf, unreachable } from '#app/_data/problem.ts'
import { query } from '#app/_data/query.ts'
import { Failed } from '#app/_ui/panel.tsx'
import { SignalsPage } from './documents.ts'
import { loadFilters } from './filters.ts'
import { Signals } from './signals.tsx'

export const metadata: Metadata = { title: 'Signals' }

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const asked = await loadFilters(searchParams)
  const { data, errors } = await query(SignalsPage, { first: 100, after: asked.after, kind: asked.kind })
  if (!data) {
    return (
      <div style={{ paddingTop: 60 }}>
        <Failed problem={problemOf(errors) ?? unreachable} what="The signals could not be read.">
          <a className="act" href="/signals">
            Try again
          </a>
        </Failed>
      </div>
    )
  }
  return <Signals key={`${asked.kind} ${asked.after}`} data={data} filters={asked} />
}
