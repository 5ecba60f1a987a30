'use client'

import type { TadaDocumentNode } from 'gql.tada'
import { print } from 'graphql'
import { type Client, createClient } from 'graphql-ws'
import { graphql } from './graphql.ts'
import { type Problem, problemOf } from './problem.ts'
import { request } from './request.ts'
import { createStore, type Store } from './store.ts'

/** How the live link stands: `live` events arrive; `resting` nothing asks for any; `lost` it is being built up again. */
export type LinkState = 'resting' | 'connecting' | 'live' | 'lost'

const CreateSocketTicket = graphql(`mutation CreateSocketTicket { createSocketTicket { ticket } }`)

export const linkState: Store<LinkState> = createStore<LinkState>('resting')

let client: Client | null = null

/** A cookie alone never opens a socket: each connection brings a fresh ticket. */
async function ticket(): Promise<Record<string, unknown>> {
  const { data, problem } = await request(CreateSocketTicket, {})
  if (!data) throw new Error(problem?.message ?? 'no ticket')
  return { ticket: data.createSocketTicket.ticket }
}

function connect(): Client {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  const made = createClient({
    url: `${scheme}://${location.host}/api/graphql`,
    connectionParams: ticket,
    lazy: true,
    lazyCloseTimeout: 3_000,
    keepAlive: 12_000,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: async (retries) => {
      const ms = Math.min(10_000, 250 * 2 ** Math.min(retries, 6))
      await new Promise((resolve) => setTimeout(resolve, ms * (0.75 + Math.random() / 2)))
    },
  })
  made.on('connecting', (retrying) => linkState.set(retrying ? 'lost' : 'connecting'))
  made.on('connected', () => linkState.set('live'))
  made.on('closed', (event) => {
    const code = (event as { code?: number }).code
    linkState.set(code === 1000 ? 'resting' : 'lost')
    // Revoked or signed out: the server says so by its code, and the page must say so too.
    if (code === 4401 || code === 4403) void request(CreateSocketTicket, {})
  })
  return made
}

export interface Listening<Result> {
  /** Called for every event, in order. May return the cursor to go on from after a disconnect. */
  readonly onEvent: (data: Result) => string | null | undefined
  /** The events since the cursor are no longer kept: load anew, then go on from here. */
  readonly onResync?: (cursor: string | null) => void
  readonly onProblem?: (problem: Problem) => void
  readonly onEnd?: () => void
}

/**
 * Follows a subscription. After a disconnect it resumes behind the last event seen: the variable `after` is moved
 * forward, so nothing is missed and nothing comes twice.
 */
export function listen<Result, Variables extends { after?: string | null } | object>(
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
  on: Listening<Result>,
): () => void {
  client ??= connect()
  const payload = { query: print(document), variables: { ...variables } as Record<string, unknown> }
  return client.subscribe<Result>(payload, {
    next({ data, errors }) {
      const problem = problemOf(errors)
      if (problem?.code === 'RESYNC_REQUIRED') {
        const cursor = errors?.[0]?.extensions?.cursor
        on.onResync?.(typeof cursor === 'string' ? cursor : null)
      } else if (problem) on.onProblem?.(problem)
      if (!data) return
      const cursor = on.onEvent(data)
      if (cursor) payload.variables.after = cursor
    },
    error(reason) {
      const errors = Array.isArray(reason) ? reason : null
      const problem = problemOf(errors)
      const cursor = errors?.[0]?.extensions?.cursor
      if (problem?.code === 'RESYNC_REQUIRED') on.onResync?.(typeof cursor === 'string' ? cursor : null)
      else if (problem) on.onProblem?.(problem)
    },
    complete: () => on.onEnd?.(),
  })
}

/** A subscription as it was typed, for the explorer: no resuming, it shows what the server says. */
export function stream(asked: {
  query: string
  variables: Record<string, unknown>
  operationName?: string | null
}): AsyncIterableIterator<object> {
  client ??= connect()
  return client.iterate(asked) as AsyncIterableIterator<object>
}
