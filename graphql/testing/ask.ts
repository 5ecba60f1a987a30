import { type GraphQLFormattedError, parse } from 'graphql'
import type { Viewer } from '#lib/contracts/users.ts'
import { executeCompiled } from '../compiled.ts'
import { createContext, type House } from '../context.ts'
import { formatError } from '../errors.ts'
import { schema } from '../schema.ts'

/** An answer as a test looks into it: whatever it has asked for. */
export interface Loose {
  readonly [key: string]: Loose
}

/** Runs one operation in process, as somebody who has signed in. A bug is thrown, not answered. */
export async function ask(
  house: House,
  viewer: Viewer,
  text: string,
  variables: Record<string, unknown> = {},
): Promise<{ data: Loose; errors: GraphQLFormattedError[] }> {
  const { data, errors } = await executeCompiled({
    schema,
    document: parse(text),
    variableValues: variables,
    contextValue: createContext(house, viewer, { via: 'session' }),
  })
  const formatted = errors?.map((error) =>
    formatError(error, (bug) => {
      throw bug
    }),
  )
  return { data: JSON.parse(JSON.stringify(data ?? null)) as Loose, errors: formatted ?? [] }
}
