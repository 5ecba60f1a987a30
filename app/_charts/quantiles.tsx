import { type QuantileRow, quantileMarks } from './quantiles.ts'

/** What might have been as an interval, and what was as a dot. */
export function Quantiles(props: {
  row: QuantileRow
  domain: readonly [number, number]
  reference?: number
  width?: number
}) {
  const marks = quantileMarks(props.row, props.domain, { reference: props.reference, width: props.width })
  const inset = 4
  return (
    <svg className="quantiles" width={marks.width} height={marks.height} aria-hidden="true">
      <rect className="band" y={inset} height={marks.height - 2 * inset} {...marks.outer} />
      <rect className="band2" y={inset} height={marks.height - 2 * inset} {...marks.inner} />
      {marks.reference && <path className="faint" d={marks.reference} />}
      <path className="reach" d={marks.median} />
      {marks.actual !== null && <circle className="f" r="2.8" cx={marks.actual} cy={marks.height / 2} />}
    </svg>
  )
}
