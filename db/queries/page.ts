import { and, type Column, type SQL, sql } from 'drizzle-orm'
import { Fault } from '#lib/fault.ts'

export const maxPage = 100

export interface PageRequest {
  /** 1 to 100. */
  readonly first: number
  /** Cursor of the last row already seen. */
  readonly after?: string | null
}

export interface Page<Row> {
  readonly rows: readonly Row[]
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
  cursor(row: Row, index: number): string
  /** Rows over all pages; asked only when somebody wants to know. */
  count(): Promise<number>
}

/** Refuses a page size outside 1 to 100 before anything is read. */
export function pageSize({ first }: PageRequest): number {
  if (!Number.isInteger(first) || first < 1 || first > maxPage) {
    throw new Fault('input', `first must be between 1 and ${maxPage}, not ${first}`, {
      issues: [{ path: 'first', message: `between 1 and ${maxPage}` }],
    })
  }
  return first
}

/** Cursors are opaque to readers: where a list goes on, as JSON in base64url. */
export const encodeCursor = (parts: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url')

const wrongCursor = () =>
  new Fault('input', 'This cursor does not belong to this list', {
    hint: 'Pass the endCursor of the page before, with the same filter and order, or leave it out',
    issues: [{ path: 'after', message: 'not a cursor of this list' }],
  })

export function decodeCursor(text: string, kinds: readonly ('string' | 'number')[]): (string | number)[] {
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    throw wrongCursor()
  }
  if (!Array.isArray(parts) || parts.length !== kinds.length) throw wrongCursor()
  parts.forEach((part, i) => {
    if (typeof part !== kinds[i] || (typeof part === 'number' && !Number.isFinite(part))) throw wrongCursor()
  })
  return parts
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Where a list that is newest first goes on; null: at its beginning. */
export function decodeNewest(after: string | null | undefined): { at: Date; id: string } | null {
  if (!after) return null
  const [ms, id] = decodeCursor(after, ['number', 'string'])
  if (!uuid.test(String(id)) || Math.abs(Number(ms)) > 8.64e15) throw wrongCursor()
  return { at: new Date(Number(ms)), id: String(id) }
}

/** Keyset of lists that grow: newest first by (time, id), both descending. */
export function newestFirst(time: Column, id: Column, after: string | null | undefined) {
  const from = decodeNewest(after)
  return {
    where: from ? sql`(${time}, ${id}) < (${from.at.toISOString()}::timestamptz, ${from.id}::uuid)` : undefined,
    order: [sql`${time} desc`, sql`${id} desc`] as SQL[],
    cursor: (at: Date, rowId: string) => encodeCursor([at.getTime(), rowId]),
  }
}

/** Turns `first + 1` rows into a page. */
export function toPage<Row>(
  rows: Row[],
  request: PageRequest,
  cursor: (row: Row, index: number) => string,
  count: () => Promise<number>,
): Page<Row> {
  const hasNextPage = rows.length > request.first
  return {
    rows: hasNextPage ? rows.slice(0, request.first) : rows,
    hasNextPage,
    hasPreviousPage: Boolean(request.after),
    cursor,
    count,
  }
}

/** A page of a table that is newest first: `read` asks for one row more than the page holds. */
export async function newestPage<Row extends { createdAt: Date; id: string }>(
  table: { readonly createdAt: Column; readonly id: Column },
  request: PageRequest,
  ask: {
    readonly filter: SQL | undefined
    readonly read: (where: SQL | undefined, order: SQL[], limit: number) => PromiseLike<Row[]>
    readonly count: () => Promise<number>
  },
): Promise<Page<Row>> {
  const first = pageSize(request)
  const key = newestFirst(table.createdAt, table.id, request.after)
  const rows = await ask.read(and(ask.filter, key.where), key.order, first + 1)
  return toPage(rows, request, (row) => key.cursor(row.createdAt, row.id), ask.count)
}
