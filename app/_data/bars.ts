'use client'

import { graphql, type ResultOf } from './graphql.ts'
import { listen } from './live.ts'

const BarEvents = graphql(`
  subscription BarEvents($ids: [ID!]!, $after: Cursor) {
    bars(instrumentIds: $ids, after: $after) { cursor seriesId ts close }
  }
`)

export type BarEvent = ResultOf<typeof BarEvents>['bars']

/**
 * Tells of every bar of an instrument as it closes.
 * @param tell called with the bar, or with null when some may have been missed: read anew. Returns how to stop.
 */
export function listenToBars(instrumentId: string, tell: (bar: BarEvent | null) => void): () => void {
  let leave = () => {}
  const follow = (after: string | null) => {
    leave = listen(
      BarEvents,
      { ids: [instrumentId], after },
      {
        onEvent({ bars }) {
          tell(bars)
          return bars.cursor
        },
        onResync(at) {
          tell(null)
          leave()
          follow(at)
        },
      },
    )
  }
  follow(null)
  return () => leave()
}
