import { Fault } from '#lib/fault.ts'
import { builder, read } from '../builder.ts'
import { type Context, viewerOf } from '../context.ts'

/** What can be asked for by its id alone. */
export const NodeInterface = builder.interfaceRef<{ id: string }>('Node').implement({
  description: 'Anything with an id of its own. Ids are uuids and never reused.',
  fields: (t) => ({ id: t.exposeID('id') }),
})

type Find = (context: Context, id: string) => Promise<{ id: string } | null>
const finders = new Map<string, Find>()

/** A noun says how one of it is found, with the rules of who may see it. */
export const findable = (typename: string, find: Find) => void finders.set(typename, find)

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** True for the only form an id has; what is not an id names nothing. */
export const isId = (text: string | null | undefined): text is string => typeof text === 'string' && uuid.test(text)

/** Refuses, by name of the argument, what is no id. */
export function idOf(text: string, argument = 'id'): string {
  if (isId(text)) return text
  throw new Fault('input', `${argument} is not an id`, { issues: [{ path: argument, message: 'a uuid' }] })
}

builder.queryField('node', (t) =>
  t.field({
    type: NodeInterface,
    nullable: true,
    authScopes: read,
    args: { id: t.arg.id({ required: true }) },
    extensions: { cost: 10 },
    resolve: async (_, { id }, context) => {
      viewerOf(context)
      if (!isId(id)) return null
      for (const [typename, find] of finders) {
        const row = await find(context, id)
        if (row) return { ...row, __typename: typename }
      }
      return null
    },
  }),
)
