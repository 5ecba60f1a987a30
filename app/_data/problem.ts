/** What went wrong, as a page shows it: what happened, what to do, code and trace in small. */
export interface Problem {
  readonly code: string
  readonly message: string
  readonly hint: string | null
  readonly traceId: string | null
  /** Fields and what is wrong with each. */
  readonly issues: readonly { readonly path: string; readonly message: string }[]
  /** Seconds until it is worth trying again. */
  readonly retryAfter: number | null
}

interface Failure {
  readonly message: string
  readonly extensions?: Readonly<Record<string, unknown>> | null
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** The first error of an answer, or null when there is none. */
export function problemOf(errors: readonly Failure[] | null | undefined): Problem | null {
  const first = errors?.[0]
  if (!first) return null
  const { code, hint, traceId, issues, retryAfter } = first.extensions ?? {}
  return {
    code: text(code) ?? 'INTERNAL',
    message: first.message,
    hint: text(hint),
    traceId: text(traceId),
    issues: Array.isArray(issues) ? issues : [],
    retryAfter: typeof retryAfter === 'number' ? retryAfter : null,
  }
}

export const unreachable: Problem = {
  code: 'UNAVAILABLE',
  message: 'TITAN does not answer.',
  hint: 'The gateway may be starting. What you see is what was read before.',
  traceId: null,
  issues: [],
  retryAfter: null,
}
