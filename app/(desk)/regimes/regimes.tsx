'use client'

import Link from 'next/link'
import { number, percent } from '#app/_ui/format.ts'
import { RunList, symbolsColumn } from '#app/_ui/run-list.tsx'
import { barTime } from '#app/_ui/time.ts'
import { DetectForm } from './detect-form.tsx'
import type { RegimesData } from './documents.ts'
import { barLength, regimesVerdict } from './verdict.ts'

export function Regimes(props: { data: RegimesData; after: string | null; symbols: string | null }) {
  const { data, after, symbols } = props
  return (
    <RunList
      href="/regimes"
      line="calm, normal or stressed, told bar by bar"
      verdict={regimesVerdict(
        data.regimeRuns.edges.map(({ node }) => node),
        data.regimeRuns.totalCount,
      )}
      facts={['each bar by a model fitted before it', 'filtered probabilities only']}
      title="Markets"
      one="Asked"
      empty={{
        say: 'No market has been looked at yet.',
        why: 'A regime is how much a market moves, and for how long it goes on so.',
      }}
      runs={data.regimeRuns}
      after={after}
      columns={[
        symbolsColumn(),
        { head: 'Detector', className: 'wide', cell: ({ detector }) => detector },
        { head: 'Now', cell: ({ now }) => now ?? '' },
        {
          head: 'Since',
          className: 'wide',
          cell: ({ changes, timeframe }) =>
            changes.length > 0 ? barTime(changes.at(-1)?.at, barLength(timeframe)) : '',
        },
        {
          head: 'Changes',
          className: 'n wide',
          cell: ({ state, changes }) => (state === 'done' ? number(changes.length) : ''),
        },
        {
          head: 'Stressed',
          className: 'n wide',
          cell({ figures }) {
            const stressed = figures.find(({ regime }) => regime === 'stressed')
            return stressed ? percent(stressed.share, 0) : ''
          },
        },
      ]}
      tools={<Link href="/regimes/choices">parameters by regime</Link>}
      formTitle="New market"
      form={<DetectForm data={data} symbols={symbols} />}
    />
  )
}
