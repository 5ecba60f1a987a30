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
    kind === 'backtest'
      ? [asked.strategy, named]
      : kind === 'scan'
        ? [asked.venue, asked.timeframe, named || 'all symbols']
        : []
  return parts.filter((part) => typeof part === 'string' && part !== '').join(', ')
}

/** Where a finished job's result can be seen, or null. */
export function resultHref(kind: string, result: unknown): string | null {
  const ids = (result ?? {}) as { scanId?: unknown; backtestId?: unknown; runId?: unknown; id?: unknown }
  const id = [ids.scanId, ids.backtestId, ids.runId, ids.id].find((one) => typeof one === 'string')
  if (!id) return null
  if (kind === 'scan') return `/pairs?scan=${id}`
  return kind === 'backtest' ? `/backtests/${id}` : null
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
