import type { TadaDocumentNode } from 'gql.tada'
import { type DocumentNode, type GraphQLFormattedError, getOperationAST } from 'graphql'
import type { Viewer } from '#lib/contracts/users.ts'
import { executeCompiled } from './compiled.ts'
import { createContext, type House } from './context.ts'
import { coded, formatError, type Report } from './errors.ts'
import { schema } from './schema.ts'

export interface Executed<Result> {
  readonly data: Result | null
  readonly errors: readonly GraphQLFormattedError[] | null
}

/**
 * Runs a query in this process: for server components, which are part of the house and need no socket to ask it. The
 * same schema, rules and errors; mutations belong to the gateway.
 */
export async function executeDocument<Result, Variables>(
  house: House,
  document: TadaDocumentNode<Result, Variables> | DocumentNode,
  variables: Variables,
  viewer: Viewer | null,
  report: Report = () => {},
): Promise<Executed<Result>> {
  if (getOperationAST(document)?.operation !== 'query') {
    return {
      data: null,
      errors: [formatError(coded('BAD_USER_INPUT', 'Only queries run in process', { kind: 'input' }))],
    }
  }
  const { data, errors } = await executeCompiled({
    schema,
    document,
    variableValues: variables as Record<string, unknown>,
    contextValue: createContext(house, viewer, { via: viewer ? 'session' : null }),
  })
  return { data: (data as Result) ?? null, errors: errors?.map((error) => formatError(error, report)) ?? null }
}
