'use client'

import { useMemo } from 'react'
import { price } from '../_ui/format.ts'
import { barTime } from '../_ui/time.ts'
import { useWidth } from './device.tsx'
import { type LegsData, legsMarks } from './legs.ts'
import { Ends, RangeFrame, TimeFrame } from './parts.tsx'
import { triangle } from './path.ts'
import { Plotted } from './plotted.tsx'

/** Prices of the legs with the trades on them: what was bought is blue, what was sold short is orange. */
export function LegsChart({ data, label, barMs }: { data: LegsData; label: string; barMs: number }) {
  const [ref, width] = useWidth(900)
  const marks = useMemo(() => legsMarks(data, width), [data, width])
  const read = (i: number) =>
    `${barTime(data.ts[i], barMs)} UTC: ${data.legs.map(({ symbol, close }) => `${symbol} ${price(close[i])}`).join(', ')}`
  return (
    <Plotted
      refer={ref}
      label={label}
      width={width}
      height={marks.height}
      cursor={{ ts: data.ts, x: marks.x, invert: marks.invert, read }}
    >
      {marks.legs.map((leg) => (
        <g key={leg.symbol} transform={`translate(${leg.left},${leg.top})`}>
          <path className="ln ctx" d={leg.line} data-series={leg.symbol} />
          {leg.held.map((held) => (
            <g key={held.key}>
              <path className={`ln held ${held.way > 0 ? 'up' : 'down'}`} d={held.stretch} />
              <path
                className={`f ${held.way > 0 ? 'up' : 'down'}`}
                d={triangle(held.way)}
                transform={`translate(${held.entry.x},${held.entry.y})`}
              />
              {held.exit && (
                <circle className={held.exit.stop ? 'o look' : 'o'} r="2.4" cx={held.exit.x} cy={held.exit.y} />
              )}
              {held.exit?.stop && (
                <text className="look halo" x={held.exit.x} y={held.exit.y - 8} textAnchor="middle">
                  stop
                </text>
              )}
            </g>
          ))}
          <RangeFrame frame={leg.frame} />
          <Ends labels={leg.ends} width={leg.width} narrow={marks.narrow} />
        </g>
      ))}
      <TimeFrame axis={marks.time} left={marks.legs[0]?.left ?? 0} />
    </Plotted>
  )
}
