import type { EndLabel } from './ends.ts'
import type { RangeFrame as Frame } from './frame.ts'
import type { TimeFrame as Axis } from './time.ts'

/** The vertical axis, 8 pixels outside the plot. */
export function RangeFrame({ frame }: { frame: Frame }) {
  return (
    <g className="frame-y" transform="translate(-8,0)" data-low={frame.span[0]} data-high={frame.span[1]}>
      {frame.segments.map((d) => (
        <path key={d} className="rule" d={d} />
      ))}
      {frame.labels.map((label) => (
        <text key={`${label.at} ${label.text}`} x={-6} y={label.at + 4} textAnchor="end">
          {label.text}
        </text>
      ))}
    </g>
  )
}

/** The horizontal axis with the names of periods under it. */
export function TimeFrame({ axis, left }: { axis: Axis & { top: number }; left: number }) {
  return (
    <g className="frame-x" transform={`translate(${left},${axis.top})`}>
      <path className="rule" d={axis.line} />
      {axis.ticks.map((d) => (
        <path key={d} className="rule" d={d} />
      ))}
      {axis.labels.map((label) => (
        <text key={`${label.x} ${label.text}`} x={label.x} y={16} textAnchor={label.anchor}>
          {label.text}
        </text>
      ))}
    </g>
  )
}

/** Labels at the ends of lines; on a narrow plot they stand inside it, right-aligned over the line. */
export function Ends({ labels, width, narrow }: { labels: readonly EndLabel[]; width: number; narrow: boolean }) {
  const shown = narrow ? labels.filter((label) => label.series) : labels
  return shown.map((label) => (
    <text
      key={label.text}
      className={`${label.tone ?? ''}${narrow ? ' halo' : ''}`}
      x={narrow ? width - 2 : width + 8}
      y={narrow ? label.y - 7 : label.y + 4}
      textAnchor={narrow ? 'end' : 'start'}
      data-for={label.series}
    >
      {label.text}
    </text>
  ))
}
