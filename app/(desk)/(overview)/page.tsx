import type { Metadata } from 'next'
import { problemOf, unreachable } from '#app/_data/problem.ts'
import { query } from '#app/_data/query.ts'
import { Failed } from '#app/_ui/panel.tsx'
import { OverviewPage } from './documents.ts'
import { Overview } from './overview.tsx'

export const metadata: Metadata = { title: 'Overview' }

export default async function Page() {
  const { data, errors } = await query(OverviewPage, {})
  if (!data) {
    return (
      <div style={{ paddingTop: 60 }}>
        <Failed problem={problemOf(errors) ?? unreachable} what="The overview could not be read.">
          <a className="act" href="/">
            Try again
          </a>
        </Failed>
      </div>
    )
  }
  return <Overview data={data} />
}
