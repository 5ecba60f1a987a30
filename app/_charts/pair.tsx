'use client'

import { useMemo } from 'react'
import { number, price } from '../_ui/format.ts'
import { barTime } from '../_ui/time.ts'
import { useWidth } from './device.tsx'
import { type PairData, type PairMarks, pairMarks } from './pair.ts'
import { Ends, RangeFrame, TimeFrame } from './parts.tsx'
import { triangle } from './path.ts'
import { Plotted } from './plotted.tsx'

/** Prices, spread with band, entries and exits, and z-score, on one time axis. */
export function PairChart({
  data,
  label,
  barMs,
  stale = false,
}: {
  data: PairData
  label: string
  barMs: number
  stale?: boolean
}) {
  const [ref, width] = useWidth(800)
  const marks = useMemo(() => pairMarks(data, width), [data, width])
  const read = (i: number) =>
    `${barTime(data.ts[i], barMs)} UTC: ${data.y} ${price(data.yClose[i])}, ${data.x} ${price(data.xClose[i])}, z ${number(data.z[i], 2)}`
  return (
    <div className={stale ? 'old' : undefined}>
      <Plotted
        refer={ref}
        label={label}
        width={width}
        height={marks.height}
        cursor={{ ts: data.ts, x: marks.x, invert: marks.invert, read }}
      >
        <Prices marks={marks} />
        <Spread marks={marks} />
        <Score marks={marks} />
        <TimeFrame axis={marks.time} left={marks.prices.left} />
      </Plotted>
    </div>
  )
}

/** What was estimated and what was watched are parted by a line with both words. */
function Cut({ marks, height, named = false }: { marks: PairMarks; height: number; named?: boolean }) {
  if (marks.cut === null) return null
  const room = { left: marks.cut > 90, right: marks.prices.width - marks.cut > 110 }
  return (
    <>
      <path className="faint" d={`M${marks.cut},-4V${height + 2}`} />
      {named && room.left && (
        <text className="v" x={marks.cut - 6} y={height} textAnchor="end">
          {marks.narrow ? 'estimated' : 'estimated here'}
        </text>
      )}
      {named && room.right && (
        <text className="v" x={marks.cut + 6} y={height}>
          {marks.narrow ? 'watched' : 'watched from here'}
        </text>
      )}
    </>
  )
}

function Prices({ marks }: { marks: PairMarks }) {
  const { prices } = marks
  return (
    <g transform={`translate(${prices.left},${prices.top})`}>
      <Cut marks={marks} height={prices.height} named />
      <path className="ln ctx" d={prices.x} data-series="x" />
      <path className="ln" d={prices.y} data-series="y" />
      {prices.caption && (
        <text x={0} y={4}>
          {prices.caption}
        </text>
      )}
      <RangeFrame frame={prices.frame} />
      <Ends labels={prices.ends} width={prices.width} narrow={marks.narrow} />
    </g>
  )
}

function Spread({ marks }: { marks: PairMarks }) {
  const { spread } = marks
  return (
    <g transform={`translate(${spread.left},${spread.top})`}>
      <text x={0} y={-12} data-for={marks.narrow ? 'spread' : undefined}>
        {marks.narrow
          ? 'spread, bp, and its entry band'
          : 'spread against its mean, bp, and the band outside of which it enters'}
      </text>
      <Cut marks={marks} height={spread.height} />
      <path className="band" d={spread.band} />
      <path className="hair" d={spread.mean} />
      <path className="ln thin" d={spread.line} data-series="spread" />
      {spread.trips.map((trip) => (
        <g key={`${trip.entry.x} ${trip.side}`}>
          <path className={`ln held ${trip.side === 'long' ? 'up' : 'down'}`} d={trip.stretch} />
          <path
            className={`f ${trip.side === 'long' ? 'up' : 'down'}`}
            d={triangle(trip.side === 'long' ? 1 : -1)}
            transform={`translate(${trip.entry.x},${trip.entry.y})`}
          />
          {trip.exit && (
            <circle className={trip.exit.stop ? 'o look' : 'o'} r="2.6" cx={trip.exit.x} cy={trip.exit.y} />
          )}
          {trip.exit?.stop && (
            <text className="look halo" x={trip.exit.x} y={trip.exit.y - 8} textAnchor="middle">
              stop
            </text>
          )}
        </g>
      ))}
      {spread.names.map((name) => (
        <text key={name.text} className={`${name.tone} halo`} x={name.x} y={name.y} textAnchor={name.anchor}>
          {name.text}
        </text>
      ))}
      <RangeFrame frame={spread.frame} />
      {!marks.narrow && <Ends labels={spread.ends} width={spread.width} narrow={false} />}
    </g>
  )
}

function Score({ marks }: { marks: PairMarks }) {
  const { score } = marks
  return (
    <g transform={`translate(${score.left},${score.top})`}>
      <text x={0} y={-6} data-for={marks.narrow ? 'z' : undefined}>
        z-score
      </text>
      {marks.narrow && (
        <text className="b" x={score.width} y={-6} textAnchor="end">
          {score.ends.find((label) => label.series === 'z')?.text}
        </text>
      )}
      <Cut marks={marks} height={score.height} />
      {score.rules.map((d) => (
        <path key={d} className="faint" d={d} />
      ))}
      <path className="ln thin" d={score.line} data-series="z" />
      <RangeFrame frame={score.frame} />
      {!marks.narrow && <Ends labels={score.ends} width={score.width} narrow={false} />}
    </g>
  )
}
