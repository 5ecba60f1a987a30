'use client'

import { useMemo } from 'react'
import { number, percent } from '../_ui/format.ts'
import { inSpan } from '../_ui/time.ts'
import { useWidth } from './device.tsx'
import { type EquityData, equityMarks } from './equity.ts'
import { Ends, RangeFrame, TimeFrame } from './parts.tsx'
import { Plotted } from './plotted.tsx'

/**
 * Equity over its drawdown. Without an out-of-sample part the line is grey and dashed and says that it is no result.
 */
export function EquityChart(props: {
  data: EquityData
  label: string
  inSample: boolean
  estimate?: number
  tall?: number
}) {
  const { data, label, inSample, estimate = 760, tall } = props
  const [ref, width] = useWidth(estimate)
  const marks = useMemo(() => equityMarks(data, width, tall), [data, width, tall])
  const { equity, drawdown } = marks
  const read = (i: number) =>
    `${inSpan(data.ts[i], data.ts[data.ts.length - 1] - data.ts[0])}: ${number(data.equity[i])}, drawdown ${percent(data.drawdown[i])}`
  return (
    <Plotted
      refer={ref}
      label={label}
      width={width}
      height={marks.height}
      cursor={{ ts: data.ts, x: marks.x, invert: marks.invert, read }}
    >
      <g transform={`translate(${equity.left},${equity.top})`}>
        {inSample && (
          <text
            className="wm"
            x={equity.width / 2}
            y={equity.height * 0.3}
            textAnchor="middle"
            style={{ fontSize: `${Math.min(25, equity.width / 11.5)}px` }}
          >
            in sample, not a result
          </text>
        )}
        <path className="hair" d={`M0,${equity.start}H${equity.width}`} />
        <path className={inSample ? 'ln insample' : 'ln'} d={equity.line} data-series="equity" />
        {equity.mark !== null && <circle className="f" r="2.6" cx={equity.width} cy={equity.mark} />}
        <RangeFrame frame={equity.frame} />
        <Ends labels={equity.ends} width={equity.width} narrow={marks.narrow} />
      </g>
      <g transform={`translate(${drawdown.left},${drawdown.top})`}>
        <path className={inSample ? 'band' : 'band2'} d={drawdown.area} />
        <path className="ln ctx" d={drawdown.line} data-series="drawdown" />
        <RangeFrame frame={drawdown.frame} />
        {drawdown.worst && (
          <>
            <circle className="f" r="2.4" cx={drawdown.worst.x} cy={drawdown.worst.y} />
            <text
              className="i halo"
              x={drawdown.worst.x + (drawdown.worst.anchor === 'end' ? -7 : 7)}
              y={drawdown.worst.y + 3}
              textAnchor={drawdown.worst.anchor}
              data-for={marks.narrow ? 'drawdown' : undefined}
            >
              {drawdown.worst.text}
            </text>
          </>
        )}
        {(!marks.narrow || !drawdown.worst) && (
          <Ends labels={drawdown.ends} width={drawdown.width} narrow={marks.narrow} />
        )}
      </g>
      <TimeFrame axis={marks.time} left={equity.left} />
    </Plotted>
  )
}
