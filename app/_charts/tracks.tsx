'use client'

import { useMemo } from 'react'
import { signedPercent } from '../_ui/format.ts'
import { barTime } from '../_ui/time.ts'
import { useWidth } from './device.tsx'
import { Ends, RangeFrame, TimeFrame } from './parts.tsx'
import { present } from './path.ts'
import { Plotted } from './plotted.tsx'
import { regimeWords } from './ribbon.ts'
import { Ribbon } from './ribbon.tsx'
import { type TracksData, tracksMarks } from './tracks.ts'

/** Two ways over the same bars, the first in ink, over the ribbon of regimes. */
export function TracksChart({ data, label, barMs }: { data: TracksData; label: string; barMs: number }) {
  const [ref, width] = useWidth(820)
  const marks = useMemo(() => tracksMarks(data, width), [data, width])
  const { plot, ribbon } = marks
  const read = (i: number) => {
    const told = data.regime[i]
    const made = data.lines.map(({ name, wealth }) => `${name} ${signedPercent(wealth[i] - 1)}`)
    return `${barTime(data.ts[i], barMs)} UTC: ${made.join(', ')}, ${present(told) ? regimeWords[told] : 'nothing told'}`
  }
  return (
    <Plotted
      refer={ref}
      label={label}
      width={width}
      height={marks.height}
      cursor={{ ts: data.ts, x: marks.x, invert: marks.invert, read }}
    >
      <g transform={`translate(${marks.left},${plot.top})`}>
        <path className="hair" d={`M0,${marks.start}H${plot.width}`} />
        {marks.lines.toReversed().map((line) => (
          <path
            key={line.name}
            className={line === marks.lines[0] ? 'ln' : 'ln ctx'}
            d={line.d}
            data-series={line.name}
          />
        ))}
        <RangeFrame frame={marks.frame} />
        <Ends labels={marks.ends} width={plot.width} narrow={marks.narrow} />
      </g>
      <Ribbon marks={ribbon} left={marks.left} top={ribbon.top} width={plot.width} named={!marks.narrow} />
      <TimeFrame axis={marks.time} left={marks.left} />
    </Plotted>
  )
}
