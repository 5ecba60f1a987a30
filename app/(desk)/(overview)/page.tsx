import type { Metadata } from 'next'
import { problemOf, unreachable } from '#app/_data/problem.ts'
import { query } from '#app/_data/query.ts'
import { Failed } from '#app/_ui/panel.tsx'
import { ConditionsNow, LatestResearch, LatestSignals, OverviewPage, RunningJobs } from './documents.ts'
import { Overview } from './overview.tsx'

export const metadata: Metadata = { title: 'Overview' }

export default async function Page() {
  const [main, signals, research, jobs, conditions] = await Promise.all([
    query(OverviewPage, {}),
    query(LatestSignals, {}),
    query(LatestResearch, {}),
    query(RunningJobs, {}),
    query(ConditionsNow, {}),
  ])
  if (!main.data) {
    return (
      <div style={{ paddingTop: 60 }}>
        <Failed problem={problemOf(main.errors) ?? unreachable} what="The overview could not be read.">
          <a className="act" href="/">
            Try again
          </a>
        </Failed>
      </div>
    )
  }
  const panel = <Data,>({ data, errors }: { data: Data | null; errors: Parameters<typeof problemOf>[0] }) => ({
    data,
    problem: data ? null : (problemOf(errors) ?? unreachable),
  })
  return (
    <Overview
      data={main.data}
      signals={panel(signals)}
      research={panel(research)}
      jobs={panel(jobs)}
      conditions={panel(conditions)}
    />
  )
}
