/**
 * The one error class for what the outside did wrong or could not do. A bug is an assertion;
 * an outcome of the domain (a rejected pair, a refused order) is a value.
 */
export const faultKinds = [
  'input',
  'unauthenticated',
  'forbidden',
  'missing',
  'conflict',
  'limited',
  'unavailable',
  'refused',
] as const
export type FaultKind = (typeof faultKinds)[number]
export type FaultNext = 'fix' | 'retry' | 'backoff' | 'stop'

export interface FaultIssue {
  readonly path: string
  readonly message: string
}

export class Fault extends Error {
  override readonly name = 'Fault'
  readonly kind: FaultKind
  readonly next: FaultNext
  readonly hint?: string
  readonly issues: readonly FaultIssue[]
  readonly retryAfterMs?: number

  constructor(
    kind: FaultKind,
    message: string,
    more: {
      next?: FaultNext
      hint?: string
      issues?: readonly FaultIssue[]
      retryAfterMs?: number
      cause?: unknown
    } = {},
  ) {
    super(message, { cause: more.cause })
    this.kind = kind
    this.next = more.next ?? nextOf[kind]
    this.hint = more.hint
    this.issues = more.issues ?? []
    this.retryAfterMs = more.retryAfterMs
  }
}

const nextOf: Record<FaultKind, FaultNext> = {
  input: 'fix',
  unauthenticated: 'fix',
  forbidden: 'stop',
  missing: 'fix',
  conflict: 'fix',
  limited: 'backoff',
  unavailable: 'backoff',
  refused: 'stop',
}

/** A zod error as one Fault that names every field. */
export function faultFromZod(
  error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] },
  what = 'Input',
): Fault {
  const issues = error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }))
  const first = issues[0]
  const where = first?.path ? `${first.path}: ` : ''
  return new Fault(
    'input',
    `${what} ${/^Parameters\b/.test(what) ? 'are' : 'is'} not valid. ${where}${first?.message ?? ''}`,
    { issues },
  )
}

/** Stops the process on what cannot be: a bug, never bad input. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant: ${message}`)
}
