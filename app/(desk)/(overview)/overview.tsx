'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { useBarAge, useDesk } from '#app/_data/desk.tsx'
import { usePairStates } from '#app/_data/pair-states.ts'
import type { Problem } from '#app/_data/problem.ts'
import { useTape } from '#app/_data/tape.ts'
import { number, percent, plural } from '#app/_ui/format.ts'
import { Head, isStale, modeOf, venueWords } from '#app/_ui/head.tsx'
import { Empty, Failed, Panel } from '#app/_ui/panel.tsx'
import { TapeTable } from '#app/_ui/tape-table.tsx'
import { LinkWord } from '#app/_ui/words.tsx'
import { Working } from '#app/_ui/working.tsx'
import { Conditions } from './conditions.tsx'
import type { ConditionsData, OverviewData, ResearchData, RunningJobsData, SignalsData } from './documents.ts'
import { LastBacktest } from './last-backtest.tsx'
import { Processes } from './processes.tsx'
import { Running, rowsOf } from './running.tsx'
import { overviewVerdict } from './verdict.ts'

/** A panel's own answer: what is there is drawn, what could not be read says why. */
interface Read<Data> {
  readonly data: Data | null
  readonly problem: Problem | null
}

export function Overview(props: {
  data: OverviewData
  signals: Read<SignalsData>
  research: Read<ResearchData>
  jobs: Read<RunningJobsData>
  conditions: Read<ConditionsData>
}) {
  const { data, signals, research } = props
  const { overview } = useDesk()
  const now = overview ?? data.overview
  const router = useRouter()
  const changed =
    now.pairsWatched !== data.overview.pairsWatched ||
    now.backtests !== data.overview.backtests ||
    now.jobsRunning !== data.overview.jobsRunning
  useEffect(() => {
    if (changed) router.refresh()
  }, [changed, router])
  const age = useBarAge()
  const stale = isStale(age, now.expectedBarMs)
  const pairs = data.pairs.edges.map(({ node }) => node)
  const live = usePairStates(
    pairs.map((pair) => pair.id),
    data.overview.cursor,
  )
  const rows = rowsOf(pairs, live)
  const tape = useTape(signals.data?.signals.edges.map(({ node }) => node) ?? [], data.overview.cursor, {
    most: 15,
  })
  const jobs = props.jobs.data?.jobs.edges ?? []
  const scan = research.data?.scans.edges[0]?.node
  const backtest = research.data?.backtests.edges[0]?.node
  const simulated = pairs.length > 0 ? pairs.every((pair) => pair.simulated) : now.venues.includes('SIM')
  return (
    <>
      <Head
        mode={modeOf(now.venues, simulated)}
        line={[venueWords(now.venues)]}
        live
        verdict={overviewVerdict(rows, stale, now.instruments > 0)}
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
          <Running rows={rows} stale={stale} ageMs={age} expectedMs={now.expectedBarMs} bars={now.instruments > 0} />
          <Conditions
            data={props.conditions.data}
            problem={props.conditions.problem}
            cursor={data.overview.cursor}
            stale={stale}
          />
          <LastBacktest backtest={backtest ?? null} problem={research.problem} />
        </div>
        <div>
          {jobs.length > 0 && (
            <Panel title="Working" tools={<Link href="/jobs">all jobs</Link>}>
              {jobs.map(({ node }) => (
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
            {signals.problem && <Failed problem={signals.problem} what="Earlier signals could not be read." />}
            {tape.signals.length > 0 ? (
              <TapeTable signals={tape.signals} most={15} />
            ) : signals.problem ? null : (
              <Empty say="No signal yet." why="Each watched pair gives one when its spread leaves its band." />
            )}
          </Panel>
        </div>
      </div>
      <Processes processes={data.overview.processes} />
    </>
  )
}
