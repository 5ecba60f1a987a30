'use client'

import { useId, useMemo } from 'react'
import { type Multiple, multiplesMarks } from './multiples.ts'

/** One frame a line, in ink over all others in hair: the same place means the same time and the same wealth. */
export function Multiples({ lines, label }: { lines: readonly Multiple[]; label: string }) {
  const marks = useMemo(() => multiplesMarks(lines), [lines])
  const ground = useId()
  return (
    <div className="folds" role="img" aria-label={label}>
      {marks.frames.map((frame, i) => (
        <div key={frame.name} className="fold">
          <p className="note" title={frame.name}>
            <span className="short">{frame.name}</span>
            <b>{frame.gained}</b>
          </p>
          <svg width={marks.width} height={marks.height} aria-hidden="true">
            {i === 0 ? <path id={ground} className="ln others" d={marks.all} /> : <use href={`#${ground}`} />}
            <path className="rule" d={`M0,${marks.rule}H${marks.ruleTo}`} />
            <path className="ln" d={frame.d} />
            <circle className="f" r="2.1" cx={frame.end.x} cy={frame.end.y} />
            <text className="i" x={frame.end.x + 5} y={frame.end.y + 4}>
              {frame.end.text}
            </text>
          </svg>
        </div>
      ))}
    </div>
  )
}
