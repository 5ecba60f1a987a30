import { z } from 'zod'
import { id, visibility } from './common.ts'

/** Streams of the event log. A reader names one and follows it from a cursor. */
export const eventStreams = ['signals', 'bars', 'jobs', 'pairs', 'conditions', 'sessions', 'runs'] as const
export type EventStream = (typeof eventStreams)[number]

/** Each of their events makes the one before it old: they are kept for hours, the others for a week. */
export const briefStreams: readonly EventStream[] = ['conditions']
export const briefHours = 6

export const eventPayloads = {
  /** A signal was given; `key` is the pair. The row as GraphQL shows it, so that no reader asks the table again. */
  signals: z.object({
    id,
    pairId: id,
    y: z.string(),
    x: z.string(),
    strategy: z.string(),
    kind: z.string(),
    side: z.string(),
    barTs: z.number(),
    closedAt: z.number(),
    z: z.number().nullable(),
    spread: z.number().nullable(),
    beta: z.number().nullable(),
    yClose: z.number(),
    xClose: z.number(),
    strength: z.number(),
    reason: z.string(),
  }),
  /** A bar has closed; `key` is the instrument. */
  bars: z.object({
    instrumentId: id,
    seriesId: z.int(),
    timeframe: z.string(),
    ts: z.number(),
    open: z.number().nullable(),
    high: z.number().nullable(),
    low: z.number().nullable(),
    close: z.number(),
    volume: z.number().nullable(),
  }),
  /** A job moved; `key` is the job. */
  jobs: z.object({
    id,
    kind: z.string(),
    state: z.string(),
    progress: z.number(),
    phase: z.string(),
    done: z.int(),
    total: z.int(),
    error: z.object({ code: z.string(), message: z.string(), hint: z.string().nullable() }).nullable(),
  }),
  /** The state of a watched pair after a bar; `key` is the pair. */
  pairs: z.object({
    pairId: id,
    barTs: z.number(),
    side: z.string(),
    z: z.number().nullable(),
    spread: z.number().nullable(),
    mean: z.number().nullable(),
    sd: z.number().nullable(),
    beta: z.number().nullable(),
    /** Of the spread; missing in events from before they were kept. */
    anomaly: z.number().nullish(),
    trend: z.number().nullish(),
    volatility: z.number().nullish(),
    /** Of the returns of the legs. */
    correlation: z.number().nullish(),
  }),
  /** Where an instrument stands after a bar; `key` is the instrument. */
  conditions: z.object({
    instrumentId: id,
    seriesId: z.int(),
    barTs: z.number(),
    close: z.number(),
    anomaly: z.number().nullable(),
    trend: z.number().nullable(),
    volatility: z.number().nullable(),
  }),
  /** A session or key was revoked, or a role changed; `key` is the user. Gateways close what it opened. */
  sessions: z.object({ userId: id, sessionId: id.nullable(), keyId: id.nullable(), what: z.enum(['revoked', 'role']) }),
  /** A scan or backtest run was written; `key` is the run. */
  runs: z.object({
    runId: id,
    kind: z.enum(['scan', 'backtest', 'walkforward', 'optimisation', 'regimes', 'account', 'adaptive']),
    state: z.string(),
  }),
} as const satisfies Record<EventStream, z.ZodType>
export type EventPayload<S extends EventStream> = z.infer<(typeof eventPayloads)[S]>

/** One numbered event. `pos` is the cursor: one session writes it, so it never comes out of order. */
export interface Event<S extends EventStream = EventStream> {
  readonly pos: bigint
  readonly stream: S
  readonly key: string
  readonly payload: EventPayload<S>
  readonly ownerId: string | null
  readonly visibility: 'private' | 'shared'
  readonly at: Date
}

export const newEvent = z.object({
  stream: z.enum(eventStreams),
  key: z.string(),
  payload: z.unknown(),
  ownerId: id.nullable(),
  visibility,
})
