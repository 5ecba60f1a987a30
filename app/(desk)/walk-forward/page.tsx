import type { Metadata } from 'next'
import { problemOf, unreachable } from '#app/_data/problem.ts'
import { query } from '#app/_data/query.ts'
import { Failed } from '#app/_ui/panel.tsx'
import { WalkForwardsPage } from './documents.ts'
import { WalkForwards } from './walk-forwards.tsx'

export const metadata: Metadata = { title: 'Walk-forward' }

type Props = { searchParams: Promise<{ after?: string; symbols?: string }> }

export default async function Page({ searchParams }: Props) {
  const { after = null, symbols = null } = await searchParams
  const { data, errors } = await query(WalkForwardsPage, { first: 50, after })
  if (data) return <WalkForwards data={data} after={after} symbols={symbols} />
  return (
    <div style={{ paddingTop: 60 }}>
      <Failed problem={problemOf(errors) ?? unreachable} what="The studies could not be read.">
        <a className="act" href="/walk-forward">
          Try again
        </a>
      </Failed>
    </div>
  )
}
