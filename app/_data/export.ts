import type { TadaDocumentNode } from 'gql.tada'
import { executeDocument } from '#graphql/execute.ts'
import { csvCell } from '../_ui/csv.ts'
import type { Problem } from './problem.ts'
import { house } from './server.ts'
import { currentViewer } from './viewer.ts'

const statusOf: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
}

/** The same form of error as everywhere else. */
export function refused(problem: Pick<Problem, 'code' | 'message' | 'hint'>): Response {
  return Response.json(
    { error: problem },
    { status: statusOf[problem.code] ?? 500, headers: { 'cache-control': 'no-store' } },
  )
}

export const missing = (what: string): Response =>
  refused({ code: 'NOT_FOUND', message: `There is no such ${what}, or it is not yours to see.`, hint: null })

/**
 * The right to read, taken while the request is there: a long table is still being written when its request is over.
 * Null when nobody is signed in.
 */
export async function reader() {
  const viewer = await currentViewer()
  if (!viewer) return null
  return <Result, Variables>(document: TadaDocumentNode<Result, Variables>, variables: Variables) =>
    executeDocument(house(), document, variables, viewer)
}
export type Read = NonNullable<Awaited<ReturnType<typeof reader>>>

export const stranger = (): Response =>
  refused({ code: 'UNAUTHENTICATED', message: 'Sign in first.', hint: 'Exports need the session of a browser.' })

const attachment = (name: string, type: string) => ({
  'content-type': type,
  'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '-')}"`,
  'cache-control': 'no-store',
})

export const json = (name: string, value: unknown): Response =>
  new Response(JSON.stringify(value, null, 2), { headers: attachment(name, 'application/json') })

/** A file that the API has made. A report in HTML is a page of its own: it may load nothing and run nothing. */
export function file({ name, type, base64 }: { name: string; type: string; base64: string }): Response {
  return new Response(Buffer.from(base64, 'base64'), {
    headers: {
      ...attachment(name, type),
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    },
  })
}

/** A table as it is read, page by page: memory does not grow with its length. */
export function csv(
  name: string,
  head: readonly string[],
  pages: AsyncIterable<readonly (readonly unknown[])[]>,
): Response {
  const encoder = new TextEncoder()
  const line = (cells: readonly unknown[]) => `${cells.map(csvCell).join(',')}\r\n`
  const iterator = pages[Symbol.asyncIterator]()
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(line(head))),
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value.map(line).join('')))
    },
    cancel: () => void iterator.return?.(),
  })
  return new Response(body, { headers: attachment(name, 'text/csv; charset=utf-8') })
}

/** `csv` unless `json` is asked for; anything else is a mistake worth naming. */
export function formatOf(request: Request): 'csv' | 'json' | null {
  const format = new URL(request.url).searchParams.get('format') ?? 'csv'
  return format === 'csv' || format === 'json' ? format : null
}

export const unknownFormat = (known: readonly string[] = ['csv', 'json']): Response =>
  refused({
    code: 'BAD_USER_INPUT',
    message: 'There is no such format.',
    hint: `Ask for format=${known.slice(0, -1).join(', ')} or ${known.at(-1)}.`,
  })
