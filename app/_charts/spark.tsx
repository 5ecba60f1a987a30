import { type SparkOptions, sparkMarks } from './spark.ts'

/** A word-sized line. The end dot is coloured only outside the band: up below it (a long), down above it (a short). */
export function Spark({
  values,
  tone,
  ...options
}: SparkOptions & { values: readonly (number | null)[]; tone?: string }) {
  const marks = sparkMarks(values, options)
  const { band, end } = marks
  const outside =
    options.band && end ? (end.value < options.band[0] ? 'up' : end.value > options.band[1] ? 'down' : '') : ''
  return (
    <svg
      className="spark"
      width={marks.width}
      height={marks.height}
      viewBox={`0 0 ${marks.width} ${marks.height}`}
      aria-hidden="true"
    >
      {band && <rect className="band" {...band} />}
      {marks.rules.map((d) => (
        <path key={d} className="faint" d={d} />
      ))}
      {marks.line && <path className={`ln thin ${tone ?? ''}`} d={marks.line} />}
      {end && <circle className={`f ${outside}`} r="2.1" cx={end.x} cy={end.y} />}
    </svg>
  )
}
