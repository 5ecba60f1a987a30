'use client'

import { useEffect, useState } from 'react'
import { graphql, type ResultOf } from './graphql.ts'
import { listen } from './live.ts'
import { inBatches } from './store.ts'

const ConditionEvents = graphql(`
  subscription ConditionEvents($after: Cursor) {
    conditions(after: $after) { cursor seriesId barTs close anomaly trend volatility }
  }
`)

export type ConditionEvent = ResultOf<typeof ConditionEvents>['conditions']

export interface LiveCondition {
  readonly last: ConditionEvent
  /** Closes of the bars since the page was opened, oldest first. */
  readonly recent: readonly number[]
}

const kept = 120

/** Where each series stands after each bar, by series, from the cursor on. */
export function useConditions(cursor: string | null): ReadonlyMap<number, LiveCondition> {
  const [states, setStates] = useState<ReadonlyMap<number, LiveCondition>>(new Map())
  useEffect(() => {
    setStates(new Map())
    let leave = () => {}
    const batches = inBatches<ConditionEvent>((events) =>
      setStates((now) => {
        const next = new Map(now)
        for (const event of events) {
          const recent = next.get(event.seriesId)?.recent ?? []
          next.set(event.seriesId, { last: event, recent: [...recent, event.close].slice(-kept) })
        }
        return next
      }),
    )
    const follow = (after: string | null) => {
      leave = listen(
        ConditionEvents,
        { after },
        {
          onEvent({ conditions }) {
            batches.put(conditions)
            return conditions.cursor
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
  }, [cursor])
  return states
}
