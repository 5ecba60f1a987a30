import {
  type DocumentNode,
  defaultFieldResolver,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/** What went otherwise than expected: the answer is then made again, by graphql itself, with all its care for errors. */
class Unexpected extends Error {}

interface Run {
  readonly context: unknown
  /** Of each field by its number: neither depends on the row. */
  readonly args: readonly Record<string, unknown>[]
  readonly infos: readonly GraphQLResolveInfo[]
  pending: Promise<void>[]
}

type Row = Record<string, unknown>
type Complete = (value: unknown, run: Run) => unknown
type Fill = (source: unknown, out: Row, run: Run) => void

interface Plan {
  readonly fill: Fill
  readonly fields: readonly {
    node: FieldNode
    type: GraphQLObjectType
    returnType: GraphQLOutputType
  }[]
}

const plans = new WeakMap<DocumentNode, Map<string, Plan | null>>()

/**
 * Runs an operation. A query of plain objects, lists and leaves is turned, once, into nested closures: for each row
 * only its resolvers run, without the bookkeeping of paths, arguments and errors for each single value. The first thing
 * that is not as it should be (an error, a null where none may be) leaves this way, and graphql executes the query as
 * always; a query changes nothing, so asking again is safe. Everything else goes to graphql at once.
 */
export function executeCompiled(args: ExecutionArgs): ExecutionResult | Promise<ExecutionResult> {
  const operation = getOperationAST(args.document, args.operationName)
  const plan = operation?.operation === 'query' ? planOf(args.schema, args.document, operation) : null
  if (!operation || !plan) return execute(args) as ExecutionResult | Promise<ExecutionResult>
  const variables = getVariableValues(args.schema, operation.variableDefinitions ?? [], args.variableValues ?? {})
  if (variables.errors) return { errors: variables.errors }
  return run(plan, operation, variables.coerced, args).catch(() => execute(args))
}

async function run(
  plan: Plan,
  operation: OperationDefinitionNode,
  variableValues: Record<string, unknown>,
  { schema, document, contextValue, rootValue }: ExecutionArgs,
): Promise<ExecutionResult> {
  const fragments = fragmentsOf(document)
  const it: Run = {
    context: contextValue,
    args: plan.fields.map(({ node, type }) =>
      getArgumentValues(type.getFields()[node.name.value], node, variableValues),
    ),
    infos: plan.fields.map(({ node, type, returnType }) => ({
      fieldName: node.name.value,
      fieldNodes: [node],
      returnType,
      parentType: type,
      path: { prev: undefined, key: node.alias?.value ?? node.name.value, typename: type.name },
      schema,
      fragments,
      rootValue,
      operation,
      variableValues,
    })),
    pending: [],
  }
  const data: Row = {}
  plan.fill(rootValue, data, it)
  while (it.pending.length > 0) {
    const now = it.pending
    it.pending = []
    await Promise.all(now)
  }
  return { data }
}

const fragmentsOf = (document: DocumentNode): Record<string, FragmentDefinitionNode> =>
  Object.fromEntries(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  )

function planOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Plan | null {
  let known = plans.get(document)
  if (!known) {
    known = new Map()
    plans.set(document, known)
  }
  const name = operation.name?.value ?? ''
  let plan = known.get(name)
  if (plan === undefined) {
    plan = compile(schema, document, operation)
    known.set(name, plan)
  }
  return plan
}

/** Null: something in it is better left to graphql (a directive, an abstract type, two fields of one name). */
function compile(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Plan | null {
  const root = schema.getQueryType()
  if (!root) return null
  const fragments = fragmentsOf(document)
  const fields: Plan['fields'][number][] = []

  const selection = (type: GraphQLObjectType, set: SelectionSetNode): Fill | null => {
    if (type.isTypeOf) return null
    const keys = new Set<string>()
    const fills: Fill[] = []
    const add = (some: SelectionSetNode): boolean =>
      some.selections.every((node) => {
        if (node.directives && node.directives.length > 0) return false
        if (node.kind === Kind.FIELD) {
          const key = node.alias?.value ?? node.name.value
          if (keys.has(key) || key === '__proto__') return false
          keys.add(key)
          const fill = field(type, node, key)
          if (fill) fills.push(fill)
          return fill !== null
        }
        const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments[node.name.value] : node
        if (!fragment || (fragment.directives && fragment.directives.length > 0)) return false
        const on = fragment.typeCondition?.name.value ?? type.name
        return on === type.name && add(fragment.selectionSet)
      })
    if (!add(set)) return null
    return (source, out, it) => {
      for (const fill of fills) fill(source, out, it)
    }
  }

  const field = (type: GraphQLObjectType, node: FieldNode, key: string): Fill | null => {
    if (node.name.value === '__typename') {
      return (_, out) => {
        out[key] = type.name
      }
    }
    const definition = type.getFields()[node.name.value]
    if (!definition) return null
    const at = fields.push({ node, type, returnType: definition.type }) - 1
    const resolve = definition.resolve ?? defaultFieldResolver
    const complete = completer(definition.type, node.selectionSet)
    if (!complete) return null
    return (source, out, it) => {
      const value = resolve(source, it.args[at], it.context, it.infos[at])
      if (isPromise(value)) {
        out[key] = null
        const settled = value.then((ready) => {
          out[key] = complete(ready, it)
        })
        // When another one fails first nobody waits for this one any more; its failure then is no news.
        settled.catch(() => {})
        it.pending.push(settled)
      } else out[key] = complete(value, it)
    }
  }

  const completer = (type: GraphQLOutputType, set: SelectionSetNode | undefined): Complete | null => {
    if (isNonNullType(type)) {
      const inner = completer(type.ofType, set)
      return (
        inner &&
        ((value, it) => {
          const done = inner(value, it)
          if (done === null) throw new Unexpected()
          return done
        })
      )
    }
    if (isListType(type)) {
      const inner = completer(type.ofType, set)
      return inner && ((value, it) => (value === null || value === undefined ? null : list(value, inner, it)))
    }
    if (isLeafType(type)) {
      const leaf = type
      return (value) => {
        if (value === null || value === undefined) return null
        const text = leaf.serialize(value)
        if (text === null || text === undefined) throw new Unexpected()
        return text
      }
    }
    if (isAbstractType(type) || !isObjectType(type) || !set) return null
    const fill = selection(type, set)
    return (
      fill &&
      ((value, it) => {
        if (value === null || value === undefined) return null
        if (value instanceof Error) throw new Unexpected()
        const out: Row = {}
        fill(value, out, it)
        return out
      })
    )
  }

  const fill = selection(root, operation.selectionSet)
  return fill && { fill, fields }
}

function list(value: unknown, inner: Complete, it: Run): unknown[] {
  if (!Array.isArray(value)) throw new Unexpected()
  const out = new Array<unknown>(value.length)
  for (let i = 0; i < value.length; i++) {
    const one: unknown = value[i]
    if (isPromise(one)) throw new Unexpected()
    out[i] = inner(one, it)
  }
  return out
}

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
