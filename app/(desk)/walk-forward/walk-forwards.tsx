'use client'

import { percent, ratio, signedPercent } from '#app/_ui/format.ts'
import { intervalColumn, RunList, symbolsColumn } from '#app/_ui/run-list.tsx'
import type { WalkForwardsData } from './documents.ts'
import { StudyForm } from './study-form.tsx'
import { studiesVerdict } from './verdict.ts'

export function WalkForwards(props: { data: WalkForwardsData; after: string | null; symbols: string | null }) {
  const { data, after, symbols } = props
  const rows = data.walkForwards.edges.map(({ node }) => node)
  return (
    <RunList
      href="/walk-forward"
      line="parameters are chosen on one stretch and judged on the next"
      verdict={studiesVerdict(
        rows.map((row) => ({ interval: row.outOfSample?.sharpeCi ?? null, done: row.state === 'done' })),
        data.walkForwards.totalCount,
      )}
      facts={['no bar counted twice', 'every study says how likely it is luck']}
      title="Studies"
      one="Study"
      empty={{
        say: 'No study has run yet.',
        why: 'A backtest shows what was; a study shows what choosing by it would have brought.',
      }}
      runs={data.walkForwards}
      after={after}
      columns={[
        { head: 'Strategy', cell: ({ strategy }) => strategy },
        symbolsColumn(),
        { head: 'Return', className: 'n', cell: ({ outOfSample: out }) => (out ? signedPercent(out.totalReturn) : '') },
        { head: 'Sharpe', className: 'n wide', cell: ({ outOfSample: out }) => (out ? ratio(out.sharpe) : '') },
        intervalColumn(rows, ({ outOfSample: out }) => out && { value: out.sharpe, interval: out.sharpeCi }),
        {
          head: 'Worst fall',
          className: 'n wide',
          cell: ({ outOfSample: out }) => (out ? percent(-Math.abs(out.maxDrawdown)) : ''),
        },
        {
          head: 'Gates',
          className: 'n wide',
          tone: 's',
          cell: ({ gates }) =>
            gates.length > 0 ? `${gates.filter(({ passed }) => passed).length} of ${gates.length}` : '',
        },
      ]}
      formTitle="New study"
      form={<StudyForm data={data} symbols={symbols} />}
    />
  )
}
