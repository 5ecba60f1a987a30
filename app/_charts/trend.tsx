'use client'

import { useMemo } from 'react'
import { barTime } from '../_ui/time.ts'
import { useWidth } from './device.tsx'
import { Ends, RangeFrame, TimeFrame } from './parts.tsx'
import { present } from './path.ts'
import { Plotted } from './plotted.tsx'
import { type TrendData, trendMarks } from './trend.ts'

/** A small chart of one figure over time. */
export function Trend({ data, barMs }: { data: TrendData; barMs: number }) {
  const [ref, width] = useWidth(260)
  const marks = useMemo(() => trendMarks(data, width), [data, width])
  const written = (i: number) => (present(data.values[i]) ? data.write(data.values[i] as number) : 'none')
  const last = marks.ends.find((label) => label.series)?.text ?? 'none'
  return (
    <Plotted
      refer={ref}
      label={`${data.name}: now ${last}`}
      width={width}
      height={marks.height}
      cursor={{
        ts: data.ts,
        x: marks.x,
        invert: marks.invert,
        read: (i) => `${barTime(data.ts[i], barMs)} UTC: ${written(i)}`,
      }}
    >
      <text x={0} y={10}>
        {data.name}
      </text>
      <g transform={`translate(${marks.left},${marks.top})`}>
        {marks.zone && <rect className="band" width={marks.plot.width} y={marks.zone.y} height={marks.zone.height} />}
        {marks.band && <path className="band" d={marks.band} />}
        {marks.rule && <path className="hair" d={marks.rule} />}
        {marks.cut !== null && <path className="faint" d={`M${marks.cut},0V${marks.plot.height}`} />}
        {marks.mark && (
          <>
            <path className="ln look" d={`M${marks.mark.x},0V${marks.plot.height}`} />
            <text
              className="look"
              x={marks.mark.x + (marks.mark.anchor === 'start' ? 4 : -4)}
              y={10}
              textAnchor={marks.mark.anchor}
            >
              {marks.mark.word}
            </text>
          </>
        )}
        {marks.end && <path className="ln thin" d={marks.line} data-series={data.name} />}
        {marks.end && <circle className="f" r="2.1" cx={marks.end.x} cy={marks.end.y} />}
        <RangeFrame frame={marks.frame} />
        <Ends labels={marks.ends} width={marks.plot.width} narrow={false} />
      </g>
      <TimeFrame axis={marks.time} left={marks.left} />
    </Plotted>
  )
}
