'use client'

import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { graphql, type ResultOf } from './graphql.ts'
import { type LinkState, linkState, listen } from './live.ts'
import { inBatches } from './store.ts'

export const SignalEvents = graphql(`
  subscription SignalEvents($after: Cursor, $pairId: ID) {
    signals(after: $after, pairId: $pairId) {
      cursor
      signal {
        id pairId y x strategy kind side barTs closedAt z spread beta yClose xClose strength reason simulated
      }
    }
  }
`)

export type TapeSignal = ResultOf<typeof SignalEvents>['signals']['signal']

/** Newest first, each once, at most `most`. */
export function mergeSignals(known: readonly TapeSignal[], more: readonly TapeSignal[], most: number): TapeSignal[] {
  const byId = new Map(known.map((signal) => [signal.id, signal]))
  for (const signal of more) byId.set(signal.id, signal)
  const time = (signal: TapeSignal) => Date.parse(signal.closedAt)
  return [...byId.values()].sort((a, b) => time(b) - time(a) || (a.id < b.id ? 1 : -1)).slice(0, most)
}

export interface Tape {
  readonly signals: readonly TapeSignal[]
  /** How many have arrived since the page was opened. */
  readonly arrived: number
  /** Events that were no longer kept when the link came back: the list may have a hole. */
  readonly hole: boolean
}

/**
 * Signals as they are given, behind what the page came with. Resumes after a disconnect behind the last one seen.
 * @param cursor position of the event log before the page was read.
 */
export function useTape(
  initial: readonly TapeSignal[],
  cursor: string | null,
  { most = 200, pairId, accept }: { most?: number; pairId?: string; accept?: (signal: TapeSignal) => boolean } = {},
): Tape {
  const [live, setLive] = useState<{ signals: readonly TapeSignal[]; arrived: number; hole: boolean }>({
    signals: [],
    arrived: 0,
    hole: false,
  })
  const accepts = useRef(accept)
  accepts.current = accept
  const start = useRef(cursor)
  useEffect(() => {
    let leave = () => {}
    const batches = inBatches<TapeSignal>((items) =>
      setLive((now) => ({
        ...now,
        signals: mergeSignals(now.signals, items, most),
        arrived: now.arrived + items.length,
      })),
    )
    const follow = (after: string | null) => {
      leave = listen(
        SignalEvents,
        { after, pairId: pairId ?? null },
        {
          onEvent({ signals: { cursor: at, signal } }) {
            start.current = at
            if (accepts.current?.(signal) ?? true) batches.put(signal)
            return at
          },
          onResync(at) {
            setLive((now) => ({ ...now, hole: true }))
            leave()
            follow(at)
          },
        },
      )
    }
    follow(start.current)
    return () => {
      leave()
      batches.stop()
    }
  }, [pairId, most])
  const signals = useMemo(() => mergeSignals(initial, live.signals, most), [initial, live.signals, most])
  return { signals, arrived: live.arrived, hole: live.hole }
}

export const useLink = (): LinkState =>
  useSyncExternalStore(linkState.subscribe, linkState.get, () => 'connecting' as const)
