import type { Metadata } from 'next'
import { problemOf, unreachable } from '#app/_data/problem.ts'
import { query } from '#app/_data/query.ts'
import { Failed } from '#app/_ui/panel.tsx'
import { RegimesPage } from './documents.ts'
import { Regimes } from './regimes.tsx'

export const metadata: Metadata = { title: 'Regimes' }

type Props = { searchParams: Promise<{ after?: string; symbols?: string }> }

export default async function Page({ searchParams }: Props) {
  const { after = null, symbols = null } = await searchParams
  const { data, errors } = await query(RegimesPage, { first: 50, after })
  if (data) return <Regimes data={data} after={after} symbols={symbols} />
  return (
    <div style={{ paddingTop: 60 }}>
      <Failed problem={problemOf(errors) ?? unreachable} what="The regimes could not be read.">
        <a className="act" href="/regimes">
          Try again
        </a>
      </Failed>
    </div>
  )
}
