'use client'

import { useMemo } from 'react'
import { number } from '../_ui/format.ts'
import { barTime } from '../_ui/time.ts'
import { useWidth } from './device.tsx'
import { Ends, RangeFrame, TimeFrame } from './parts.tsx'
import { present } from './path.ts'
import { Plotted } from './plotted.tsx'
import { type RegimesData, regimesMarks } from './regimes.ts'
import { regimeWords } from './ribbon.ts'
import { Ribbon } from './ribbon.tsx'

/** Price over the ribbon of regimes: calm low and grey, stressed tall and black. */
export function RegimesChart({ data, label, barMs }: { data: RegimesData; label: string; barMs: number }) {
  const [ref, width] = useWidth(820)
  const marks = useMemo(() => regimesMarks(data, width), [data, width])
  const { plot, ribbon } = marks
  const read = (i: number) => {
    const told = data.regime[i]
    const level = data.level[i]
    return `${barTime(data.ts[i], barMs)} UTC: ${present(level) ? number(level, 2) : 'none'}, ${present(told) ? regimeWords[told] : 'nothing told'}`
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
        {marks.end && <path className="ln" d={marks.line} data-series="level" />}
        {marks.end && <circle className="f" r="2.6" cx={marks.end.x} cy={marks.end.y} />}
        <RangeFrame frame={marks.frame} />
        <Ends labels={marks.ends} width={plot.width} narrow={width < 480} />
      </g>
      <Ribbon marks={ribbon} left={marks.left} top={ribbon.top} width={plot.width} named={width >= 480} />
      <TimeFrame axis={marks.time} left={marks.left} />
    </Plotted>
  )
}
