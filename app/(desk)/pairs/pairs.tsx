'use client'

import Link from 'next/link'
import { useState } from 'react'
import { histogramSentence } from '#app/_charts/histogram.ts'
import { Histogram } from '#app/_charts/histogram.tsx'
import { isOver, type JobView } from '#app/_data/jobs.ts'
import type { Problem } from '#app/_data/problem.ts'
import { ChartPanel } from '#app/_ui/chart-panel.tsx'
import { number } from '#app/_ui/format.ts'
import { Head, whereBarsComeFrom } from '#app/_ui/head.tsx'
import { Empty, Failed, Panel } from '#app/_ui/panel.tsx'
import { duration, range } from '#app/_ui/time.ts'
import { Working } from '#app/_ui/working.tsx'
import type { PairsData, ScanData } from './documents.ts'
import { Earlier } from './earlier.tsx'
import type { Filters } from './filters.ts'
import { Funnel } from './funnel.tsx'
import { askedOf, scanVerdict } from './scan.ts'
import { ScanForm } from './scan-form.tsx'
import { ScanRows } from './scan-rows.tsx'
import { Watched } from './watched.tsx'

export function Pairs(props: { data: PairsData; scan: ScanData | null; problem: Problem | null; filters: Filters }) {
  const { data, scan, problem, filters } = props
  const [started, setStarted] = useState<JobView[]>([])
  const known = data.jobs.edges.map(({ node }) => node)
  const jobs = [...started.filter((job) => !known.some(({ id }) => id === job.id)), ...known].filter(
    (job) => !isOver(job.state),
  )
  const asked = askedOf(scan?.request)
  const simulated = data.barSets.some((set) => set.simulated && (asked.venue === set.venue || !scan))
  const counts = scan && { ...scan, belowQ: scan.belowQ.totalCount }
  const failed = known.find((job) => job.state === 'failed')
  return (
    <>
      <Head
        mode={simulated ? 'SIM' : 'RESEARCH'}
        line={
          scan
            ? [
                `${asked.venue}, ${asked.timeframe} bars`,
                `${range(scan.firstTs, scan.lastTs)}, ${number(scan.bars)} bars`,
                `computed in ${duration(scan.computeMs)}`,
              ]
            : ['no scan yet']
        }
        verdict={
          counts && scan
            ? scanVerdict(
                counts,
                scan.best.edges.map(({ node }) => node),
              )
            : 'Nothing has been scanned yet.'
        }
        facts={
          scan
            ? [
                `Engle–Granger on log prices, ${asked.lags}, ${asked.both ? 'both directions' : 'one direction'}`,
                `Benjamini–Hochberg q at most ${number(asked.qMax, 2)}`,
                asked.scanned,
                ...asked.narrowed,
                `${number(scan.tested)} regressions`,
              ]
            : [`${number(data.instruments.totalCount)} instruments wait to be compared`]
        }
      />
      <div className="cols main">
        <div>
          {scan && counts && (
            <ChartPanel
              title="What chance alone would give"
              say={histogramSentence(counts)}
              name={`p-values-${scan.id}`}
              columns={[
                { head: 'p from', values: scan.histogram.map((_, i) => i / scan.histogram.length), as: 2 },
                { head: 'pairs', values: scan.histogram, as: 0 },
              ]}
            >
              <Histogram data={counts} />
            </ChartPanel>
          )}
          {!scan && !problem && data.instruments.totalCount === 0 && (
            <Panel title="Pairs">
              <Empty say="There are no bars to scan." why={whereBarsComeFrom} />
            </Panel>
          )}
          {!scan && !problem && data.instruments.totalCount > 0 && (
            <Panel title="Pairs">
              <Empty
                say="No scan has been run."
                why="A scan tests each pair of series for cointegration, corrects for how many it tried, and says why it refuses the others."
              >
                <Link className="act" href="/pairs?new=scan">
                  Scan for pairs
                </Link>
              </Empty>
            </Panel>
          )}
          {problem && (
            <Panel title="Pairs">
              <Failed problem={problem} what="This scan could not be read.">
                <Link className="act" href="/pairs">
                  Show the latest scan
                </Link>
              </Failed>
            </Panel>
          )}
        </div>
        <div>
          {counts && <Funnel counts={counts} qMax={asked.qMax} />}
          <section aria-label="Scan">
            {jobs.map((job) => (
              <Working
                key={job.id}
                job={job}
                title={`Scanning ${askedOf(job.payload).venue}, ${askedOf(job.payload).timeframe} bars`}
              />
            ))}
            {jobs.length === 0 && failed && data.scans.edges[0]?.node.state === 'failed' && (
              <p className="wrong">
                ● The last scan failed: {failed.error?.message} {failed.error?.hint}
              </p>
            )}
            <ScanForm
              sets={data.barSets}
              open={filters.new === 'scan' || (!scan && jobs.length === 0)}
              onStarted={(job) => setStarted([job, ...started])}
            />
          </section>
          <Earlier scans={data.scans.edges.map(({ node }) => node)} shown={scan?.id ?? null} />
        </div>
      </div>
      {scan && <ScanRows scan={scan} filters={filters} watched={data.pairs.edges.map(({ node }) => node)} />}
      <Watched
        pairs={data.pairs.edges.map(({ node }) => node)}
        total={data.pairs.totalCount}
        cursor={data.overview.cursor}
      />
    </>
  )
}
