'use client'

import { useMemo } from 'react'
import { price } from '../_ui/format.ts'
import { barTime } from '../_ui/time.ts'
import { useWidth } from './device.tsx'
import { type IndicatorData, type IndicatorPlot, indicatorMarks } from './indicator.ts'
import { Ends, RangeFrame, TimeFrame } from './parts.tsx'
import { Plotted } from './plotted.tsx'

/** Prices, an indicator over or below them, and the candlestick patterns seen. */
export function IndicatorChart({ data, label, barMs }: { data: IndicatorData; label: string; barMs: number }) {
  const [ref, width] = useWidth(900)
  const marks = useMemo(() => indicatorMarks(data, width), [data, width])
  const seen = useMemo(() => Map.groupBy(data.patterns, ({ ts }) => ts), [data.patterns])
  const read = (i: number) => {
    const values = data.outputs.map(({ name, values }) => `${name} ${price(values[i])}`)
    const names = (seen.get(data.ts[i]) ?? []).map(({ title }) => title)
    return `${barTime(data.ts[i], barMs)} UTC: ${[price(data.close[i]), ...values, ...names].join(', ')}`
  }
  const { prices } = marks
  return (
    <Plotted
      refer={ref}
      label={label}
      width={width}
      height={marks.height}
      cursor={{ ts: data.ts, x: marks.x, invert: marks.invert, read }}
    >
      <g transform={`translate(${marks.left},${prices.top})`}>
        <Lines plot={prices} tone="ln ctx" />
        <path className="ln" d={prices.line} data-series="close" />
        {prices.marks.map((mark) => (
          <path key={mark.key} className={`f ${mark.tone}`} d={mark.d} transform={`translate(${mark.x},${mark.y})`} />
        ))}
        <RangeFrame frame={prices.frame} />
        <Ends labels={prices.ends} width={marks.width} narrow={marks.narrow} />
      </g>
      {marks.below.map((plot) => (
        <g key={plot.lines[0].name} transform={`translate(${marks.left},${plot.top})`}>
          {plot.zero && <path className="hair" d={plot.zero} />}
          <Lines plot={plot} tone="ln thin" />
          <RangeFrame frame={plot.frame} />
          <Ends labels={plot.ends} width={marks.width} narrow={marks.narrow} />
        </g>
      ))}
      <TimeFrame axis={marks.time} left={marks.left} />
    </Plotted>
  )
}

function Lines({ plot, tone }: { plot: IndicatorPlot; tone: string }) {
  return plot.lines.map((line, i) => (
    <path key={line.name} className={i === 0 ? tone : 'ln ctx'} d={line.d} data-series={line.name} />
  ))
}
