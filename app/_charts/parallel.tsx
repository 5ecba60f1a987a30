'use client'

import { useMemo } from 'react'
import { useWidth } from './device.tsx'
import { type ParallelTrial, parallelMarks } from './parallel.ts'
import { Plotted } from './plotted.tsx'

export function Parallel(props: { names: readonly string[]; trials: readonly ParallelTrial[]; label: string }) {
  const { names, trials, label } = props
  const [ref, width] = useWidth(620)
  const marks = useMemo(() => parallelMarks(names, trials, width), [names, trials, width])
  return (
    <Plotted refer={ref} label={label} width={width} height={marks.height}>
      <path className="ln ctx" d={marks.others} />
      <path className="ln" d={marks.best.join('')} />
      {marks.axes.map((axis, i) => (
        <g key={axis.name}>
          <path className="rule" d={`M${axis.x},${marks.top}V${marks.bottom}`} />
          <text
            className="i halo"
            x={axis.x}
            y={12}
            textAnchor={i === 0 ? 'start' : i === marks.axes.length - 1 ? 'end' : 'middle'}
          >
            {axis.name}
          </text>
          <text className="halo" x={axis.x - 6} y={marks.top + 10} textAnchor="end">
            {axis.high}
          </text>
          <text className="halo" x={axis.x - 6} y={marks.bottom} textAnchor="end">
            {axis.low}
          </text>
        </g>
      ))}
    </Plotted>
  )
}
