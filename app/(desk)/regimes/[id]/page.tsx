import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { problemOf } from '#app/_data/problem.ts'
import { query } from '#app/_data/query.ts'
import { Failed } from '#app/_ui/panel.tsx'
import { RegimePage } from './documents.ts'
import { RegimeView } from './regime-run.tsx'

const read = cache((id: string) => query(RegimePage, { id }))

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { data } = await read((await params).id)
  return { title: data?.regimeRun ? `Regimes of ${data.regimeRun.symbols.join(', ')}` : 'Regimes' }
}

export default async function Page({ params }: Props) {
  const { data, errors } = await read((await params).id)
  if (data?.regimeRun) return <RegimeView run={data.regimeRun} />
  const problem = problemOf(errors)
  if (!problem) notFound()
  return (
    <div style={{ paddingTop: 60 }}>
      <Failed problem={problem} what="These regimes could not be read.">
        <a className="act" href="/regimes">
          Go to the regimes
        </a>
      </Failed>
    </div>
  )
}
