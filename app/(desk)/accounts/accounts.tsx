'use client'

import { list, number } from '#app/_ui/format.ts'
import { metricsColumns, RunList, symbolsColumn } from '#app/_ui/run-list.tsx'
import { AccountForm } from './account-form.tsx'
import type { AccountsData } from './documents.ts'
import { accountsVerdict } from './verdict.ts'

export function Accounts(props: { data: AccountsData; after: string | null; symbols: string | null }) {
  const { data, after, symbols } = props
  const rows = data.accountRuns.edges.map(({ node }) => node)
  return (
    <RunList
      href="/accounts"
      line="several strategies share one capital"
      verdict={accountsVerdict(rows, data.accountRuns.totalCount)}
      facts={['opposite positions are one', 'bars of several lengths meet at their close']}
      title="Accounts"
      one="Run"
      empty={{
        say: 'No account has run yet.',
        why: 'A backtest is one strategy alone; an account shows what several do to each other, costs and margin shared.',
      }}
      runs={data.accountRuns}
      after={after}
      columns={[
        {
          head: 'Strategies',
          tone: 'clip',
          title: ({ sleeves }) => list(sleeves.map(({ name }) => name)),
          cell: ({ sleeves, strategies }) => `${number(sleeves.length)}: ${strategies.join(', ')}`,
        },
        { ...symbolsColumn(), className: 'wide' },
        ...metricsColumns(rows),
      ]}
      formTitle="New account"
      form={<AccountForm data={data} symbols={symbols} />}
    />
  )
}
