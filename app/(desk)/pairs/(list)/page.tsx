import type { Metadata } from 'next'
import type { SearchParams } from 'nuqs/server'
import { problemOf } from '#app/_data/problem.ts'
import { query } from '#app/_data/query.ts'
import { Unread } from '#app/_ui/unread.tsx'
import { PairsPage, ScanOnPage } from '../documents.ts'
import { loadFilters } from '../filters.ts'
import { Pairs } from '../pairs.tsx'
import { askedOf } from '../scan.ts'

export const metadata: Metadata = { title: 'Pairs' }

const rowsAPage = 60

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const asked = await loadFilters(searchParams)
  const { data, errors } = await query(PairsPage, {})
  if (!data) {
    return <Unread errors={errors} what="The scans could not be read." href="/pairs" />
  }
  const scans = data.scans.edges.map(({ node }) => node)
  const chosen = asked.scan ? scans.find(({ id }) => id === asked.scan) : scans.find(({ state }) => state === 'done')
  const id = asked.scan ?? chosen?.id
  const answer = id
    ? await query(ScanOnPage, {
        id,
        limit: askedOf(chosen?.request).qMax,
        first: rowsAPage,
        after: asked.after,
        keptOnly: asked.rejected === 'hidden',
        qMax: asked.q,
        halfLifeMin: asked.min,
        halfLifeMax: asked.max,
        spreadSdMinBps: asked.sd,
        symbol: asked.symbol,
      })
    : null
  return (
    <Pairs
      data={data}
      scan={answer?.data?.scan ?? null}
      problem={answer ? problemOf(answer.errors) : null}
      filters={asked}
    />
  )
}
