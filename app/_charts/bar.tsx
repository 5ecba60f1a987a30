import { barMarks } from './bar.ts'

/** A gain or a loss as a bar from zero, 4 pixels thick. */
export function Bar({
  value,
  domain,
  look = false,
}: {
  value: number
  domain: readonly [number, number]
  look?: boolean
}) {
  const marks = barMarks(value, domain)
  return (
    <svg className="tablebar" width={marks.full} height="12" aria-hidden="true">
      <path className="rule" d={marks.zero} />
      <rect
        className={`f ${look ? 'look' : value < 0 ? 'down' : 'up'}`}
        x={marks.x}
        width={marks.width}
        y="4"
        height="4"
        data-bar=""
      />
    </svg>
  )
}
