'use client'

import { useMemo } from 'react'
import { legsSentence } from '#app/_charts/legs.ts'
import { LegsChart } from '#app/_charts/legs.tsx'
import { ChartPanel } from '#app/_ui/chart-panel.tsx'
import type { Behind } from './documents.ts'

/** The trades on the prices of the legs. Nothing where a run does not say which series it read. */
export function LegPrices({ behind, name, barMs }: { behind: Behind; name: string; barMs: number }) {
  const { prices, drawn } = behind
  const data = useMemo(
    () => prices && { ...prices, trades: drawn.edges.map(({ node }) => node) },
    [prices, drawn.edges],
  )
  if (!data || data.ts.length < 2) return null
  const say = legsSentence(data, drawn.totalCount)
  return (
    <ChartPanel
      title="Trades on the prices"
      say={say}
      name={`prices-${name}`}
      barMs={barMs}
      columns={[
        { head: 'time', values: data.ts, as: 'time' },
        ...data.legs.map(({ symbol, close }) => ({ head: symbol, values: close, as: 4 })),
      ]}
    >
      <LegsChart data={data} label={say} barMs={barMs} />
      <p className="note">Blue was bought, orange sold short; a triangle is an entry, a ring an exit.</p>
    </ChartPanel>
  )
}
