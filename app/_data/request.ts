import type { TadaDocumentNode } from 'gql.tada'
import { print } from 'graphql'
import { type Problem, problemOf, unreachable } from './problem.ts'

export interface Answer<Result> {
  readonly data: Result | null
  readonly problem: Problem | null
}

/** One operation over HTTP with the session of the browser. Never throws: what went wrong is a value. */
export async function request<Result, Variables>(
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
): Promise<Answer<Result>> {
  try {
    const response = await fetch('/api/graphql', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query: print(document), variables }),
    })
    const body = (await response.json()) as { data?: Result | null; errors?: Parameters<typeof problemOf>[0] }
    const problem = problemOf(body.errors)
    if (problem?.code === 'UNAUTHENTICATED') location.assign('/sign-in')
    return { data: body.data ?? null, problem }
  } catch {
    return { data: null, problem: unreachable }
  }
}
