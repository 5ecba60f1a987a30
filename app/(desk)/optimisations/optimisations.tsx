'use client'

import { number, percent, ratio } from '#app/_ui/format.ts'
import { intervalColumn, RunList, symbolsColumn } from '#app/_ui/run-list.tsx'
import type { OptimisationResult } from '#lib/contracts/optimisations.ts'
import type { OptimisationRow, OptimisationsData } from './documents.ts'
import { SearchForm } from './search-form.tsx'
import { searchesVerdict } from './verdict.ts'

const resultOf = (row: OptimisationRow) => row.result as OptimisationResult | null

export function Optimisations(props: { data: OptimisationsData; after: string | null; symbols: string | null }) {
  const { data, after, symbols } = props
  const rows = data.optimisations.edges.map(({ node }) => node)
  return (
    <RunList
      href="/optimisations"
      line="parameters are searched on the first bars and judged on the last"
      verdict={searchesVerdict(rows.map(resultOf), data.optimisations.totalCount)}
      facts={['every trial is kept', 'every search says how likely it is luck']}
      title="Searches"
      one="Search"
      empty={{
        say: 'No search has run yet.',
        why: 'A search tries many parameters and counts how many it tried before it believes the best.',
      }}
      runs={data.optimisations}
      after={after}
      columns={[
        { head: 'Strategy', cell: ({ strategy }) => strategy },
        symbolsColumn(),
        { head: 'Sampler', className: 'wide', tone: 's', cell: ({ sampler }) => sampler },
        {
          head: 'Trials',
          className: 'n wide',
          cell: (row) => {
            const trials = trialsOf(resultOf(row))
            return trials === null ? '' : number(trials)
          },
        },
        {
          head: 'Sharpe in',
          className: 'n wide',
          tone: 's',
          cell: (row) => ratioOf(resultOf(row)?.inSample?.sharpe),
        },
        { head: 'held back', className: 'n', cell: (row) => ratioOf(resultOf(row)?.heldOut?.sharpe) },
        intervalColumn(rows, (row) => {
          const held = resultOf(row)?.heldOut
          return held ? { value: held.sharpe, interval: held.sharpeCi } : null
        }),
        {
          head: 'PBO',
          className: 'n wide',
          tone: 's',
          cell: (row) => {
            const pbo = resultOf(row)?.pbo
            return pbo ? percent(pbo.probability, 0) : ''
          },
        },
      ]}
      formTitle="New search"
      form={<SearchForm data={data} symbols={symbols} />}
    />
  )
}

const ratioOf = (value: number | null | undefined) => (value === undefined ? '' : ratio(value))
const trialsOf = (result: OptimisationResult | null) =>
  result && Object.values(result.counts).reduce((sum, count) => sum + count, 0)
