'use client'

import { useMemo } from 'react'
import { Trend } from '#app/_charts/trend.tsx'
import { ChartPanel } from '#app/_ui/chart-panel.tsx'
import { number, percent, ratio } from '#app/_ui/format.ts'
import type { Backtest, Behind } from './documents.ts'
import { exposureSentence, rollingSentence } from './rolling.ts'

/** The Sharpe ratio of a moving window with its interval. */
export function RollingSharpe({
  rolling,
  barMs,
  name,
}: {
  rolling: NonNullable<Behind['rollingSharpe']>
  barMs: number
  name: string
}) {
  const { window, ts, ratio: values, low, high } = rolling
  const chart = useMemo(
    () => ({ name: 'annual Sharpe ratio, 95 %', ts, values, low, high, rule: 0, write: (v: number) => ratio(v) }),
    [ts, values, low, high],
  )
  return (
    <ChartPanel
      title={`Sharpe of the last ${number(window)} bars`}
      say={rollingSentence(rolling)}
      name={`rolling-sharpe-${name}`}
      barMs={barMs}
      columns={[
        { head: 'time', values: ts, as: 'time' },
        { head: 'Sharpe', values, as: 3 },
        { head: 'low', values: low, as: 3 },
        { head: 'high', values: high, as: 3 },
      ]}
    >
      <Trend data={chart} barMs={barMs} />
    </ChartPanel>
  )
}

/** How much was in the market, as a multiple of the equity. */
export function Exposure({
  equity,
  barMs,
  name,
  share,
}: {
  equity: NonNullable<Backtest['equity']>
  barMs: number
  name: string
  share: number
}) {
  const { ts, exposure } = equity
  const chart = useMemo(
    () => ({ name: 'gross exposure over equity', ts, values: exposure, rule: 0, write: (v: number) => number(v, 2) }),
    [ts, exposure],
  )
  return (
    <ChartPanel
      title="Exposure"
      say={exposureSentence(exposure, share)}
      name={`exposure-${name}`}
      barMs={barMs}
      columns={[
        { head: 'time', values: ts, as: 'time' },
        { head: 'exposure', values: exposure, as: 3 },
        { head: 'in the market', values: exposure.map((v) => (v > 0 ? 1 : 0)), as: 0 },
      ]}
    >
      <Trend data={chart} barMs={barMs} />
      <p className="note">In the market {percent(share, 0)} of the bars.</p>
    </ChartPanel>
  )
}
