'use client'

import { type KeyboardEvent, type PointerEvent, type ReactNode, type RefObject, useState } from 'react'
import { indexAt, moved } from './cursor.ts'
import type { Scale } from './path.ts'

export interface Cursor {
  readonly ts: readonly number[]
  readonly x: Scale
  readonly invert: (pixels: number) => number
  /** Time and values at an observation, in words. */
  readonly read: (index: number) => string
}

/**
 * A chart as a figure: its sentence is its label, arrow keys and pointer move a cursor that reads out time and value.
 */
export function Plotted(props: {
  refer: RefObject<HTMLElement | null>
  label: string
  width: number
  height: number
  cursor?: Cursor
  children: ReactNode
}) {
  const { refer, label, width, height, cursor, children } = props
  const [index, setIndex] = useState<number | null>(null)
  const at = cursor && index !== null && index < cursor.ts.length ? index : null
  const onKeyDown = (event: KeyboardEvent) => {
    if (!cursor || event.ctrlKey || event.metaKey || event.altKey) return
    const next = moved(event.key, at, cursor.ts.length)
    if (next === null) return
    event.preventDefault()
    setIndex(next)
  }
  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    if (!cursor || cursor.ts.length === 0) return
    const box = event.currentTarget.getBoundingClientRect()
    setIndex(indexAt(cursor.ts, cursor.invert(((event.clientX - box.left) / box.width) * width)))
  }
  return (
    <div className="plotted">
      <figure
        ref={refer}
        role="img"
        aria-label={label}
        tabIndex={cursor ? 0 : undefined}
        onKeyDown={onKeyDown}
        onBlur={() => setIndex(null)}
      >
        <svg
          width="100%"
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="xMinYMin meet"
          aria-hidden="true"
          onPointerMove={onPointerMove}
          onPointerLeave={() => setIndex(null)}
        >
          {cursor && <rect className="sense" width={width} height={height} />}
          {children}
          {cursor && at !== null && (
            <path className="cursor" d={`M${cursor.x(cursor.ts[at])},0V${Math.max(0, height - 24)}`} />
          )}
        </svg>
      </figure>
      {cursor && (
        <output className="readout note" aria-live="polite">
          {at === null ? '' : cursor.read(at)}
        </output>
      )}
    </div>
  )
}
