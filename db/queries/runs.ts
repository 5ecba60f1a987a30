import { and, eq, getTableColumns, type SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Queryable } from '../client.ts'
import { newestPage, type Page, type PageRequest } from './page.ts'
import { all, type Eyes, visibleTo } from './visible.ts'

type RunTable = PgTable & Record<'id' | 'ownerId' | 'visibility' | 'createdAt', PgColumn>
interface Known {
  id: string
  createdAt: Date
}

export interface StoredRuns<Row, NewRow> {
  /** Newest first, of those this person may see. */
  list(db: Queryable, eyes: Eyes, request: PageRequest, filter?: SQL): Promise<Page<Row>>
  find(db: Queryable, eyes: Eyes, id: string): Promise<Row | null>
  insert(db: Queryable, row: NewRow): Promise<Row>
}

/**
 * What every table of runs is asked: a page, one by its id, a new one.
 * @param without columns that rest in the row and are read only when asked for: series.
 */
export function storedRuns<T extends RunTable, Without extends keyof T['$inferSelect'] = never>(
  table: T,
  without: readonly Without[] = [],
): StoredRuns<Omit<T['$inferSelect'], Without>, T['$inferInsert']> & { readonly columns: Record<string, PgColumn> } {
  type Row = Omit<T['$inferSelect'], Without>
  const hidden: readonly PropertyKey[] = without
  const columns = Object.fromEntries(
    Object.entries(getTableColumns(table)).filter(([name]) => !hidden.includes(name)),
  ) as Record<string, PgColumn>
  return {
    columns,
    list(db, eyes, request, more) {
      const filter = all(visibleTo(eyes, table), more)
      return newestPage<Row & Known>(table, request, {
        filter,
        read: async (where, order, limit) =>
          (await db
            .select(columns)
            .from(table as PgTable)
            .where(where)
            .orderBy(...order)
            .limit(limit)) as unknown as (Row & Known)[],
        count: () => db.$count(table, filter),
      })
    },
    async find(db, eyes, id) {
      const [row] = await db
        .select(columns)
        .from(table as PgTable)
        .where(and(eq(table.id, id), visibleTo(eyes, table)))
      return (row as unknown as Row) ?? null
    },
    async insert(db, row) {
      const [made] = await db
        .insert(table as PgTable)
        .values(row as never)
        .returning(columns)
      return made as unknown as Row
    },
  }
}
