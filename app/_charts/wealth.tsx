'use client'

import { useMemo } from 'react'
import { signedPercent } from '../_ui/format.ts'
import { barTime } from '../_ui/time.ts'
import { useWidth } from './device.tsx'
import { Ends, RangeFrame, TimeFrame } from './parts.tsx'
import { Plotted } from './plotted.tsx'
import { type WealthData, wealthMarks } from './wealth.ts'

/** Runs over each other from one start: the best in ink, the others behind it, each with its name. */
export function WealthChart({ data, label, barMs }: { data: WealthData; label: string; barMs: number }) {
  const [ref, width] = useWidth(900)
  const marks = useMemo(() => wealthMarks(data, width), [data, width])
  const read = (i: number) =>
    `${barTime(data.ts[i], barMs)} UTC: ${data.runs.map(({ name, wealth }) => `${name} ${signedPercent(wealth[i] - 1)}`).join(', ')}`
  return (
    <Plotted
      refer={ref}
      label={label}
      width={width}
      height={marks.height}
      cursor={{ ts: data.ts, x: marks.x, invert: marks.invert, read }}
    >
      <g transform={`translate(${marks.left},${marks.top})`}>
        <path className="hair" d={`M0,${marks.start}H${marks.plot.width}`} />
        {marks.lines.toReversed().map((line) => (
          <path
            key={line.id}
            className={line === marks.lines[0] ? 'ln' : 'ln ctx'}
            d={line.d}
            data-series={line.name}
          />
        ))}
        <RangeFrame frame={marks.frame} />
        <Ends labels={marks.ends} width={marks.plot.width} narrow={marks.narrow} />
      </g>
      <TimeFrame axis={marks.time} left={marks.left} />
    </Plotted>
  )
}
