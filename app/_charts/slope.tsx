'use client'

import { useMemo } from 'react'
import { useWidth } from './device.tsx'
import { Plotted } from './plotted.tsx'
import { type SlopeDatum, slopeMarks, slopeSentence } from './slope.ts'

/** Each fold from in sample to out; the average in ink. */
export function Slope({ data }: { data: readonly SlopeDatum[] }) {
  const [ref, width] = useWidth(440)
  const marks = useMemo(() => slopeMarks(data, width), [data, width])
  return (
    <Plotted refer={ref} label={slopeSentence(data)} width={width} height={marks.height}>
      <text x={marks.left} y={12} textAnchor="middle">
        in sample
      </text>
      <text x={marks.right} y={12} textAnchor="middle">
        out of sample
      </text>
      {marks.zero !== null && <path className="hair" d={`M${marks.left - 12},${marks.zero}H${marks.right}`} />}
      {marks.lines.map((line) => (
        <g key={line.key}>
          <path className="ln ctx" d={line.d} />
          <circle className="f ctx" r="2" cx={marks.left} cy={line.a} />
          <circle className="f" r="2" cx={marks.right} cy={line.b} />
        </g>
      ))}
      <path className="ln strong" d={marks.mean.d} data-series="mean" />
      <circle className="f" r="2.8" cx={marks.right} cy={marks.mean.b} />
      {marks.starts.map((label) => (
        <text key={label.text} className={label.tone} x={marks.left - 8} y={label.y + 4} textAnchor="end">
          {label.text}
        </text>
      ))}
      {marks.ends.map((label) => (
        <text key={label.text} className={label.tone} x={marks.right + 8} y={label.y + 4} data-for={label.series}>
          {label.text}
        </text>
      ))}
    </Plotted>
  )
}
