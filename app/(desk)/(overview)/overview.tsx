'use client'

import Link from 'next/link'
import { useBarAge, useDesk } from '#app/_data/desk.tsx'
import { usePairStates } from '#app/_data/pair-states.ts'
import { useTape } from '#app/_data/tape.ts'
import { number, percent, plural } from '#app/_ui/format.ts'
import { Head, isStale, venueWords } from '#app/_ui/head.tsx'
import { Empty, Panel } from '#app/_ui/panel.tsx'
import { TapeTable } from '#app/_ui/tape-table.tsx'
import { LinkWord } from '#app/_ui/words.tsx'
import { Working } from '#app/_ui/working.tsx'
import type { OverviewData } from './documents.ts'
import { LastBacktest } from './last-backtest.tsx'
import { Processes } from './processes.tsx'
import { Running, rowsOf } from './running.tsx'
import { overviewVerdict } from './verdict.ts'

export function Overview({ data }: { data: OverviewData }) {
  const { overview } = useDesk()
  const now = overview ?? data.overview
  const age = useBarAge()
  const stale = isStale(age, now.expectedBarMs)
  const pairs = data.pairs.edges.map(({ node }) => node)
  const live = usePairStates(
    pairs.map((pair) => pair.id),
    data.overview.cursor,
  )
  const rows = rowsOf(pairs, live)
  const tape = useTape(
    data.signals.edges.map(({ node }) => node),
    data.overview.cursor,
    { most: 15 },
  )
  const scan = data.scans.edges[0]?.node
  const backtest = data.backtests.edges[0]?.node
  const simulated = pairs.length === 0 || pairs.every((pair) => pair.simulated)
  return (
    <>
      <Head
        mode={simulated ? 'SIM' : 'LIVE DATA'}
        line={[venueWords(now.venues)]}
        live
        verdict={overviewVerdict(rows, stale)}
        facts={[
          `${number(now.signalsToday)} ${plural(now.signalsToday, 'signal')} today`,
          `${number(now.instruments)} instruments`,
          ...(scan?.state === 'done'
            ? [
                `${number(scan.kept)} of ${number(scan.pairs)} pairs kept, ${number(scan.expectedFalse, 1)} expected by luck`,
              ]
            : []),
          ...(backtest?.metrics
            ? [`worst drawdown of the last backtest ${percent(-Math.abs(backtest.metrics.maxDrawdown))}`]
            : []),
        ]}
      />
      <div className="cols main">
        <div>
          <Running rows={rows} stale={stale} ageMs={age} expectedMs={now.expectedBarMs} />
          <LastBacktest backtest={backtest ?? null} />
        </div>
        <div>
          {data.jobs.edges.length > 0 && (
            <Panel title="Working" tools={<Link href="/jobs">all jobs</Link>}>
              {data.jobs.edges.map(({ node }) => (
                <Working key={node.id} job={node} title={node.kind} />
              ))}
            </Panel>
          )}
          <Panel
            title="Signals"
            tools={
              <>
                <LinkWord />
                <Link href="/signals">all</Link>
              </>
            }
          >
            {tape.signals.length > 0 ? (
              <TapeTable signals={tape.signals} most={15} />
            ) : (
              <Empty say="No signal yet." why="Each watched pair gives one when its spread leaves its band." />
            )}
          </Panel>
        </div>
      </div>
      <Processes processes={data.overview.processes} />
    </>
  )
}
