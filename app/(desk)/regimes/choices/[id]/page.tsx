import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { problemOf } from '#app/_data/problem.ts'
import { query } from '#app/_data/query.ts'
import { Unread } from '#app/_ui/unread.tsx'
import { ChoiceView } from './choice.tsx'
import { ChoicePage } from './documents.ts'

const read = cache((id: string) => query(ChoicePage, { id }))

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { data } = await read((await params).id)
  const symbols = data?.adaptiveStudy?.symbols.join(', ')
  return { title: symbols ? `Parameters by regime of ${symbols}` : 'Parameters by regime' }
}

export default async function Page({ params }: Props) {
  const { data, errors } = await read((await params).id)
  if (data?.adaptiveStudy) return <ChoiceView study={data.adaptiveStudy} />
  const problem = problemOf(errors)
  if (!problem) notFound()
  return (
    <Unread errors={errors} what="This study could not be read." href="/regimes/choices" action="Go to the studies" />
  )
}
