'use client'

import { useMemo } from 'react'
import { type FoldPath, foldsMarks } from './folds.ts'

/** One frame a fold: grey chose the parameters, black is what they then earned, in percent. */
export function Folds({ folds, label }: { folds: readonly FoldPath[]; label: string }) {
  const marks = useMemo(() => foldsMarks(folds), [folds])
  return (
    <div className="folds" role="img" aria-label={label}>
      {marks.folds.map((fold) => (
        <div key={fold.name} className="fold">
          <p className="note">
            <span>{fold.name}</span>
            <span>
              {fold.from} → <b>{fold.to}</b>
            </span>
          </p>
          <svg width={marks.width} height={marks.height} aria-hidden="true">
            <path className="hair" d={`M0,${marks.rule}H${marks.ruleTo}`} />
            <path className="ln ctx" d={fold.inside} />
            <path className="ln" d={fold.outside} />
            <circle className="f" r="2.1" cx={fold.end.x} cy={fold.end.y} />
            <text className="i" x={fold.end.x + 5} y={fold.end.y + 4}>
              {fold.end.text}
            </text>
            {fold.clipped && (
              <text x={marks.ruleTo / 2} y={marks.height} textAnchor="middle" className="halo">
                {fold.clipped}
              </text>
            )}
          </svg>
        </div>
      ))}
    </div>
  )
}
