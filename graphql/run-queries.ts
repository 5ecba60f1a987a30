import type { ObjectRef } from '@pothos/core'
import type { Queryable } from '#db/client.ts'
import type { Page, PageRequest } from '#db/queries/page.ts'
import type { Eyes } from '#db/queries/visible.ts'
import { builder, read } from './builder.ts'
import { connectionOf, toConnection } from './connection.ts'
import { viewerOf } from './context.ts'
import { findable, isId } from './modules/node.ts'

type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never

export interface RunNoun<Row extends { id: string }> {
  /** Name of the type, and of its two fields: `optimisation`, `optimisations`. */
  readonly type: ObjectRef<Types, Row, Row>
  readonly name: string
  readonly one: string
  readonly many: string
  readonly list: (db: Queryable, eyes: Eyes, request: PageRequest) => Promise<Page<Row>>
  readonly find: (db: Queryable, eyes: Eyes, id: string) => Promise<Row | null>
}

/** What every kind of run has: a list, newest first, one by its id, and its place among the nodes. */
export function runQueries<Row extends { id: string }>({ type, name, one, many, list, find }: RunNoun<Row>): void {
  findable(name, (context, id) => find(context.house.connection.db, viewerOf(context), id))
  const connection = connectionOf(name, type)
  builder.queryField(many, (t) =>
    t.field({
      type: connection,
      authScopes: read,
      description: 'Newest first.',
      args: { first: t.arg.int({ required: true }), after: t.arg.string() },
      resolve: async (_, args, context) =>
        toConnection(await list(context.house.connection.db, viewerOf(context), args), (row) => row) as never,
    }),
  )
  builder.queryField(one, (t) =>
    t.field({
      type,
      nullable: true,
      authScopes: read,
      args: { id: t.arg.id({ required: true }) },
      resolve: (_, { id }, context) =>
        (isId(id) ? find(context.house.connection.db, viewerOf(context), id) : null) as never,
    }),
  )
}
