import { type WhiskerOptions, whiskerMarks } from './whisker.ts'

/** An estimate and its interval; the hairline is the value that would mean that nothing is there. */
export function Whisker({
  value,
  low,
  high,
  ...options
}: WhiskerOptions & { value: number | null; low: number | null; high: number | null }) {
  if (value === null || !Number.isFinite(value)) return null
  const marks = whiskerMarks(value, low, high, options)
  return (
    <svg className="whisker" width={marks.width} height={marks.height} aria-hidden="true">
      {marks.reference && <path className="faint" d={marks.reference} />}
      {marks.interval && <path className="reach" d={marks.interval} />}
      {marks.open && <path className="reach" d={marks.open} />}
      {marks.ghost !== null && <circle className="o ctx" r="2.6" cx={marks.ghost} cy={marks.middle} />}
      <circle className="f" r="2.8" cx={marks.dot} cy={marks.middle} />
    </svg>
  )
}
