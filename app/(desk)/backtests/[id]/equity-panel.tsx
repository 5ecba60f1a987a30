'use client'

import { type EquityData, equitySentence } from '#app/_charts/equity.ts'
import { EquityChart } from '#app/_charts/equity.tsx'
import { ChartPanel } from '#app/_ui/chart-panel.tsx'
import { ReportLinks } from '#app/_ui/report-links.tsx'
import type { Backtest } from './documents.ts'

/** Equity over its drawdown, with the ways to take the run away. */
export function EquityPanel(props: {
  equity: NonNullable<Backtest['equity']>
  chart: EquityData
  /** What the sentence speaks of. */
  what: string
  /** Of the files, and the address of the export. */
  name: string
  href: string
  barMs: number
  inSample: boolean
}) {
  const { equity, chart, href } = props
  const say = equitySentence(chart, props.what)
  return (
    <ChartPanel
      title="Equity and drawdown"
      say={say}
      name={props.name}
      barMs={props.barMs}
      tools={
        <>
          <a href={`${href}?format=csv`} download>
            trades csv
          </a>
          <ReportLinks href={href} />
        </>
      }
      columns={[
        { head: 'time', values: equity.ts, as: 'time' },
        { head: 'equity', values: equity.equity, as: 2 },
        { head: 'drawdown', values: equity.drawdown, as: 'percent' },
        { head: 'exposure', values: equity.exposure, as: 2 },
      ]}
    >
      <EquityChart data={chart} label={say} inSample={props.inSample} />
    </ChartPanel>
  )
}
