import { randomUUID } from 'node:crypto'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { z } from 'zod'
import { Fault, type FaultKind, faultFromZod } from '#lib/fault.ts'

export const errorCodes = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'CONFLICT',
  'RATE_LIMITED',
  'QUERY_TOO_COMPLEX',
  'RESYNC_REQUIRED',
  'UNAVAILABLE',
  'INTERNAL',
] as const
export type ErrorCode = (typeof errorCodes)[number]

const codeOf: Record<FaultKind, ErrorCode> = {
  input: 'BAD_USER_INPUT',
  unauthenticated: 'UNAUTHENTICATED',
  forbidden: 'FORBIDDEN',
  missing: 'NOT_FOUND',
  conflict: 'CONFLICT',
  limited: 'RATE_LIMITED',
  unavailable: 'UNAVAILABLE',
  refused: 'FORBIDDEN',
}

/** An error that already has its code: for what is decided before any resolver runs. */
export function coded(
  code: ErrorCode,
  message: string,
  more: { kind?: string; hint?: string; retryAfter?: number; cursor?: string } = {},
): GraphQLError {
  const { kind = code.toLowerCase().replaceAll('_', '-'), ...rest } = more
  return new GraphQLError(message, { extensions: { code, kind, ...rest } })
}

/** Told every bug, with the id that the caller sees. */
export type Report = (error: unknown, traceId: string) => void

/**
 * The one way an error leaves the server, over HTTP, WebSocket and in process: a stable code, what to do, where it
 * happened; never a stack trace, never the text of a bug.
 */
export function formatError(error: unknown, report: Report = () => {}): GraphQLFormattedError {
  const outer = error instanceof GraphQLError ? error : null
  const place = { ...(outer?.locations && { locations: outer.locations }), ...(outer?.path && { path: outer.path }) }
  const cause = causeOf(error)

  if (cause instanceof GraphQLError) {
    const code = cause.extensions.code
    if (isOurs(code)) return { message: cause.message, ...place, extensions: { ...publicParts(cause), code } }
    // Syntax, validation and coercion are graphql's own words about what was asked.
    return { message: cause.message, ...place, extensions: { code: 'BAD_USER_INPUT', kind: 'input' } }
  }
  const fault =
    cause instanceof z.ZodError ? faultFromZod(cause) : cause instanceof Fault ? cause : faultOfDriver(cause)
  if (fault) {
    return {
      message: fault.message,
      ...place,
      extensions: {
        code: codeOf[fault.kind],
        kind: fault.kind,
        ...(fault.hint && { hint: fault.hint }),
        ...(fault.issues.length > 0 && { issues: fault.issues }),
        ...(fault.retryAfterMs !== undefined && { retryAfter: Math.max(1, Math.ceil(fault.retryAfterMs / 1_000)) }),
      },
    }
  }
  const traceId = randomUUID()
  report(cause, traceId)
  return {
    message: `Something went wrong on our side (${traceId})`,
    ...place,
    extensions: { code: 'INTERNAL', kind: 'internal', traceId },
  }
}

const isOurs = (code: unknown): code is ErrorCode => errorCodes.includes(code as ErrorCode)

function publicParts({ extensions }: GraphQLError) {
  const { kind, hint, issues, retryAfter, cursor } = extensions
  return {
    kind,
    ...(hint ? { hint } : {}),
    ...(issues ? { issues } : {}),
    ...(retryAfter ? { retryAfter } : {}),
    ...(cursor ? { cursor } : {}),
  }
}

/** What a resolver threw, out of the wrapping of graphql and of the query builder. */
function causeOf(error: unknown): unknown {
  let cause = error
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError
  while (cause instanceof Error && cause.constructor.name === 'DrizzleQueryError' && cause.cause) cause = cause.cause
  return cause
}

const lost = /^(ECONN|CONNECT|ENOTFOUND|EPIPE|ETIMEDOUT|57P0|08|53)/

/** What the database says about the world (away, full) or about a value that does not fit its column. */
function faultOfDriver(error: unknown): Fault | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (lost.test(code)) {
    return new Fault('unavailable', 'The database cannot be reached just now', { retryAfterMs: 2_000, cause: error })
  }
  if (code === '22P02' || code === '22003' || code === '22007' || code === '22008' || code === '22021') {
    return new Fault('input', 'A value does not have the form that is asked for', { cause: error })
  }
  return null
}
