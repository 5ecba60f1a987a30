'use client'

import Link from 'next/link'
import { equitySentence } from '#app/_charts/equity.ts'
import { EquityChart } from '#app/_charts/equity.tsx'
import type { Problem } from '#app/_data/problem.ts'
import { ChartPanel } from '#app/_ui/chart-panel.tsx'
import { list, ratio, ratioInterval } from '#app/_ui/format.ts'
import { Empty, Failed, Panel } from '#app/_ui/panel.tsx'
import type { ResearchData } from './documents.ts'

type Backtest = ResearchData['backtests']['edges'][number]['node']

const capitalOf = (request: unknown, first: number): number => {
  const capital = (request as { capital?: unknown } | null)?.capital
  return typeof capital === 'number' ? capital : first
}

/** Equity of the newest finished backtest. There is no account yet, so there is no other equity. */
export function LastBacktest({ backtest, problem }: { backtest: Backtest | null; problem: Problem | null }) {
  if (problem) {
    return (
      <Panel title="Last backtest">
        <Failed problem={problem} what="The last backtest could not be read." />
      </Panel>
    )
  }
  if (!backtest?.equity || backtest.equity.ts.length < 2) {
    return (
      <Panel title="Last backtest">
        <Empty say="No backtest has run yet." why="It runs the same strategy code as the live signals, with costs.">
          <Link className="act" href="/backtests?new=backtest">
            Run a backtest
          </Link>
        </Empty>
      </Panel>
    )
  }
  const { ts, equity, drawdown } = backtest.equity
  const data = { ts, equity, drawdown, capital: capitalOf(backtest.request, equity[0]) }
  const sharpe = backtest.metrics?.sharpeAnnual
  const ci = backtest.metrics?.sharpeCi
  const say = `${equitySentence(data, list(backtest.symbols))}${
    sharpe !== null && sharpe !== undefined && ci
      ? ` Sharpe ${ratio(sharpe)}, 95 % ${ratioInterval(ci[0], ci[1])}.`
      : ''
  }`
  return (
    <ChartPanel
      title={`Last backtest: ${backtest.strategy}`}
      say={say}
      name={`equity-${backtest.id}`}
      tools={<Link href={`/backtests/${backtest.id}`}>report</Link>}
      columns={[
        { head: 'time', values: ts, as: 'time' },
        { head: 'equity', values: equity, as: 0 },
        { head: 'drawdown', values: drawdown, as: 'percent' },
      ]}
    >
      <EquityChart data={data} label={say} inSample tall={190} />
    </ChartPanel>
  )
}
