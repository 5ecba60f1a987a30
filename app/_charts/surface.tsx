'use client'

import { useMemo } from 'react'
import { number } from '../_ui/format.ts'
import { useWidth } from './device.tsx'
import { Plotted } from './plotted.tsx'
import { type SurfaceDatum, surfaceMarks, surfaceSentence } from './surface.ts'

/** What two parameters do together: a dot a cell, the larger the better, grey below zero. */
export function Surface(props: { data: readonly SurfaceDatum[]; x: string; y: string }) {
  const { data, x, y } = props
  const [ref, width] = useWidth(620)
  const marks = useMemo(() => surfaceMarks(data, width), [data, width])
  return (
    <Plotted refer={ref} label={surfaceSentence(data, x, y)} width={width} height={marks.height}>
      {marks.cells.map((cell) => (
        <g key={`${cell.x} ${cell.y}`}>
          <circle className={cell.value < 0 ? 'f ctx' : 'f'} cx={cell.x} cy={cell.y} r={cell.r} />
          {cell.best && (
            <text
              className="i halo"
              x={cell.last ? cell.x - cell.r - 4 : cell.x + cell.r + 4}
              y={cell.y + 4}
              textAnchor={cell.last ? 'end' : 'start'}
            >
              {number(cell.value, 2)}
            </text>
          )}
        </g>
      ))}
      {marks.rows.map((row) => (
        <text key={row.text} x={marks.left - 10} y={row.y + 4} textAnchor="end">
          {row.text}
        </text>
      ))}
      {marks.columns.map((column) => (
        <text key={column.text} x={column.x} y={marks.bottom + 14} textAnchor="middle">
          {column.text}
        </text>
      ))}
      <text className="i" x={0} y={marks.bottom + 30}>
        {y}, up; {x}, across
      </text>
    </Plotted>
  )
}
