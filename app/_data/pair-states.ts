'use client'

import { useEffect, useState } from 'react'
import { graphql, type ResultOf } from './graphql.ts'
import { listen } from './live.ts'
import { inBatches } from './store.ts'

const PairStateEvents = graphql(`
  subscription PairStateEvents($ids: [ID!]!, $after: Cursor) {
    pairState(ids: $ids, after: $after) { cursor pairId barTs side z spread mean sd beta anomaly trend volatility correlation }
  }
`)

export type PairStateEvent = ResultOf<typeof PairStateEvents>['pairState']

export interface LivePair {
  readonly last: PairStateEvent
  /** z of the bars since the page was opened, oldest first. */
  readonly recent: readonly number[]
}

const kept = 200

/** The states of some pairs after each bar, from the cursor on. */
export function usePairStates(ids: readonly string[], cursor: string | null): ReadonlyMap<string, LivePair> {
  const [states, setStates] = useState<ReadonlyMap<string, LivePair>>(new Map())
  const key = ids.join(' ')
  useEffect(() => {
    // What came before the cursor is in what the page was given.
    setStates(new Map())
    if (key === '') return
    let leave = () => {}
    const batches = inBatches<PairStateEvent>((events) =>
      setStates((now) => {
        const next = new Map(now)
        for (const event of events) {
          const recent = next.get(event.pairId)?.recent ?? []
          next.set(event.pairId, {
            last: event,
            recent: event.z === null ? recent : [...recent, event.z].slice(-kept),
          })
        }
        return next
      }),
    )
    const follow = (after: string | null) => {
      leave = listen(
        PairStateEvents,
        { ids: key.split(' '), after },
        {
          onEvent({ pairState }) {
            batches.put(pairState)
            return pairState.cursor
          },
          onResync(at) {
            leave()
            follow(at)
          },
        },
      )
    }
    follow(cursor)
    return () => {
      leave()
      batches.stop()
    }
  }, [key, cursor])
  return states
}
