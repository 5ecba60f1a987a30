'use client'

import { useMemo } from 'react'
import { useWidth } from './device.tsx'
import { logitsMarks, logitsSentence } from './logits.ts'
import { Plotted } from './plotted.tsx'

/** The probability of overfitting as a picture, never as a number alone. */
export function Logits({
  histogram,
  probability,
  splits,
}: {
  histogram: readonly number[]
  probability: number
  splits: number
}) {
  const [ref, width] = useWidth(440)
  const marks = useMemo(() => logitsMarks(histogram, width), [histogram, width])
  const { plot } = marks
  return (
    <Plotted refer={ref} label={logitsSentence(probability, splits)} width={width} height={marks.height}>
      <g transform={`translate(${plot.left},${plot.top})`}>
        {marks.bars.map((bar) => (
          <rect
            key={bar.x}
            className={bar.lost ? 'f' : 'f ctx'}
            x={bar.x}
            y={bar.y}
            width={bar.width}
            height={bar.height}
            data-bar=""
            data-zero={plot.height}
          />
        ))}
        <text className="i" x={marks.middle - 6} y={-9} textAnchor="end">
          below the median
        </text>
        <text x={marks.middle + 6} y={-9}>
          above it
        </text>
        <text x={-8} y={8} textAnchor="end">
          {marks.most}
        </text>
        <text x={-8} y={plot.height + 4} textAnchor="end">
          0
        </text>
        <text x={0} y={plot.height + 16}>
          worst
        </text>
        <text x={plot.width / 2} y={plot.height + 16} textAnchor="middle">
          rank out of sample of the in-sample winner
        </text>
        <text x={plot.width} y={plot.height + 16} textAnchor="end">
          best
        </text>
      </g>
    </Plotted>
  )
}
