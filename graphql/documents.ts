import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  print,
  specifiedRules,
  validate,
} from 'graphql'
import { coded } from './errors.ts'
import { checkMeasure, checkShape, limits, type Measure, measure, pointsOf } from './limits.ts'

/** A document that was read, found sound and measured; or why it was not. */
export interface Known {
  readonly document: DocumentNode
  readonly errors: readonly GraphQLError[]
  /** As printed: the same text for documents that differ in spaces only. */
  text(): string
}

export interface Operation {
  readonly known: Known
  readonly node: OperationDefinitionNode
  readonly name: string | null
  readonly measure: Measure
  /** Points of the rate budget. */
  readonly points: number
}

export interface Asked {
  readonly query: string
  readonly operationName?: string | null
  readonly variables?: Readonly<Record<string, unknown>> | null
}

const kept = 1_000
/** Longer texts are read each time: what is kept must not be made large by strangers. */
const keptLength = 16 * 1024
const maxErrors = 5

/**
 * Reads, limits, validates and measures documents, each text once: a client sends the same few documents for ever.
 * Both transports and the server components ask here, so that nobody can be asked too much by another door.
 */
export function createDocuments(schema: GraphQLSchema) {
  const cache = new Map<string, Known>()

  const read = (query: string): Known => {
    const hit = cache.get(query)
    if (hit) {
      cache.delete(query)
      cache.set(query, hit)
      return hit
    }
    const known = examine(schema, query)
    if (query.length > keptLength) return known
    cache.set(query, known)
    if (cache.size > kept) cache.delete(cache.keys().next().value as string)
    return known
  }

  return {
    /** The operation that is asked for, or the errors to answer with. */
    prepare({ query, operationName, variables }: Asked): Operation | readonly GraphQLError[] {
      const known = read(query)
      if (known.errors.length > 0) return known.errors
      const node = getOperationAST(known.document, operationName)
      if (!node) {
        const text = operationName
          ? `There is no operation named "${operationName}"`
          : 'Name the operation: the document has several, or none'
        return [coded('BAD_USER_INPUT', text, { kind: 'input' })]
      }
      const measured = measure(schema, known.document, node, variables ?? {})
      const tooMuch = checkMeasure(measured)
      if (tooMuch) return [tooMuch]
      return { known, node, name: node.name?.value ?? null, measure: measured, points: pointsOf(measured) }
    },
  }
}
export type Documents = ReturnType<typeof createDocuments>

export const isErrors = (value: Operation | readonly GraphQLError[]): value is readonly GraphQLError[] =>
  Array.isArray(value)

const nothing: DocumentNode = { kind: 'Document', definitions: [] } as unknown as DocumentNode

function examine(schema: GraphQLSchema, query: string): Known {
  const bad = (errors: readonly GraphQLError[]): Known => ({ document: nothing, errors, text: () => '' })
  let document: DocumentNode
  try {
    document = parse(query, { maxTokens: limits.tokens })
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    return bad([error.message.includes('more that') || error.message.includes('more than') ? tooLong() : error])
  }
  const shape = checkShape(document)
  if (shape) return bad([shape])
  // Cost is bounded before validation, whose own work grows with what fragments spread out to.
  for (const node of document.definitions) {
    if (node.kind !== 'OperationDefinition') continue
    const tooMuch = checkMeasure({ ...measure(schema, document, node), complexity: 0 })
    if (tooMuch) return bad([tooMuch])
  }
  const errors = validate(schema, document, specifiedRules, { maxErrors })
  if (errors.length > 0) return bad(errors.slice(0, maxErrors))
  let printed: string | null = null
  return { document, errors: [], text: () => (printed ??= print(document)) }
}

const tooLong = () =>
  coded('QUERY_TOO_COMPLEX', `The document has more than ${limits.tokens} tokens`, {
    kind: 'limit',
    hint: 'Send it in several operations',
  })
