'use client'

import { useMemo } from 'react'
import { useWidth } from './device.tsx'
import { type ParallelTrial, parallelMarks } from './parallel.ts'
import { Plotted } from './plotted.tsx'

export function Parallel(props: { names: readonly string[]; trials: readonly ParallelTrial[]; label: string }) {
  const { names, trials, label } = props
  const [ref, width] = useWidth(620)
  const marks = useMemo(() => parallelMarks(names, trials, width), [names, trials, width])
  // The last axis carries its numbers outside, away from the lines.
  const side = (i: number) =>
    i === marks.axes.length - 1
      ? { x: (at: number) => at + 8, anchor: 'start' as const }
      : { x: (at: number) => at - 6, anchor: 'end' as const }
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
          <text className="halo" x={side(i).x(axis.x)} y={marks.top + 10} textAnchor={side(i).anchor}>
            {axis.high}
          </text>
          <text className="halo" x={side(i).x(axis.x)} y={marks.bottom} textAnchor={side(i).anchor}>
            {axis.low}
          </text>
        </g>
      ))}
    </Plotted>
  )
}
