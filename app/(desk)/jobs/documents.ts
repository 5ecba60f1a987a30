import { graphql, type ResultOf } from '#app/_data/graphql.ts'

export const JobsPage = graphql(`
  query JobsPage($first: Int!, $after: String, $state: JobState) {
    jobs(first: $first, after: $after, state: $state) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        node {
          id kind state progress phase done total attempt cancelRequested createdAt startedAt finishedAt payload result
          error { code message hint }
          owner { name }
        }
      }
    }
    running: jobs(first: 20, state: running) {
      edges {
        node {
          id kind state progress phase done total attempt cancelRequested createdAt startedAt finishedAt payload result
          error { code message hint }
        }
      }
    }
    queued: jobs(first: 20, state: queued) {
      totalCount
      edges {
        node {
          id kind state progress phase done total attempt cancelRequested createdAt startedAt finishedAt payload result
          error { code message hint }
        }
      }
    }
    schedules { id name cron timeZone jobKind payload enabled lastRunAt }
    overview { cursor }
  }
`)

export const CreateSchedule = graphql(`
  mutation CreateSchedule($input: ScheduleInput!) { createSchedule(input: $input) { id } }
`)

export const DeleteSchedule = graphql(`
  mutation DeleteSchedule($id: ID!) { deleteSchedule(id: $id) }
`)

export type JobsData = ResultOf<typeof JobsPage>
export type JobRow = JobsData['jobs']['edges'][number]['node']
