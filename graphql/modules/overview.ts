import { eventBounds } from '#db/follow.ts'
import { newestBar } from '#db/queries/bars.ts'
import { venueNames } from '#db/queries/instruments.ts'
import { countRunningJobs } from '#db/queries/jobs.ts'
import { countThings, listProcesses, type ProcessRow } from '#db/queries/overview.ts'
import { doubledPairs } from '#db/queries/pairs.ts'
import { countSignalsSince } from '#db/queries/signals.ts'
import { type Timeframe, timeframeMs } from '#lib/contracts/common.ts'
import type { RateAnswer } from '../access/budget.ts'
import { builder, read } from '../builder.ts'
import { viewerOf } from '../context.ts'

/** A process that has not been heard of for so long is shown as stale. */
const staleAfterMs = 15_000

const RoleProcessType = builder.objectRef<ProcessRow>('RoleProcess').implement({
  description: 'A running process of TITAN.',
  fields: (t) => ({
    id: t.exposeID('id'),
    role: t.exposeString('role'),
    pid: t.exposeInt('pid'),
    startedAt: t.expose('startedAt', { type: 'DateTime' }),
    beatAt: t.expose('beatAt', { type: 'DateTime' }),
    stale: t.boolean({ resolve: ({ beatAt }, _, { nowMs }) => nowMs - beatAt.getTime() > staleAfterMs }),
    detail: t.expose('detail', { type: 'JSON' }),
  }),
})

/** Each figure is asked for only when it is selected. */
const OverviewType = builder.objectRef<Record<string, never>>('Overview').implement({
  fields: (t) => ({
    pairsWatched: t.int({ resolve: async (_, __, context) => (await counts(context)).pairsWatched }),
    pairsInPosition: t.int({ resolve: async (_, __, context) => (await counts(context)).pairsInPosition }),
    backtests: t.int({ resolve: async (_, __, context) => (await counts(context)).backtests }),
    instruments: t.int({ resolve: async (_, __, context) => (await counts(context)).instruments }),
    signalsToday: t.int({
      description: 'Since midnight UTC.',
      resolve: (_, __, context) =>
        countSignalsSince(
          context.house.connection.db,
          viewerOf(context),
          new Date(Math.floor(context.nowMs / 86_400_000) * 86_400_000),
        ),
    }),
    jobsRunning: t.int({
      description: 'Queued or running.',
      resolve: (_, __, context) => countRunningJobs(context.house.connection.db, viewerOf(context)),
    }),
    lastBarAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the newest bar closed.',
      resolve: async (_, __, context) => (await lastBar(context))?.closedAt ?? null,
    }),
    lastBarAgeMs: t.float({
      nullable: true,
      resolve: async (_, __, context) => {
        const bar = await lastBar(context)
        return bar && Math.max(0, context.nowMs - bar.closedAt)
      },
    }),
    expectedBarMs: t.float({
      nullable: true,
      description: 'Length of that bar: an age of many times this is a feed that stands still.',
      resolve: async (_, __, context) => (await lastBar(context))?.lengthMs ?? null,
    }),
    doubledPairs: t.idList({
      description: 'Pairs of TITAN that the viewer watches, too: the lists of pairs and signals leave them out.',
      resolve: (_, __, context) => doubledPairs(context.house.connection.db, viewerOf(context)),
    }),
    venues: t.stringList({ resolve: (_, __, { house }) => venueNames(house.connection.db) }),
    cursor: t.field({
      type: 'Cursor',
      description: 'Newest position of the event log. Read it before the lists, subscribe with it after them.',
      resolve: async (_, __, { house }) => (await eventBounds(house.connection.sql)).newest,
    }),
    processes: t.field({
      type: [RoleProcessType],
      resolve: (_, __, { house }) => listProcesses(house.connection.db),
    }),
  }),
})

type ContextOf = Parameters<typeof viewerOf>[0]
const countsOf = new WeakMap<ContextOf, ReturnType<typeof countThings>>()
function counts(context: ContextOf) {
  let asked = countsOf.get(context)
  if (!asked) {
    asked = countThings(context.house.connection.db, viewerOf(context))
    countsOf.set(context, asked)
  }
  return asked
}

const barOf = new WeakMap<ContextOf, Promise<{ closedAt: number; lengthMs: number } | null>>()
function lastBar(context: ContextOf) {
  let asked = barOf.get(context)
  if (!asked) {
    asked = newestBar(context.house.connection.sql).then((bar) => {
      if (!bar) return null
      const lengthMs = timeframeMs[bar.timeframe as Timeframe]
      return { closedAt: bar.ts + lengthMs, lengthMs }
    })
    barOf.set(context, asked)
  }
  return asked
}

builder.queryField('overview', (t) =>
  t.field({ type: OverviewType, authScopes: read, extensions: { cost: 20 }, resolve: () => ({}) }),
)

const RateLimitType = builder.objectRef<RateAnswer>('RateLimit').implement({
  description: 'Points of the tightest bucket (key, account or address) after this operation.',
  fields: (t) => ({
    limit: t.int({ resolve: ({ limit }) => Math.floor(limit) }),
    cost: t.exposeInt('cost'),
    remaining: t.exposeInt('remaining'),
    used: t.exposeInt('used'),
    resetAt: t.field({ type: 'DateTime', resolve: ({ resetAtMs }) => resetAtMs }),
  }),
})

builder.queryField('rateLimit', (t) =>
  t.field({
    type: RateLimitType,
    description: 'What this operation cost and what is left.',
    resolve: (_, __, { rate, nowMs }) =>
      rate ?? { limit: 0, cost: 0, remaining: 0, used: 0, resetAtMs: nowMs, retryAfterMs: 0 },
  }),
)
