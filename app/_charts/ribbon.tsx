import type { RibbonMarks } from './ribbon.ts'

/** Regimes under a chart: calm low and grey, stressed tall and black; their names at the right where there is room. */
export function Ribbon(props: { marks: RibbonMarks; left: number; top: number; width: number; named: boolean }) {
  const { marks, left, top, width, named } = props
  return (
    <g transform={`translate(${left},${top})`}>
      {marks.areas.map(({ tone, d }) => d && <path key={tone} className={tone} d={d} />)}
      {named &&
        marks.labels.map((one) => (
          <text key={one.text} x={width + 8} y={one.y}>
            {one.text}
          </text>
        ))}
    </g>
  )
}
