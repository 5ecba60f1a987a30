'use client'

import { useMemo } from 'react'
import { useWidth } from './device.tsx'
import { type HistogramData, histogramMarks, histogramSentence } from './histogram.ts'
import { RangeFrame } from './parts.tsx'
import { Plotted } from './plotted.tsx'

/** The p-values of a scan, with what chance alone would give. */
export function Histogram({ data }: { data: HistogramData }) {
  const [ref, width] = useWidth(760)
  const marks = useMemo(() => histogramMarks(data, width), [data, width])
  const { plot } = marks
  const beyond = plot.width + 8
  return (
    <Plotted refer={ref} label={histogramSentence(data)} width={width} height={marks.height}>
      <g transform={`translate(${plot.left},${plot.top})`}>
        {marks.bars.map((bar) => (
          <rect
            key={bar.x}
            className={bar.low ? 'f' : 'f ctx'}
            x={bar.x}
            y={bar.y}
            width={bar.width}
            height={bar.height}
            data-bar=""
            data-zero={plot.height}
          />
        ))}
        <path className="ln chance" d={`M0,${marks.chance.y}H${plot.width}`} />
        {marks.narrow ? (
          <text className="halo" x={plot.width} y={marks.chance.y - 5} textAnchor="end">
            {marks.chance.text}
          </text>
        ) : (
          <>
            <path className="ln ctx" d={`M${plot.width},${marks.chance.y}h8`} />
            <text x={plot.width + 12} y={marks.chance.y + 4}>
              {marks.chance.text}
            </text>
            <text x={beyond + 4} y={plot.height + 15}>
              p-value
            </text>
          </>
        )}
        <text className="i halo" x={marks.below.x} y={marks.below.y}>
          {marks.below.text}
        </text>
        <RangeFrame frame={marks.frame} />
        {marks.ticks.map((tick) => (
          <text key={tick.text} x={tick.x} y={plot.height + 15} textAnchor={tick.anchor}>
            {tick.text}
          </text>
        ))}
      </g>
    </Plotted>
  )
}
