import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { problemOf } from '#app/_data/problem.ts'
import { query } from '#app/_data/query.ts'
import { Failed } from '#app/_ui/panel.tsx'
import { PairPage } from './documents.ts'
import { PairReport } from './pair.tsx'

const lastBars = 500
const read = cache((id: string) => query(PairPage, { id, last: lastBars }))

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { data } = await read((await params).id)
  return { title: data?.pair ? `${data.pair.y}/${data.pair.x}` : 'Pair' }
}

export default async function Page({ params }: Props) {
  const { id } = await params
  const { data, errors } = await read(id)
  const problem = problemOf(errors)
  if (!data?.pair) {
    if (!problem) notFound()
    return (
      <div style={{ paddingTop: 60 }}>
        <Failed problem={problem} what="This pair could not be read.">
          <a className="act" href="/pairs">
            Go to the pairs
          </a>
        </Failed>
      </div>
    )
  }
  return <PairReport key={id} data={data} pair={data.pair} />
}
