'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import type { EquityData } from '#app/_charts/equity.ts'
import { list, number, percent, plural } from '#app/_ui/format.ts'
import { Head } from '#app/_ui/head.tsx'
import { range } from '#app/_ui/time.ts'
import { Unfinished } from '#app/_ui/unfinished.tsx'
import { type Timeframe, timeframeMs } from '#lib/contracts/common.ts'
import { backtestVerdict } from '../verdict.ts'
import { executionOf } from './costs.ts'
import { Costs } from './costs.tsx'
import type { Backtest, BacktestData } from './documents.ts'
import { EquityPanel } from './equity-panel.tsx'
import { evidenceOf, inOrder } from './evidence.ts'
import { Evidence, Paths, Slices } from './evidence.tsx'
import { Manifest } from './manifest.tsx'
import { Metrics } from './metrics.tsx'
import { Months } from './months.tsx'
import { Exposure } from './rolling.tsx'
import { Trades } from './trades.tsx'

const monthMs = 30 * 86_400_000

interface Asked {
  readonly timeframe: string
  readonly venue: string
  readonly capital: number
  readonly commissionBps: number
  readonly slippageBps: number
  readonly fillModel: string
}

function askedOf(request: unknown): Asked {
  const asked = (request ?? {}) as Record<string, unknown>
  const costs = (asked.costs ?? {}) as Record<string, unknown>
  return {
    timeframe: String(asked.timeframe ?? '1d'),
    venue: typeof asked.venue === 'string' ? asked.venue : '',
    capital: Number(asked.capital ?? 100_000),
    commissionBps: Number(costs.commissionBps ?? 10),
    slippageBps: Number(costs.slippageBps ?? 1),
    fillModel: String(asked.fillModel ?? 'next-open'),
  }
}

export function BacktestReport({
  data,
  backtest,
  after,
  behind,
}: {
  data: BacktestData
  backtest: Backtest
  after: string | null
  /** What is read behind the first chart. */
  behind: { readonly rolling: ReactNode; readonly prices: ReactNode }
}) {
  const asked = askedOf(backtest.request)
  const barMs = timeframeMs[asked.timeframe as Timeframe] ?? 86_400_000
  const ids = data.neighbours.edges.map(({ node }) => node.id)
  const at = ids.indexOf(backtest.id)
  const line = [
    `${backtest.strategy}, ${list(backtest.symbols)}`,
    `${asked.timeframe} bars${asked.venue ? ` of ${asked.venue}` : ''}`,
    `${number(asked.commissionBps)} + ${number(asked.slippageBps)} bp a side`,
    `${asked.fillModel.replace('-', ' ')} fills`,
    <span key="neighbours">
      {ids[at - 1] && (
        <Link rel="prev" href={`/backtests/${ids[at - 1]}`}>
          <kbd>[</kbd> newer
        </Link>
      )}{' '}
      {at >= 0 && ids[at + 1] && (
        <Link rel="next" href={`/backtests/${ids[at + 1]}`}>
          <kbd>]</kbd> older
        </Link>
      )}
    </span>,
  ]
  const mode = asked.venue === 'SIM' ? 'SIM BACKTEST' : 'BACKTEST'
  const { metrics, equity } = backtest
  const evidence = evidenceOf(backtest.evidence)
  const execution = executionOf(backtest.execution)
  const inSample = evidence?.inSampleOnly ?? true
  if (!metrics || !equity) {
    const what = list(backtest.symbols)
    return (
      <Unfinished
        run={backtest}
        mode={mode}
        line={line}
        what={`The backtest of ${what}`}
        title={`${backtest.strategy}, ${what}`}
        href="/backtests?new=backtest"
        aside={<Manifest run={backtest} />}
      />
    )
  }
  const chart: EquityData = { ts: equity.ts, equity: equity.equity, drawdown: equity.drawdown, capital: asked.capital }
  return (
    <>
      <Head
        mode={mode}
        line={line}
        verdict={backtestVerdict({
          strategy: backtest.strategy,
          symbols: backtest.symbols,
          sharpe: metrics.sharpeAnnual,
          sharpeCi: metrics.sharpeCi,
          totalReturn: metrics.totalReturn,
          trades: metrics.trades,
        })}
        facts={[
          `${range(equity.ts[0], equity.ts[equity.ts.length - 1])}, ${number(metrics.bars)} bars`,
          `${number(metrics.trades)} round ${plural(metrics.trades, 'trip')}`,
          `in the market ${percent(metrics.exposure, 0)} of the time`,
          ...(equity.ts[equity.ts.length - 1] - equity.ts[0] < monthMs
            ? ['figures a year rest on less than a month']
            : []),
        ]}
      />
      <div className="cols wider">
        <EquityPanel
          equity={equity}
          chart={chart}
          what={list(backtest.symbols)}
          name={`equity-${backtest.id}`}
          href={`/api/export/backtests/${backtest.id}`}
          barMs={barMs}
          inSample={inSample}
        />
        <div>
          <Metrics metrics={metrics} inSample={inSample} />
          {behind.rolling}
        </div>
      </div>
      {evidence && (
        <div className="cols wider">
          <Paths evidence={evidence} metrics={metrics} />
          <Evidence evidence={evidence} metrics={metrics} />
        </div>
      )}
      {behind.prices}
      <Months data={chart} inSample={inSample} />
      {evidence && <Slices title="Years" what={['year', 'years']} slices={evidence.years} />}
      {evidence && <Slices title="Regimes" what={['regime', 'regimes']} slices={inOrder(evidence.regimes)} />}
      <div className="cols wider">
        <Exposure equity={equity} barMs={barMs} name={backtest.id} share={metrics.exposure} />
        {execution && <Costs execution={execution} costShare={metrics.costShare} />}
      </div>
      <div className="cols wider">
        <Trades trades={backtest.trades} href={`/backtests/${backtest.id}`} after={after} barMs={barMs} />
        <Manifest run={backtest} />
      </div>
    </>
  )
}
