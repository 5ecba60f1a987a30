import type { TapeSignal } from '../_data/tape.ts'
import { number } from './format.ts'
import { PairName } from './pair-name.tsx'
import { clockSeconds, day } from './time.ts'
import { Said, Sim } from './words.tsx'

/** Signals, newest first; a repeated date is printed once. */
export function TapeTable({ signals, most }: { signals: readonly TapeSignal[]; most: number }) {
  let before = ''
  return (
    <table className="plain" aria-label="Latest signals">
      <thead>
        <tr>
          <th>UTC</th>
          <th>
            <span className="unseen">Time</span>
          </th>
          <th>Pair</th>
          <th>Signal</th>
          <th className="n">z</th>
        </tr>
      </thead>
      <tbody>
        {signals.slice(0, most).map((signal) => {
          const date = day(signal.closedAt)
          const first = date !== before
          before = date
          return (
            <tr key={signal.id} data-href={`/pairs/${signal.pairId}`} data-signal={signal.id}>
              <td className="q">{first ? date : ''}</td>
              <td className="q">{clockSeconds(signal.closedAt)}</td>
              <td>
                <a href={`/pairs/${signal.pairId}`}>
                  <PairName y={signal.y} x={signal.x} />
                </a>
                <Sim when={signal.simulated} />
              </td>
              <td>
                <Said kind={signal.kind} side={signal.side} />
              </td>
              <td className="n">{number(signal.z, 2)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
