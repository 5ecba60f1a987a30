'use client'

import Link from 'next/link'
import { useQueryStates } from 'nuqs'
import { useDesk } from '#app/_data/desk.tsx'
import { type TapeSignal, useTape } from '#app/_data/tape.ts'
import { number, price } from '#app/_ui/format.ts'
import { Head, modeOf, venueWords } from '#app/_ui/head.tsx'
import { PairName } from '#app/_ui/pair-name.tsx'
import { Empty, Panel } from '#app/_ui/panel.tsx'
import { clockSeconds, day } from '#app/_ui/time.ts'
import { LinkWord, Said, Sim } from '#app/_ui/words.tsx'
import type { SignalsData } from './documents.ts'
import { type Filters, filters as parsers } from './filters.ts'
import { countsOf, tapeVerdict } from './tape.ts'

const most = 200

export function Signals({ data, filters }: { data: SignalsData; filters: Filters }) {
  const { overview } = useDesk()
  const [, setFilters] = useQueryStates(parsers, { shallow: false })
  const tape = useTape(
    data.signals.edges.map(({ node }) => node),
    data.overview.cursor,
    // An older page stands still; the newest one is live.
    { most, accept: (signal) => !filters.after && (!filters.kind || signal.kind === filters.kind) },
  )
  const today = Math.max(data.overview.signalsToday, overview?.signalsToday ?? 0)
  const counts = countsOf(tape.signals)
  const { venues } = data.overview
  const simulated = tape.signals.length > 0 ? tape.signals.some((signal) => signal.simulated) : venues.includes('SIM')
  return (
    <>
      <Head
        mode={modeOf(venues, simulated)}
        line={[venueWords(venues)]}
        live
        verdict={tapeVerdict(tape.signals, today)}
        facts={[
          `${number(counts.entries)} entries, ${number(counts.exits)} exits, ${number(counts.stops)} stops in view`,
          `${number(data.overview.pairsInPosition)} of ${number(data.overview.pairsWatched)} pairs hold a position`,
          `${number(tape.arrived)} arrived since you look`,
        ]}
      />
      <Panel
        title="Tape"
        tools={
          <>
            {tape.hole && (
              <span className="look">some signals were missed while the link was down; reload for all</span>
            )}
            {filters.after ? <span>older signals</span> : <LinkWord />}
          </>
        }
      >
        <search className="filters">
          <label>
            signal
            <select
              data-filter=""
              value={filters.kind ?? ''}
              onChange={(event) =>
                void setFilters({ kind: (event.currentTarget.value || null) as Filters['kind'], after: null })
              }
            >
              <option value="">any</option>
              <option value="ENTER">entry</option>
              <option value="EXIT">exit</option>
              <option value="STOP">stop</option>
              <option value="REBALANCE">rebalance</option>
            </select>
          </label>
        </search>
        {tape.signals.length === 0 ? (
          <Empty
            say="No signal yet."
            why="Each watched pair gives one when its spread leaves its band, and when it comes back."
          >
            <Link className="act" href="/pairs">
              Find pairs to watch
            </Link>
          </Empty>
        ) : (
          <Tape signals={tape.signals} />
        )}
        {(filters.after || data.signals.pageInfo.hasNextPage) && (
          <p className="acts">
            {filters.after && (
              <button type="button" className="act" onClick={() => void setFilters({ after: null })}>
                Newest
              </button>
            )}
            {data.signals.pageInfo.hasNextPage && (
              <button
                type="button"
                className="act"
                onClick={() => void setFilters({ after: data.signals.pageInfo.endCursor })}
              >
                Older
              </button>
            )}
          </p>
        )}
      </Panel>
    </>
  )
}

function Tape({ signals }: { signals: readonly TapeSignal[] }) {
  let before = ''
  return (
    <table aria-label="Signals">
      <thead>
        <tr>
          <th className="wide">UTC</th>
          <th>
            <span className="phone">UTC</span>
            <span className="unseen">Time</span>
          </th>
          <th>Pair</th>
          <th>Signal</th>
          <th className="n">z</th>
          <th className="n wide">Spread</th>
          <th className="n mid">β</th>
          <th className="n wide">Price y</th>
          <th className="n wide">Price x</th>
          <th className="wide">Reason</th>
        </tr>
      </thead>
      <tbody>
        {signals.map((signal) => {
          const date = day(signal.closedAt)
          const first = date !== before
          before = date
          return (
            <tr key={signal.id} data-href={`/pairs/${signal.pairId}`} data-signal={signal.id}>
              <td className="q wide">{first ? date : ''}</td>
              <td className="q">{clockSeconds(signal.closedAt)}</td>
              <td>
                <Link href={`/pairs/${signal.pairId}`}>
                  <b>
                    <PairName y={signal.y} x={signal.x} />
                  </b>
                </Link>
                <Sim when={signal.simulated} />
              </td>
              <td>
                <Said kind={signal.kind} side={signal.side} />
              </td>
              <td className="n">{number(signal.z, 2)}</td>
              <td className="n s wide">{number(signal.spread, 4)}</td>
              <td className="n s mid">{number(signal.beta, 2)}</td>
              <td className="n s wide">{price(signal.yClose)}</td>
              <td className="n s wide">{price(signal.xClose)}</td>
              <td className="q wide clip">{signal.reason}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
