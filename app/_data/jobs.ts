import { graphql, type ResultOf } from './graphql.ts'

export const JobNow = graphql(`
  query JobNow($id: ID!) {
    job(id: $id) {
      id kind state progress phase done total attempt cancelRequested createdAt startedAt finishedAt payload result
      error { code message hint }
    }
  }
`)

export const JobProgressEvents = graphql(`
  subscription JobProgressEvents($id: ID!) {
    jobProgress(id: $id) {
      id kind state progress phase done total attempt cancelRequested createdAt startedAt finishedAt payload result
      error { code message hint }
    }
  }
`)

export const CancelJob = graphql(`
  mutation CancelJob($id: ID!) { cancelJob(id: $id) { id state cancelRequested } }
`)

export type JobView = ResultOf<typeof JobProgressEvents>['jobProgress']

export const isOver = (state: string): boolean => state === 'done' || state === 'failed' || state === 'cancelled'

/** Time left at the pace so far, in milliseconds; null while there is no pace. */
export function timeLeft(job: Pick<JobView, 'progress' | 'startedAt' | 'state'>, now: number): number | null {
  if (job.state !== 'running' || !job.startedAt || job.progress <= 0.02 || job.progress >= 1) return null
  const spent = now - Date.parse(job.startedAt)
  return spent <= 0 ? null : (spent * (1 - job.progress)) / job.progress
}
