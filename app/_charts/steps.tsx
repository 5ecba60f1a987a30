'use client'

import { useMemo } from 'react'
import { useWidth } from './device.tsx'
import { Plotted } from './plotted.tsx'
import { type ParameterTrack, stepsMarks, stepsSentence } from './steps.ts'

/** The parameters that were chosen, fold by fold. */
export function Steps({ tracks, folds }: { tracks: readonly ParameterTrack[]; folds: readonly string[] }) {
  const [ref, width] = useWidth(560)
  const marks = useMemo(() => stepsMarks(tracks, folds, width), [tracks, folds, width])
  return (
    <Plotted refer={ref} label={stepsSentence(tracks)} width={width} height={marks.height}>
      {marks.rows.map((row) => (
        <g key={row.name}>
          <text className="i" x={0} y={row.top + 4}>
            {row.name}
          </text>
          {row.labels.map((label) => (
            <text key={label.text} x={marks.left - 14} y={label.y + 4} textAnchor="end">
              {label.text}
            </text>
          ))}
          <path className="hair" d={row.line} />
          {row.dots.map((dot) => (
            <circle key={dot.x} className="f" r="2.4" cx={dot.x} cy={dot.y} />
          ))}
        </g>
      ))}
      {marks.years.map((year) => (
        <text key={year.text} x={year.x} y={marks.height - 2} textAnchor="middle">
          {year.text}
        </text>
      ))}
    </Plotted>
  )
}
