import { number, plural } from '#app/_ui/format.ts'

/** What a job is about, from its payload, in a few words. */
export function aboutJob(kind: string, payload: unknown): string {
  const asked = (payload ?? {}) as {
    venue?: unknown
    timeframe?: unknown
    symbols?: unknown
    strategy?: unknown
    ms?: unknown
  }
  const symbols = Array.isArray(asked.symbols) ? asked.symbols.map(String) : []
  const named = symbols.length > 4 ? `${symbols.length} symbols` : symbols.join(', ')
  const parts =
    kind === 'scan'
      ? [asked.venue, asked.timeframe, named || 'all symbols']
      : typeof asked.strategy === 'string'
        ? [asked.strategy, named]
        : []
  return parts.filter((part) => typeof part === 'string' && part !== '').join(', ')
}

/** Under which name each kind of job says what it made, and where that is seen. */
const pages: Readonly<Record<string, readonly [name: string, address: string] | undefined>> = {
  scan: ['scanId', '/pairs?scan='],
  backtest: ['backtestId', '/backtests/'],
  walkforward: ['walkForwardId', '/walk-forward/'],
  optimisation: ['optimisationId', '/optimisations/'],
  regimes: ['regimeRunId', '/regimes/'],
  account: ['accountRunId', '/accounts/'],
  adaptive: ['adaptiveStudyId', '/regimes/choices/'],
}

/** Where a finished job's result can be seen, or null. */
export function resultHref(kind: string, result: unknown): string | null {
  const [name = '', address = ''] = pages[kind] ?? []
  const id = (result as Readonly<Record<string, unknown>> | null)?.[name]
  return typeof id === 'string' ? `${address}${id}` : null
}

export function jobsVerdict(running: number, queued: number, failed: readonly { kind: string }[]): string {
  const now =
    running === 0 && queued === 0
      ? 'Nothing is running'
      : `${number(running)} ${plural(running, 'job')} ${running === 1 ? 'runs' : 'run'}${queued > 0 ? `, ${number(queued)} ${queued === 1 ? 'waits' : 'wait'}` : ''}`
  return failed.length === 0
    ? `${now}; none of the latest failed.`
    : `${now}; ${failed.length === 1 ? `a ${failed[0].kind} failed` : `${number(failed.length)} of the latest failed`}.`
}
