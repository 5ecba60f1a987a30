import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { problemOf } from '#app/_data/problem.ts'
import { query } from '#app/_data/query.ts'
import { Failed } from '#app/_ui/panel.tsx'
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
  return (
    <div style={{ paddingTop: 60 }}>
      <Failed problem={problem} what="This study could not be read.">
        <a className="act" href="/walk-forward">
          Go to the studies
        </a>
      </Failed>
    </div>
  )
}
