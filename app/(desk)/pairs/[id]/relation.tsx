'use client'

import { useMemo } from 'react'
import type { TrendData } from '#app/_charts/trend.ts'
import { Trend } from '#app/_charts/trend.tsx'
import { ChartPanel } from '#app/_ui/chart-panel.tsx'
import { number } from '#app/_ui/format.ts'
import { Empty } from '#app/_ui/panel.tsx'
import type { Pair } from './documents.ts'
import { brokenSentence, brokenSince, evidence, measurable, relationSentence, smallP } from './relation.ts'

/** Whether the relation holds: p-value, β, half-life and correlation of each window, side by side. */
export function RelationPanel(props: { name: string; rolling: Pair['rolling']; formedAt: number; barMs: number }) {
  const { name, rolling, formedAt, barMs } = props
  const { window, ts, p, correlation, correlationLow, correlationHigh } = rolling
  const { beta, betaLow, betaHigh, halfLife, halfLifeLow, halfLifeHigh, broken } = rolling
  const charts = useMemo((): TrendData[] => {
    const common = { ts, formedAt, mark: brokenSince({ ts, broken }) ?? undefined }
    // An upper end that is not there, or beyond the window, is drawn at the window: farther nothing can be told.
    const upTo = halfLifeHigh.map((value, i) => (halfLifeLow[i] === null ? null : Math.min(value ?? window, window)))
    return [
      { ...common, name: 'p-value, log scale', values: p, log: true, limit: evidence, write: smallP },
      { ...common, name: 'β, 95 %', values: beta, low: betaLow, high: betaHigh, write: (v) => number(v, 2) },
      {
        ...common,
        name: 'half-life, bars, 95 %; none where it exceeds the window',
        values: measurable(halfLife, window),
        low: measurable(halfLifeLow, window),
        high: upTo,
        write: (v) => number(v, v < 10 ? 1 : 0),
      },
      {
        ...common,
        name: 'correlation of returns, 95 %',
        values: correlation,
        low: correlationLow,
        high: correlationHigh,
        write: (v) => number(v, 2),
      },
    ]
  }, [
    ts,
    formedAt,
    p,
    beta,
    betaLow,
    betaHigh,
    halfLife,
    halfLifeLow,
    halfLifeHigh,
    broken,
    window,
    correlation,
    correlationLow,
    correlationHigh,
  ])
  const say = relationSentence(rolling, barMs)
  return (
    <ChartPanel
      title={`Does the relation hold? Windows of ${number(window)} bars`}
      say={say}
      name={`${name}-rolling-${window}`}
      barMs={barMs}
      columns={[
        { head: 'time', values: ts, as: 'time' },
        { head: 'p', values: p, as: 5 },
        { head: 'β', values: beta, as: 4 },
        { head: 'β low', values: betaLow, as: 4 },
        { head: 'β high', values: betaHigh, as: 4 },
        { head: 'half-life', values: halfLife, as: 1 },
        { head: 'half-life low', values: halfLifeLow, as: 1 },
        { head: 'half-life high', values: halfLifeHigh, as: 1 },
        { head: 'correlation', values: correlation, as: 3 },
        { head: 'correlation low', values: correlationLow, as: 3 },
        { head: 'correlation high', values: correlationHigh, as: 3 },
        { head: 'broken', values: broken, as: 0 },
      ]}
    >
      {p.some((value) => value !== null) ? (
        <>
          <div className="four">
            {charts.map((chart) => (
              <Trend key={chart.name} data={chart} barMs={barMs} />
            ))}
          </div>
          <p className="note">{brokenSentence(rolling, barMs)}</p>
        </>
      ) : (
        <Empty
          say="No window is full."
          why="The charts begin when there are as many bars of both legs as one window has."
        />
      )}
    </ChartPanel>
  )
}
