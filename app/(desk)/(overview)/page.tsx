import type { Metadata } from 'next'
import { problemOf, unreachable } from '#app/_data/problem.ts'
import { query } from '#app/_data/query.ts'
import { Unread } from '#app/_ui/unread.tsx'
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
    return <Unread errors={main.errors} what="The overview could not be read." href="/" />
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
