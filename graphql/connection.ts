import type { ObjectRef } from '@pothos/core'
import type { Page } from '#db/queries/page.ts'
import { builder } from './builder.ts'

type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never

builder.globalConnectionField('totalCount', (t) =>
  t.int({
    description: 'Rows over all pages, with the same filter.',
    extensions: { cost: 5 },
    resolve: (connection) => connection.count(),
  }),
)

/** The connection and edge types of a noun; its arguments are `first` (1 to 100, required) and `after`. */
export function connectionOf<Shape>(name: string, node: ObjectRef<Types, Shape, Shape>) {
  return builder.connectionObject({ type: node, name: `${name}Connection` }, { name: `${name}Edge` })
}

/** A page of rows as a connection of nodes. */
export function toConnection<Row, Node>(page: Page<Row>, node: (row: Row) => Node) {
  const edges = page.rows.map((row, index) => ({ cursor: page.cursor(row, index), node: node(row) }))
  return {
    edges,
    count: () => page.count(),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}
