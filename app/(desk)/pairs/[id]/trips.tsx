import type { Trip } from '#app/_charts/trips.ts'
import { number } from '#app/_ui/format.ts'
import { Empty, Panel } from '#app/_ui/panel.tsx'
import { barTime } from '#app/_ui/time.ts'
import { Side } from '#app/_ui/words.tsx'

const shown = 20

/** Round trips by the signals of the pair, newest first. */
export function Trips({ trips, barMs }: { trips: readonly Trip[]; barMs: number }) {
  const newest = [...trips].reverse().slice(0, shown)
  return (
    <Panel title="Trips" tools={trips.length > shown ? <span>the last {shown}</span> : undefined}>
      {newest.length === 0 ? (
        <Empty say="No signal yet." why="Entries and exits appear here as they are given, each with its reason." />
      ) : (
        <table className="plain" aria-label="Trips">
          <thead>
            <tr>
              <th>In, UTC</th>
              <th>Side</th>
              <th className="n">z in</th>
              <th className="n">Bars</th>
              <th className="n">z out</th>
              <th>End</th>
            </tr>
          </thead>
          <tbody>
            {newest.map((trip) => (
              <tr key={`${trip.in} ${trip.side}`} title={trip.reason}>
                <td className="s">{barTime(trip.in, barMs)}</td>
                <td>
                  <Side side={trip.side} />
                </td>
                <td className="n">{number(trip.zIn, 2)}</td>
                <td className="n s">{trip.out === null ? '' : number(Math.round((trip.out - trip.in) / barMs))}</td>
                <td className="n">{trip.out === null ? '' : number(trip.zOut, 2)}</td>
                <td>
                  {trip.out === null ? (
                    'open'
                  ) : trip.how === 'STOP' ? (
                    <span className="look">stop</span>
                  ) : (
                    <span className="s">exit</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}
