import type { Visibility } from '#lib/contracts/common.ts'
import type { builder } from './builder.ts'
import { nobody, UserType } from './modules/accounts.ts'
import { JobType } from './modules/jobs.ts'
import { RunStateEnum, VisibilityEnum } from './modules/scalars.ts'

type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never

/** The columns that the rows of all kinds of runs have. */
interface RunRow {
  readonly id: string
  readonly jobId: string | null
  readonly ownerId: string
  readonly visibility: Visibility
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly request: unknown
  readonly manifest: unknown
  readonly computeMs: number | null
  readonly createdAt: Date
  readonly finishedAt: Date | null
}

/** Whose a run is, how it stands, what was asked, what it takes to run it again, when and how long. */
export const runFields = <Row extends RunRow>(t: PothosSchemaTypes.ObjectFieldBuilder<Types, Row>) => ({
  owner: t.field({
    type: UserType,
    resolve: async ({ ownerId }, _, { load }) => (await load.user(ownerId)) ?? nobody(ownerId),
  }),
  visibility: t.field({ type: VisibilityEnum, resolve: ({ visibility }) => visibility }),
  state: t.field({ type: RunStateEnum, resolve: ({ state }) => state }),
  request: t.field({ type: 'JSON', resolve: ({ request }) => request as Record<string, unknown> }),
  manifest: t.field({
    type: 'JSON',
    nullable: true,
    description: 'What is needed to run it again.',
    resolve: ({ manifest }) => manifest as Record<string, unknown> | null,
  }),
  computeMs: t.float({ nullable: true, resolve: ({ computeMs }) => computeMs }),
  createdAt: t.field({ type: 'DateTime', resolve: ({ createdAt }) => createdAt }),
  finishedAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ finishedAt }) => finishedAt }),
  job: t.field({
    type: JobType,
    nullable: true,
    resolve: ({ jobId }, _, { load }) => (jobId ? load.job(jobId) : null),
  }),
})
