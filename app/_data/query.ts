import type { TadaDocumentNode } from 'gql.tada'
import { type Executed, executeDocument } from '#graphql/execute.ts'
import { house } from './server.ts'
import { currentViewer } from './viewer.ts'

/** A query from a server component, run in this process with the rights of whoever is signed in. */
export async function query<Result, Variables>(
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
): Promise<Executed<Result>> {
  const { data, errors } = await executeDocument(
    house(),
    document,
    variables,
    await currentViewer(),
    (error, traceId) => {
      process.stderr.write(
        `${JSON.stringify({ level: 50, traceId, msg: String(error instanceof Error ? error.stack : error) })}\n`,
      )
    },
  )
  // GraphQL answers with objects that have no prototype; React hands only plain ones on to the browser.
  return { data: structuredClone(data), errors: structuredClone(errors) }
}
