import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { problemOf } from '#app/_data/problem.ts'
import { query } from '#app/_data/query.ts'
import { Unread } from '#app/_ui/unread.tsx'
import { WalkForwardPage } from './documents.ts'
import { Study } from './study.tsx'

const read = cache((id: string) => query(WalkForwardPage, { id }))

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { data } = await read((await params).id)
  return { title: data?.walkForward ? `Walk-forward ${data.walkForward.symbols.join(', ')}` : 'Walk-forward' }
}

export default async function Page({ params }: Props) {
  const { data, errors } = await read((await params).id)
  if (data?.walkForward) return <Study study={data.walkForward} />
  const problem = problemOf(errors)
  if (!problem) notFound()
  return <Unread errors={errors} what="This study could not be read." href="/walk-forward" action="Go to the studies" />
}
