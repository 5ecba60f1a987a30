import type { GraphQLSchema, OperationDefinitionNode } from 'graphql'
import type { Hub } from '#graphql/live.ts'
import type { EventStream } from '#lib/contracts/events.ts'

/** An answer as it was sent, with what it was made from. */
export interface StoredAnswer {
  readonly body: Buffer
  readonly points: number
  readonly streams: readonly EventStream[]
  readonly versions: readonly number[]
  readonly untilMs: number
}

const keptAnswers = 500
const keptBytes = 128 * 1024
const askedBytes = 8 * 1024
/** However still it is: no answer is older than this, even when the relay of events stands still. */
const oldestMs = 2_000

/**
 * Serialised answers of queries whose data is told completely by events. Same bytes asked by somebody who sees the same
 * rows, and nothing happened on the streams since: the same bytes answered, after sign-in and budget as always.
 */
export function createAnswers(hub: Hub) {
  const cache = new Map<string, StoredAnswer>()
  const current = (streams: readonly EventStream[]) => streams.map((stream) => hub.version(stream))
  return {
    find(key: string): StoredAnswer | null {
      const found = cache.get(key)
      if (!found) return null
      const sound =
        hub.fresh &&
        found.untilMs > Date.now() &&
        found.streams.every((one, i) => hub.version(one) === found.versions[i])
      if (sound) return found
      cache.delete(key)
      return null
    },
    /** Versions before the query runs: an event that comes meanwhile makes the answer old. */
    before: current,
    keep(key: string, answer: Omit<StoredAnswer, 'untilMs' | 'body'>, text: string) {
      if (text.length > keptBytes || key.length > askedBytes) return
      if (cache.size >= keptAnswers) cache.delete(cache.keys().next().value as string)
      cache.set(key, { ...answer, body: Buffer.from(text), untilMs: Date.now() + oldestMs })
    },
  }
}
export type Answers = ReturnType<typeof createAnswers>

/** The streams that tell everything an operation can show, or null when some field has no such promise. */
export function streamsOf(schema: GraphQLSchema, node: OperationDefinitionNode): EventStream[] | null {
  if (node.operation !== 'query') return null
  const fields = schema.getQueryType()?.getFields() ?? {}
  const streams = new Set<EventStream>()
  for (const selection of node.selectionSet.selections) {
    if (selection.kind !== 'Field') return null
    const stored = fields[selection.name.value]?.extensions.stored as EventStream[] | undefined
    if (!stored) return null
    for (const stream of stored) streams.add(stream)
  }
  return [...streams]
}
