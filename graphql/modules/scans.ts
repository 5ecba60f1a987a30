import { newId } from '#db/ids.ts'
import { publish } from '#db/outbox.ts'
import { ownPairs } from '#db/queries/pairs.ts'
import { findScan, insertScan, listScanRows, listScans, type ScanRunRow } from '#db/queries/scans.ts'
import { type ScanRow, scanRequest } from '#lib/contracts/pairs.ts'
import { builder, read, research } from '../builder.ts'
import { connectionOf, toConnection } from '../connection.ts'
import { type Context, queueOf, viewerOf } from '../context.ts'
import { inputOf, parseInput } from '../inputs.ts'
import { checkScan } from '../questions.ts'
import { nobody, UserType } from './accounts.ts'
import { JobType } from './jobs.ts'
import { findable, isId, NodeInterface } from './node.ts'
import { PairType } from './pair.ts'
import { RunStateEnum, VisibilityEnum } from './scalars.ts'
import { ScanRowType } from './scan-row.ts'

export const ScanType = builder.objectRef<ScanRunRow>('Scan').implement({
  description:
    'One search for cointegrated pairs: what was asked, how many were tested, how many chance alone would give.',
  interfaces: [NodeInterface],
  fields: (t) => ({
    owner: t.field({
      type: UserType,
      resolve: async ({ ownerId }, _, { load }) => (await load.user(ownerId)) ?? nobody(ownerId),
    }),
    visibility: t.expose('visibility', { type: VisibilityEnum }),
    state: t.expose('state', { type: RunStateEnum }),
    request: t.expose('request', { type: 'JSON' }),
    symbols: t.exposeInt('symbols'),
    tested: t.exposeInt('tested', { description: 'Regressions run.' }),
    pairs: t.exposeInt('pairs'),
    kept: t.exposeInt('kept'),
    expectedByChance: t.exposeFloat('expectedByChance', {
      description: 'Pairs with p below 0.05 that chance alone would give.',
    }),
    expectedFalse: t.exposeFloat('expectedFalse', { description: 'Kept pairs that are expected to be luck.' }),
    belowFive: t.int({
      description: 'Pairs with p below 0.05.',
      resolve: async ({ id }, _, { load }) => (await load.belowFive(id)) ?? 0,
    }),
    histogram: t.exposeIntList('histogram', { description: 'Twenty counts of p between 0 and 1.' }),
    firstTs: t.expose('firstTs', { type: 'DateTime', nullable: true }),
    lastTs: t.expose('lastTs', { type: 'DateTime', nullable: true }),
    bars: t.exposeInt('bars'),
    computeMs: t.exposeFloat('computeMs'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
    job: t.field({
      type: JobType,
      nullable: true,
      resolve: ({ jobId }, _, { load }) => (jobId ? load.job(jobId) : null),
    }),
  }),
})
findable('Scan', (context, id) => findScan(context.house.connection.db, viewerOf(context), id))

const ScanRowConnection = connectionOf('ScanRow', ScanRowType)
builder.objectField(ScanType, 'rows', (t) =>
  t.field({
    type: ScanRowConnection,
    description: 'Tested pairs: those that are kept first, then by q, then p.',
    args: {
      first: t.arg.int({ required: true }),
      after: t.arg.string(),
      keptOnly: t.arg.boolean(),
      qMax: t.arg.float(),
      halfLifeMin: t.arg.float({ description: 'In bars.' }),
      halfLifeMax: t.arg.float({ description: 'In bars.' }),
      spreadSdMinBps: t.arg.float(),
      symbol: t.arg.string({ description: 'Pairs with this leg.' }),
    },
    resolve: async ({ id }, args, { house }) =>
      toConnection(await listScanRows(house.connection.db, id, args), ({ n, row, spark, kept }) => ({
        ...row,
        rank: n,
        spark,
        kept,
      })),
  }),
)

const watchedBy = new WeakMap<Context, ReturnType<typeof ownPairs>>()

builder.objectField(ScanRowType, 'pair', (t) =>
  t.field({
    type: PairType,
    nullable: true,
    description: 'The pair of the viewer, when it is watched.',
    resolve: async ({ y, x }: ScanRow, _, context) => {
      let mine = watchedBy.get(context)
      if (!mine) {
        mine = ownPairs(context.house.connection.db, viewerOf(context).userId)
        watchedBy.set(context, mine)
      }
      return (await mine).get(`${y}/${x}`) ?? null
    },
  }),
)

const ScanConnection = connectionOf('Scan', ScanType)
builder.queryField('scans', (t) =>
  t.field({
    type: ScanConnection,
    authScopes: read,
    description: 'Newest first.',
    args: { first: t.arg.int({ required: true }), after: t.arg.string() },
    resolve: async (_, args, context) =>
      toConnection(await listScans(context.house.connection.db, viewerOf(context), args), (row) => row),
  }),
)

builder.queryField('scan', (t) =>
  t.field({
    type: ScanType,
    nullable: true,
    authScopes: read,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_, { id }, context) => (isId(id) ? findScan(context.house.connection.db, viewerOf(context), id) : null),
  }),
)

builder.mutationField('startScan', (t) =>
  t.field({
    type: JobType,
    authScopes: research,
    description: 'Starts a search for pairs; follow it with `jobProgress`.',
    args: { input: t.arg({ type: inputOf(scanRequest, 'ScanInput'), required: true }) },
    resolve: async (_, { input }, context) => {
      const viewer = viewerOf(context)
      const request = parseInput(scanRequest, input)
      await checkScan(context, request)
      const queue = queueOf(context)
      const jobId = newId()
      const owned = { ownerId: viewer.userId, visibility: request.visibility }
      await context.house.connection.db.transaction(async (tx) => {
        const run = await insertScan(tx, { id: newId(), jobId, request, state: 'queued', ...owned })
        await queue.enqueue(tx, { id: jobId, kind: 'scan', payload: request, ...owned })
        await publish(tx, [
          { stream: 'runs', key: run.id, payload: { runId: run.id, kind: 'scan', state: 'queued' }, ...owned },
        ])
      })
      const job = await context.load.job(jobId)
      if (!job) throw new Error('Invariant: a job that was queued is not there')
      return job
    },
  }),
)
