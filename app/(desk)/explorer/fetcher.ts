'use client'

import { getOperationAST, parse } from 'graphql'
import { stream } from '#app/_data/live.ts'

interface Asked {
  readonly query: string
  readonly variables?: unknown
  readonly operationName?: string | null
}

/** Queries and mutations over HTTP with the session of the browser; subscriptions over the live link of the desk. */
export function fetcher(asked: Asked) {
  const variables =
    asked.variables && typeof asked.variables === 'object' ? (asked.variables as Record<string, unknown>) : {}
  if (operationOf(asked) === 'subscription') {
    return stream({ query: asked.query, variables, operationName: asked.operationName })
  }
  return fetch('/api/graphql', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query: asked.query, variables, operationName: asked.operationName ?? undefined }),
  }).then((response) => response.json())
}

function operationOf({ query, operationName }: Asked): string | undefined {
  try {
    return getOperationAST(parse(query), operationName)?.operation
  } catch {
    // The server says where the syntax is wrong.
    return undefined
  }
}
