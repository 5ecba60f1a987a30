'use client'

import Link from 'next/link'
import { pValue, ratio, signedRatio } from '#app/_ui/format.ts'
import { intervalColumn, RunList, symbolsColumn } from '#app/_ui/run-list.tsx'
import { ChoiceForm } from './choice-form.tsx'
import type { ChoicesData } from './documents.ts'
import { choicesVerdict } from './verdict.ts'

export function Choices(props: { data: ChoicesData; after: string | null; symbols: string | null }) {
  const { data, after, symbols } = props
  const rows = data.adaptiveStudies.edges.map(({ node }) => node)
  return (
    <RunList
      href="/regimes/choices"
      line="parameters by regime, chosen on one stretch and judged on the next"
      verdict={choicesVerdict(
        rows.map(({ state, gap }) => ({ done: state === 'done', gap })),
        data.adaptiveStudies.totalCount,
      )}
      facts={['own sets only where they beat the common one', 'both ways over the same bars']}
      title="Parameters by regime"
      table="Studies by regime"
      one="Study"
      empty={{
        say: 'No study by regime has run yet.',
        why: 'It asks whether parameters that change with the weather of the market bring more than the same ones always.',
      }}
      runs={data.adaptiveStudies}
      after={after}
      columns={[
        { head: 'Strategy', cell: ({ strategy }) => strategy },
        symbolsColumn(),
        { head: 'Detector', className: 'wide mid', tone: 'q', cell: ({ detector }) => detector },
        {
          head: 'Sharpe',
          className: 'n wide',
          tone: 'q',
          cell: ({ byRegime }) => (byRegime ? ratio(byRegime.sharpe) : ''),
        },
        { head: 'Over common', className: 'n', cell: ({ gap }) => (gap ? signedRatio(gap.difference) : '') },
        intervalColumn(rows, ({ gap }) => gap && { value: gap.difference, interval: [gap.low, gap.high] }),
        { head: 'p', className: 'n wide', cell: ({ gap }) => (gap ? pValue(gap.p) : '') },
      ]}
      tools={<Link href="/regimes">markets</Link>}
      formTitle="New study"
      form={<ChoiceForm data={data} symbols={symbols} />}
    />
  )
}
