import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLError,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
  visit,
} from 'graphql'
import { coded } from './errors.ts'

/** What one document may ask. The same numbers hold for HTTP, WebSocket and in process. */
export const limits = {
  /** Bytes of a request. */
  bytes: 256 * 1024,
  /** Words and signs of the document; counted while it is read, so that a huge one is not read to its end. */
  tokens: 2_000,
  depth: 14,
  /** Introspection nests deeper than data: the usual explorer query has 13. */
  introspectionDepth: 16,
  aliases: 30,
  directives: 20,
  rootFields: 12,
  /** Fields with fragments spread out. */
  fields: 1_500,
  operations: 10,
  complexity: 10_000,
} as const

/** Complexity that one point of the rate budget pays for. */
export const complexityPerPoint = 100

/** Rows that a list without `first` is taken to have. */
const plainListRows = 10

export interface Measure {
  readonly depth: number
  readonly introspectionDepth: number
  readonly fields: number
  readonly rootFields: number
  /** Field resolutions it can cause, heavy fields counted for more. */
  readonly complexity: number
}

const empty: Measure = { depth: 0, introspectionDepth: 0, fields: 0, rootFields: 0, complexity: 0 }

/** Points of the rate budget. */
export const pointsOf = ({ complexity }: Measure): number => Math.max(1, Math.ceil(complexity / complexityPerPoint))

/** Refuses what can be refused without looking at the schema or at variables. */
export function checkShape(document: DocumentNode): GraphQLError | null {
  let aliases = 0
  let directives = 0
  let operations = 0
  visit(document, {
    OperationDefinition: () => void operations++,
    Field: (node) => void (aliases += node.alias ? 1 : 0),
    Directive: () => void directives++,
  })
  return (
    above('operations', operations, limits.operations) ??
    above('aliases', aliases, limits.aliases) ??
    above('directives', directives, limits.directives)
  )
}

/** Refuses an operation that asks too much, with these variables. */
export function checkMeasure(measure: Measure): GraphQLError | null {
  return (
    above('levels', measure.depth, limits.depth) ??
    above('levels of introspection', measure.introspectionDepth, limits.introspectionDepth) ??
    above('root fields', measure.rootFields, limits.rootFields) ??
    above('fields', measure.fields, limits.fields) ??
    above('points of complexity', Math.ceil(measure.complexity), limits.complexity)
  )
}

function above(what: string, value: number, limit: number): GraphQLError | null {
  if (value <= limit) return null
  return coded('QUERY_TOO_COMPLEX', `The operation has ${value} ${what}; the limit is ${limit}`, {
    kind: 'limit',
    hint: 'Ask for fewer rows with a smaller first, or in several operations',
  })
}

type Cost = number | ((args: Record<string, unknown>) => number)

/**
 * Depth, size and cost of one operation. A list costs its rows times what is asked of each, and the rows are its
 * `first`. Each fragment is measured once, however often it is spread: a document of doubling fragments costs no time.
 */
export function measure(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>> = {},
): Measure {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node)
  const measured = new Map<string, Measure | null>()
  const values = withDefaults(operation, variables)

  const ofFragment = (name: string): Measure => {
    const known = measured.get(name)
    if (known !== undefined) return known ?? empty
    const fragment = fragments.get(name)
    if (!fragment) return empty
    // A fragment within itself is refused by validation; here it only must not go on for ever.
    measured.set(name, null)
    const type = schema.getType(fragment.typeCondition.name.value)
    const result = ofSelection(fragment.selectionSet, isCompositeType(type) ? type : null)
    measured.set(name, result)
    return result
  }

  const ofSelection = (set: SelectionSetNode, type: GraphQLCompositeType | null): Measure => {
    let { depth, introspectionDepth, fields, rootFields, complexity } = empty
    for (const node of set.selections) {
      let part: Measure
      if (node.kind === Kind.FIELD) {
        const name = node.name.value
        const meta = name === '__schema' || name === '__type'
        const field = meta ? null : fieldOf(type, name)
        const target = meta
          ? schema.getType(name === '__schema' ? '__Schema' : '__Type')
          : field && getNamedType(field.type)
        const below = node.selectionSet
          ? ofSelection(node.selectionSet, target && isCompositeType(target) ? target : null)
          : empty
        const inMeta = meta || Boolean(type && 'name' in type && type.name.startsWith('__'))
        const args = Object.fromEntries(
          (node.arguments ?? []).map((one) => [one.name.value, valueFromASTUntyped(one.value, values)]),
        )
        part = {
          depth: inMeta ? 0 : 1 + below.depth,
          introspectionDepth: inMeta ? 1 + below.introspectionDepth : below.introspectionDepth,
          fields: 1 + below.fields,
          rootFields: 1,
          complexity: meta ? 50 : inMeta ? 0 : costOf(field, args, Boolean(node.selectionSet), below.complexity),
        }
      } else {
        const condition = node.kind === Kind.INLINE_FRAGMENT && node.typeCondition
        const inner = condition ? schema.getType(condition.name.value) : type
        part =
          node.kind === Kind.FRAGMENT_SPREAD
            ? ofFragment(node.name.value)
            : ofSelection(node.selectionSet, inner && isCompositeType(inner) ? inner : null)
      }
      depth = Math.max(depth, part.depth)
      introspectionDepth = Math.max(introspectionDepth, part.introspectionDepth)
      fields += part.fields
      rootFields += part.rootFields
      complexity += part.complexity
    }
    return { depth, introspectionDepth, fields, rootFields, complexity }
  }

  return ofSelection(operation.selectionSet, schema.getRootType(operation.operation) ?? null)
}

function fieldOf(type: GraphQLCompositeType | null, name: string): GraphQLField<unknown, unknown> | null {
  return type && 'getFields' in type ? (type.getFields()[name] ?? null) : null
}

function costOf(
  field: GraphQLField<unknown, unknown> | null,
  args: Record<string, unknown>,
  composite: boolean,
  below: number,
): number {
  const extra = field?.extensions.cost as Cost | undefined
  const own = (composite ? 1 : 0) + (typeof extra === 'function' ? positive(extra(args)) : (extra ?? 0))
  if (!composite || !field) return own + below
  if (field.args.some((arg) => arg.name === 'first')) return own + rowsOf(args.first) * below
  const list = isListType(getNullableType(field.type))
  const type = getNamedType(field.type)
  // The rows of a connection are counted where `first` stands.
  const edges = isObjectType(type) && type.name.endsWith('Edge')
  return own + (list && !edges ? plainListRows * below : below)
}

const positive = (value: number) => (Number.isFinite(value) && value > 0 ? value : 1)
const rowsOf = (first: unknown) => Math.min(100, Math.max(1, typeof first === 'number' ? first : 1))

function withDefaults(operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>) {
  const values: Record<string, unknown> = { ...variables }
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    const name = variable.name.value
    if (values[name] === undefined && defaultValue) values[name] = valueFromASTUntyped(defaultValue)
  }
  return values
}
