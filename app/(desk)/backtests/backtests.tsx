'use client'

import Link from 'next/link'
import { number } from '#app/_ui/format.ts'
import { metricsColumns, RunList, symbolsColumn } from '#app/_ui/run-list.tsx'
import { BacktestForm } from './backtest-form.tsx'
import type { BacktestsData } from './documents.ts'
import { backtestsVerdict } from './verdict.ts'

export function Backtests(props: {
  data: BacktestsData
  after: string | null
  openForm: boolean
  /** What the fields of the form begin with. */
  asked: Readonly<Record<string, string>>
}) {
  const { data, after, openForm, asked } = props
  const rows = data.backtests.edges.map(({ node }) => node)
  return (
    <RunList
      href="/backtests"
      line="next-bar fills, commission and slippage in every run"
      verdict={backtestsVerdict(
        rows.map((row) => ({ sharpeCi: row.metrics?.sharpeCi ?? null, done: row.state === 'done' })),
        data.backtests.totalCount,
      )}
      facts={[`${number(data.strategies.length)} strategies`, 'every run can be repeated bit for bit']}
      title="Runs"
      table="Backtests"
      one="Run"
      empty={{
        say: 'No backtest has run yet.',
        why: 'The form beside this runs the very code that gives the live signals.',
      }}
      runs={data.backtests}
      after={after}
      columns={[
        { head: 'Strategy', cell: ({ strategy }) => strategy },
        symbolsColumn(),
        ...metricsColumns(rows),
        {
          head: 'Trades',
          className: 'n wide',
          tone: 's',
          cell: ({ metrics }) => (metrics ? number(metrics.trades) : ''),
        },
      ]}
      tools={<Link href="/backtests/compare">compare</Link>}
      formTitle="New backtest"
      form={<BacktestForm data={data} focus={openForm} asked={asked} />}
    />
  )
}
