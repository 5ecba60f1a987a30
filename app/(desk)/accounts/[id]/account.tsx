'use client'

import Link from 'next/link'
import type { EquityData } from '#app/_charts/equity.ts'
import { capital as capitalised, count, list, number, percent, plural } from '#app/_ui/format.ts'
import { Head } from '#app/_ui/head.tsx'
import { range } from '#app/_ui/time.ts'
import { Unfinished } from '#app/_ui/unfinished.tsx'
import { type Timeframe, timeframeMs } from '#lib/contracts/common.ts'
import type { PortfolioRequest } from '#lib/contracts/portfolios.ts'
import { executionOf } from '../../backtests/[id]/costs.ts'
import { Costs } from '../../backtests/[id]/costs.tsx'
import { EquityPanel } from '../../backtests/[id]/equity-panel.tsx'
import { evidenceOf, inOrder } from '../../backtests/[id]/evidence.ts'
import { Evidence, Paths, Slices } from '../../backtests/[id]/evidence.tsx'
import { Manifest } from '../../backtests/[id]/manifest.tsx'
import { Metrics } from '../../backtests/[id]/metrics.tsx'
import { Months } from '../../backtests/[id]/months.tsx'
import { Exposure } from '../../backtests/[id]/rolling.tsx'
import { Trades } from '../../backtests/[id]/trades.tsx'
import { backtestVerdict } from '../../backtests/verdict.ts'
import type { Account, AccountData } from './documents.ts'
import { Positions } from './positions.tsx'
import { Contributions, SleeveCurves } from './sleeves.tsx'

/** A run of several strategies in one account. @param sleeve whose trades are shown; the first is 1. */
export function AccountReport(props: { data: AccountData; account: Account; sleeve: number; after: string | null }) {
  const { data, account, after } = props
  const { metrics, equity, sleeves } = account
  const request = account.request as PortfolioRequest
  const barMs = Math.min(...sleeves.map(({ timeframe }) => timeframeMs[timeframe as Timeframe]))
  const lengths = [...new Set(sleeves.map(({ timeframe }) => timeframe))]
  const href = `/accounts/${account.id}`
  const ids = data.neighbours.edges.map(({ node }) => node.id)
  const at = ids.indexOf(account.id)
  const what = `${capitalised(count(sleeves.length))} ${plural(sleeves.length, 'strategy', 'strategies')}`
  const line = [
    `${what.toLowerCase()} on ${list(account.symbols.slice(0, 4))}${account.symbols.length > 4 ? ' and others' : ''}`,
    `${list(lengths)} bars`,
    `${number(request.costs.commissionBps)} + ${number(request.costs.slippageBps)} bp a side`,
    `${request.fillModel.replace('-', ' ')} fills`,
    <span key="neighbours">
      {ids[at - 1] && (
        <Link rel="prev" href={`/accounts/${ids[at - 1]}`}>
          <kbd>[</kbd> newer
        </Link>
      )}{' '}
      {at >= 0 && ids[at + 1] && (
        <Link rel="next" href={`/accounts/${ids[at + 1]}`}>
          <kbd>]</kbd> older
        </Link>
      )}
    </span>,
  ]
  const mode = request.sleeves.some(({ venue }) => venue === 'SIM') ? 'SIM BACKTEST' : 'BACKTEST'
  if (!metrics || !equity) {
    return (
      <Unfinished
        run={account}
        mode={mode}
        line={line}
        what="The account"
        title={what}
        href="/accounts"
        aside={<Manifest run={account} />}
      />
    )
  }
  const { capital } = request
  const chart: EquityData = { ts: equity.ts, equity: equity.equity, drawdown: equity.drawdown, capital }
  const execution = executionOf(account.execution)
  const evidence = evidenceOf(account.evidence)
  const gained = sleeves.filter(({ contribution }) => (contribution ?? 0) > 0).length
  const idle = 1 - sleeves.reduce((sum, { share }) => sum + share, 0)
  const place = Math.min(props.sleeve, sleeves.length)
  return (
    <>
      <Head
        mode={mode}
        line={line}
        verdict={backtestVerdict({
          ...{
            strategy: 'account',
            symbols: ['The account'],
            trades: metrics.trades,
            totalReturn: metrics.totalReturn,
          },
          ...{ sharpe: metrics.sharpeAnnual, sharpeCi: metrics.sharpeCi },
        })}
        facts={[
          `${range(equity.ts[0], equity.ts[equity.ts.length - 1])}, ${number(metrics.bars)} times`,
          `${number(gained)} of ${number(sleeves.length)} ${plural(sleeves.length, 'strategy', 'strategies')} gained`,
          `${number(metrics.trades)} round ${plural(metrics.trades, 'trip')}`,
          `in the market ${percent(metrics.exposure, 0)} of the time`,
          ...(idle > 1e-9 ? [`${percent(idle, 0)} stays in cash`] : []),
        ]}
      />
      <div className="cols wider">
        <div>
          <EquityPanel
            equity={equity}
            chart={chart}
            what="The account"
            name={`account-${account.id}`}
            href={`/api/export/accounts/${account.id}`}
            barMs={barMs}
            inSample
          />
          <SleeveCurves account={account} capital={capital} />
        </div>
        <Metrics metrics={metrics} inSample />
      </div>
      <Contributions account={account} capital={capital} />
      {evidence && (
        <div className="cols wider">
          <Paths evidence={evidence} metrics={metrics} />
          <Evidence evidence={evidence} metrics={metrics} />
        </div>
      )}
      <div className="cols wider">
        <Positions account={account} />
        {execution && <Costs execution={execution} costShare={metrics.costShare} />}
      </div>
      <Months data={chart} inSample />
      {evidence && <Slices title="Years" what={['year', 'years']} slices={evidence.years} />}
      {evidence && <Slices title="Regimes" what={['regime', 'regimes']} slices={inOrder(evidence.regimes)} />}
      <div className="cols wider">
        <Trades
          title={`Trades of ${sleeves[place - 1].name}`}
          trades={account.trades}
          href={`${href}?sleeve=${place}`}
          after={after}
          barMs={timeframeMs[sleeves[place - 1].timeframe as Timeframe]}
        />
        <div>
          <Exposure equity={equity} barMs={barMs} name={account.id} share={metrics.exposure} />
          <Manifest run={account} />
        </div>
      </div>
    </>
  )
}
