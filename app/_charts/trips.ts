/** A signal as the charts need it. */
export interface SignalMark {
  /** Open time of the bar, UTC milliseconds. */
  readonly ts: number
  readonly kind: 'ENTER' | 'EXIT' | 'STOP' | 'REBALANCE'
  readonly side: 'long' | 'short' | 'flat'
  readonly z: number | null
  readonly reason: string
}

/** From an entry to the signal that ended it; `out` is null while it is open. */
export interface Trip {
  readonly side: 'long' | 'short'
  readonly in: number
  readonly out: number | null
  readonly how: 'EXIT' | 'STOP' | null
  readonly zIn: number | null
  readonly zOut: number | null
  readonly reason: string
}

/** Entries joined with the exits that follow them. Signals may come in any order. */
export function tripsOf(signals: readonly SignalMark[]): Trip[] {
  const trips: Trip[] = []
  let open: SignalMark | null = null
  for (const signal of [...signals].sort((a, b) => a.ts - b.ts)) {
    if (open && (signal.kind === 'EXIT' || signal.kind === 'STOP' || (signal.kind === 'ENTER' && signal !== open))) {
      trips.push(tripOf(open, signal))
      open = null
    }
    if (signal.kind === 'ENTER' && signal.side !== 'flat') open = signal
  }
  if (open) trips.push(tripOf(open, null))
  return trips
}

function tripOf(entry: SignalMark, exit: SignalMark | null): Trip {
  return {
    side: entry.side === 'short' ? 'short' : 'long',
    in: entry.ts,
    out: exit?.ts ?? null,
    how: exit ? (exit.kind === 'STOP' ? 'STOP' : 'EXIT') : null,
    zIn: entry.z,
    zOut: exit?.z ?? null,
    reason: exit?.reason ?? entry.reason,
  }
}
