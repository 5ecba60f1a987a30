import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { problemOf } from '#app/_data/problem.ts'
import { query } from '#app/_data/query.ts'
import { Unread } from '#app/_ui/unread.tsx'
import { PairPage, views } from './documents.ts'
import { PairReport } from './pair.tsx'

const read = cache((id: string, last: number) => query(PairPage, { id, last }))

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ bars?: string }> }

/** How many bars are shown: one of the few the page offers. */
async function barsOf(searchParams: Props['searchParams']): Promise<number> {
  const asked = Number((await searchParams).bars)
  return views.find((view) => view === asked) ?? 500
}

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { data } = await read((await params).id, await barsOf(searchParams))
  return { title: data?.pair ? `${data.pair.y}/${data.pair.x}` : 'Pair' }
}

export default async function Page({ params, searchParams }: Props) {
  const { id } = await params
  const last = await barsOf(searchParams)
  const { data, errors } = await read(id, last)
  const problem = problemOf(errors)
  if (!data?.pair) {
    if (!problem) notFound()
    return <Unread errors={errors} what="This pair could not be read." href="/pairs" action="Go to the pairs" />
  }
  return <PairReport key={`${id} ${last}`} data={data} pair={data.pair} last={last} />
}
