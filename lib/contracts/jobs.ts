import { z } from 'zod'
import { adaptiveRequest } from './adaptive.ts'
import { backtestRequest } from './backtests.ts'
import { id, visibility } from './common.ts'
import { optimisationRequest } from './optimisations.ts'
import { scanRequest } from './pairs.ts'
import { portfolioRequest } from './portfolios.ts'
import { regimeRequest } from './regimes.ts'
import { walkForwardRequest } from './studies.ts'

export const jobStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
export type JobState = (typeof jobStates)[number]

/** Every kind of job and the payload it takes; parsed before it is queued and again when it is claimed. */
export const jobPayloads = {
  scan: scanRequest,
  backtest: backtestRequest,
  walkforward: walkForwardRequest,
  optimisation: optimisationRequest,
  regimes: regimeRequest,
  account: portfolioRequest,
  adaptive: adaptiveRequest,
  /** Does nothing for a while, in steps: for trying out the queue, progress and cancel. */
  nap: z.object({ ms: z.int().min(0).max(600_000).default(5_000) }),
  /** Removes what retention no longer asks for: old events, expired sessions and links, old jobs. */
  cleanup: z.object({}),
} as const
export type JobKind = keyof typeof jobPayloads
export const jobKinds = Object.keys(jobPayloads) as [JobKind, ...JobKind[]]
export type JobPayload<K extends JobKind> = z.output<(typeof jobPayloads)[K]>

export const job = z.object({
  id,
  kind: z.string(),
  state: z.enum(jobStates),
  /** 0 to 1. */
  progress: z.number(),
  /** What it is doing, in words. */
  phase: z.string(),
  done: z.int(),
  total: z.int(),
  /** Raised by each take-over; a result of an older attempt is not written. */
  attempt: z.int(),
  payload: z.unknown(),
  result: z.unknown(),
  error: z.object({ code: z.string(), message: z.string(), hint: z.string().nullable() }).nullable(),
  cancelRequested: z.boolean(),
  ownerId: id,
  visibility,
  createdAt: z.date(),
  startedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
})
export type Job = z.infer<typeof job>

export const schedule = z.object({
  id,
  name: z.string().min(1).max(80),
  cron: z
    .string()
    .trim()
    .max(120)
    .regex(/^\S+(\s+\S+){4}$/, 'five fields: minute, hour, day of the month, month, weekday'),
  /** IANA zone. */
  timeZone: z.string().min(1).max(64),
  jobKind: z.string(),
  payload: z.unknown(),
  enabled: z.boolean(),
  ownerId: id,
  visibility,
  createdAt: z.date(),
  lastRunAt: z.date().nullable(),
})
export type Schedule = z.infer<typeof schedule>
