'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useMemo, useState } from 'react'
import { pairSentence } from '#app/_charts/pair.ts'
import { PairChart } from '#app/_charts/pair.tsx'
import { type SignalMark, tripsOf } from '#app/_charts/trips.ts'
import { useNow } from '#app/_data/desk.tsx'
import { usePairStates } from '#app/_data/pair-states.ts'
import type { Problem } from '#app/_data/problem.ts'
import { request } from '#app/_data/request.ts'
import { useTape } from '#app/_data/tape.ts'
import { ChartPanel } from '#app/_ui/chart-panel.tsx'
import { number } from '#app/_ui/format.ts'
import { Head, isStale } from '#app/_ui/head.tsx'
import { Empty, Wrong } from '#app/_ui/panel.tsx'
import { age, barTime, duration, milliseconds } from '#app/_ui/time.ts'
import { LinkWord } from '#app/_ui/words.tsx'
import { type Timeframe, timeframeMs } from '#lib/contracts/common.ts'
import { UnwatchPair, WatchPair } from '../documents.ts'
import { PairConditions } from './conditions.tsx'
import { type Pair, type PairData, views } from './documents.ts'
import { RelationPanel } from './relation.tsx'
import { useColumns } from './series.ts'
import { Statistics } from './statistics.tsx'
import { Trips } from './trips.tsx'
import { pairVerdict } from './verdict.ts'

export function PairReport({ data, pair, last: asked }: { data: PairData; pair: Pair; last: number }) {
  const router = useRouter()
  const [problem, setProblem] = useState<Problem | null>(null)
  const barMs = timeframeMs[pair.timeframe as Timeframe] ?? 86_400_000
  const live = usePairStates([pair.id], data.overview.cursor).get(pair.id)
  const { series, rolling } = useColumns(pair.id, pair, live?.last ?? null, asked)
  const tape = useTape(
    pair.signals.edges.map(({ node }) => node),
    data.overview.cursor,
    { pairId: pair.id, most: 100 },
  )
  const trips = useMemo(
    () =>
      tripsOf(
        tape.signals.map(
          (signal): SignalMark => ({
            ts: milliseconds(signal.barTs),
            kind: signal.kind,
            side: signal.side,
            z: signal.z,
            reason: signal.reason,
          }),
        ),
      ),
    [tape.signals],
  )
  const now = useNow(1_000)
  const last = series.ts[series.ts.length - 1]
  const ageMs = now === null || last === undefined || !pair.simulated ? null : now - last - barMs
  const stale = pair.watching && isStale(ageMs, barMs) && (ageMs ?? 0) > 10_000
  const inView = useMemo(
    () => trips.filter((trip) => (trip.out ?? Number.POSITIVE_INFINITY) >= (series.ts[0] ?? 0)),
    [trips, series.ts],
  )
  const chart = {
    y: pair.y,
    x: pair.x,
    ts: series.ts,
    yClose: series.y,
    xClose: series.x,
    spread: series.spread ?? [],
    mean: series.mean ?? [],
    sd: series.sd ?? [],
    z: series.z ?? [],
    entry: series.entry,
    stop: series.stop,
    formedAt: milliseconds(pair.formedAt),
    trips: inView,
  }
  const z = chart.z.findLast((value) => value !== null) ?? pair.state?.z ?? null
  const side = live?.last.side ?? pair.state?.side ?? 'flat'
  const held = trips.find((trip) => trip.out === null)
  const say = pairSentence(chart)
  const watch = async () => {
    setProblem(null)
    const answer = pair.watching
      ? await request(UnwatchPair, { id: pair.id })
      : await request(WatchPair, {
          input: { y: pair.y, x: pair.x, venue: pair.venue, timeframe: pair.timeframe, params: pair.params },
        })
    setProblem(answer.problem)
    if (!answer.problem) router.refresh()
  }
  const pairs = data.neighbours.edges.map(({ node }) => node)
  const at = pairs.findIndex(({ id }) => id === pair.id)
  const [previous, next] = at < 0 ? [undefined, pairs[0]] : [pairs[at - 1], pairs[at + 1]]
  return (
    <>
      <Head
        mode={pair.simulated ? 'SIM' : 'RESEARCH'}
        line={[
          `${pair.y} on ${pair.x}, ${pair.timeframe} bars of ${pair.venue}`,
          last === undefined ? 'no bar' : `to ${barTime(last, barMs)} UTC`,
          <span key="neighbours">
            {previous && (
              <Link rel="prev" href={`/pairs/${previous.id}`}>
                <kbd>[</kbd> {previous.y}/{previous.x}
              </Link>
            )}{' '}
            {next && (
              <Link rel="next" href={`/pairs/${next.id}`}>
                <kbd>]</kbd> {next.y}/{next.x}
              </Link>
            )}
          </span>,
        ]}
        verdict={pairVerdict({
          y: pair.y,
          x: pair.x,
          halfLife: pair.statistics?.halfLife ?? null,
          entry: series.entry,
          z,
          side,
          enteredAt: held ? new Date(held.in).toISOString() : (pair.state?.enteredAt ?? null),
          watching: pair.watching,
          barMs,
          stale,
        })}
        facts={[
          `enter at ${number(series.entry, 1)}, leave at ${number(series.exit, 1)}, stop at ${number(series.stop, 1)} deviations`,
          `β ${number(live?.last.beta ?? pair.state?.beta ?? pair.statistics?.beta, 2)}`,
          `${number(pair.signals.totalCount + tape.arrived)} signals`,
          <button key="watch" type="button" className="act" onClick={() => void watch()}>
            {pair.watching ? 'Unwatch' : 'Watch'}
          </button>,
        ]}
      />
      <Wrong problem={problem} />
      <div className="cols main">
        <div>
          <ChartPanel
            title="Prices, spread, position"
            say={stale ? say.replaceAll(' is ', ' was ') : say}
            name={`${pair.y}-${pair.x}`}
            barMs={barMs}
            tools={
              <>
                {stale ? (
                  <span className="look">
                    bar is {duration(ageMs)} old, expected every {duration(barMs)}
                  </span>
                ) : (
                  <LinkWord />
                )}
                <span className="wide">bars</span>
                {views.map((view) => (
                  <Link
                    key={view}
                    className={view === asked ? 'wide strong' : 'wide'}
                    aria-current={view === asked ? 'true' : undefined}
                    href={`/pairs/${pair.id}?bars=${view}`}
                  >
                    {number(view)}
                  </Link>
                ))}
              </>
            }
            columns={[
              { head: 'time', values: series.ts, as: 'time' },
              { head: pair.y, values: series.y, as: 4 },
              { head: pair.x, values: series.x, as: 4 },
              { head: 'spread', values: chart.spread, as: 5 },
              { head: 'mean', values: chart.mean, as: 5 },
              { head: 'sd', values: chart.sd, as: 5 },
              { head: 'z', values: chart.z, as: 2 },
            ]}
          >
            {series.ts.length > 1 ? (
              <PairChart data={chart} label={say} barMs={barMs} stale={stale} />
            ) : (
              <Empty
                say="There are no bars of both legs yet."
                why={`${pair.y} and ${pair.x} must have bars at the same times.`}
              />
            )}
          </ChartPanel>
        </div>
        <div>
          <PairConditions now={live?.last ?? pair.state} stale={stale} />
          <Statistics pair={pair} />
          <Trips trips={trips} barMs={barMs} />
        </div>
      </div>
      <RelationPanel
        name={`${pair.y}-${pair.x}`}
        rolling={rolling}
        formedAt={milliseconds(pair.formedAt)}
        barMs={barMs}
      />
      {ageMs !== null && stale && <p className="note">The last bar closed {age(ageMs)}.</p>}
    </>
  )
}
