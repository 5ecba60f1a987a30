import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { problemOf } from '#app/_data/problem.ts'
import { query } from '#app/_data/query.ts'
import { Unread } from '#app/_ui/unread.tsx'
import { OptimisationPage } from './documents.ts'
import { Search } from './search.tsx'

const read = cache((id: string) => query(OptimisationPage, { id }))

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { data } = await read((await params).id)
  return { title: data?.optimisation ? `Optimisation ${data.optimisation.symbols.join(', ')}` : 'Optimisation' }
}

export default async function Page({ params }: Props) {
  const { data, errors } = await read((await params).id)
  if (data?.optimisation) return <Search search={data.optimisation} />
  const problem = problemOf(errors)
  if (!problem) notFound()
  return (
    <Unread errors={errors} what="This search could not be read." href="/optimisations" action="Go to the searches" />
  )
}
