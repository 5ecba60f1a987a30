import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { problemOf } from '#app/_data/problem.ts'
import { query } from '#app/_data/query.ts'
import { Unread } from '#app/_ui/unread.tsx'
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
  return <Unread errors={errors} what="These regimes could not be read." href="/regimes" action="Go to the regimes" />
}
