import type { Connection } from '#db/client.ts'
import { eventBounds, follow, oldestOf, readEvents } from '#db/follow.ts'
import { briefStreams, type Event, type EventStream } from '#lib/contracts/events.ts'
import { coded } from './errors.ts'

/** What a subscription field asks for: which events, from where, and when it is over. */
export interface Topic<S extends EventStream = EventStream> {
  readonly stream: S
  /** Only events with one of these keys; missing: all of the stream. */
  readonly keys?: ReadonlySet<string>
  /** Start after this position; missing: from now on. */
  readonly after?: bigint | null
  /** Asked once at the start, before anything live: where it stands now. */
  snapshot?(): Promise<Event<S> | null>
  /** What this subscriber leaves out of what it may see. */
  accepts?(event: Event<S>): boolean
  /** True for the last event there will be. */
  isLast?(event: Event<S>): boolean
}

/** One subscriber as the hub sees it. */
export interface Listener {
  /** May this subscriber see it? */
  accepts(event: Event): boolean
  /** Hands one event on. The hub waits for it during replay, and for nobody while live. */
  deliver(event: Event): void | Promise<void>
  /** The topic has come to its end. */
  complete(): void
}

/** Subscribers that share every answer: one rendering an event, whoever listens. */
export interface Group {
  readonly topic: Topic
  /** Called once an event for all members that accept it. */
  broadcast(event: Event, members: readonly Member[]): void | Promise<void>
}

export interface Member extends Listener {
  /** Only events after this position are for this member: the rest it has had. */
  from: bigint
}

export interface Hub {
  /** Position of the last event handed on. */
  readonly head: bigint
  /** Raised by every event of the stream, and by whatever this process writes itself. */
  version(stream: EventStream): number
  /** False while the database cannot be read: what is stored may then be old. */
  readonly fresh: boolean
  touch(...streams: EventStream[]): void
  /** The source of a subscription field; iterating it serves one subscriber on its own. */
  source<S extends EventStream>(topic: Topic<S>): Source<S>
  /** Replays what was missed, then goes live with the group, without gap or double. Returns how to leave. */
  join(group: Group, topic: Topic, listener: Listener, fail: (error: unknown) => void): () => void
  /** Told every event of a stream, before any subscriber. */
  on(stream: EventStream, tell: (event: Event) => void): () => void
  stop(): Promise<void>
}

export interface Source<S extends EventStream = EventStream> extends AsyncIterable<Event<S>> {
  readonly topic: Topic<S>
}

const ringSize = 4_096
const replayBatch = 200
const staleMs = 1_000

export const isSource = (value: unknown): value is Source =>
  typeof value === 'object' && value !== null && 'topic' in value && Symbol.asyncIterator in value

/**
 * Follows the event log once for a whole process. The last few thousand events stay in a ring, so that a reconnecting
 * crowd does not ask the table; a subscriber joins the live ones in the same tick in which its replay reaches the head.
 */
export async function startHub(connection: Connection, { onError = (_: unknown) => {} } = {}): Promise<Hub> {
  const { sql } = connection
  let ring: Event[] = []
  let { newest: head } = await eventBounds(sql)
  let ringStart = head
  let failedAt = 0
  const groups = new Map<Group, Set<Member>>()
  const versions = new Map<EventStream, number>()
  const tellers = new Map<EventStream, Set<(event: Event) => void>>()
  const raise = (stream: EventStream) => versions.set(stream, (versions.get(stream) ?? 0) + 1)

  const handOn = async (event: Event) => {
    ring.push(event)
    if (ring.length > 2 * ringSize) {
      ring = ring.slice(-ringSize)
      ringStart = ring[0].pos - 1n
    }
    head = event.pos
    raise(event.stream)
    for (const tell of tellers.get(event.stream) ?? []) tell(event)
    const waiting: Promise<void>[] = []
    for (const [group, members] of groups) {
      if (!matches(group.topic, event)) continue
      const addressed: Member[] = []
      for (const member of members) if (member.from < event.pos && member.accepts(event)) addressed.push(member)
      if (addressed.length === 0) continue
      waiting.push(tell(group, event, addressed))
    }
    await Promise.all(waiting)
  }

  const following = await follow(sql, {
    after: head,
    onError: (error) => {
      failedAt = Date.now()
      onError(error)
    },
    onEvents: async (events) => {
      for (const event of events) {
        try {
          await handOn(event)
        } catch (error) {
          onError(error)
        }
      }
    },
  })

  /** The next events after a position, from memory when it reaches back so far. */
  const missed = async (topic: Topic, after: bigint): Promise<{ events: Event[]; upTo: bigint }> => {
    if (after >= ringStart) {
      const events: Event[] = []
      for (let i = firstAfter(ring, after); i < ring.length; i++) if (matches(topic, ring[i])) events.push(ring[i])
      return { events, upTo: head }
    }
    // Whatever the hub has handed on was committed before this question is asked: a short answer covers it all.
    const seen = head
    const events = await readEvents(sql, after, { streams: [topic.stream], limit: replayBatch })
    const last = events.at(-1)?.pos ?? after
    const upTo = events.length === replayBatch || last > seen ? last : seen
    return { events: events.filter((event) => matches(topic, event)), upTo }
  }

  const refuseOld = async (after: bigint, stream: EventStream) => {
    if (after >= ringStart && after <= head) return
    const { oldest, newest } = await eventBounds(sql)
    const end = newest > head ? newest : head
    // What is kept shortly may be gone where other streams still are.
    const own = briefStreams.includes(stream) ? await oldestOf(sql, stream) : null
    const first = own !== null && own > oldest ? own : oldest
    if (after > end || (first > 0n ? after + 1n < first : after < end)) {
      throw coded('RESYNC_REQUIRED', 'Events after this cursor are no longer kept', {
        kind: 'resync',
        hint: 'Load the list anew, then subscribe with the cursor given here',
        cursor: String(head),
      })
    }
  }

  const join: Hub['join'] = (group, topic, listener, fail) => {
    const member: Member = Object.assign(listener, { from: 0n })
    const { accepts } = topic
    if (accepts) {
      const sees = listener.accepts.bind(listener)
      listener.accepts = (event) => sees(event) && accepts(event)
    }
    let left = false
    const leave = () => {
      left = true
      const members = groups.get(group)
      members?.delete(member)
      if (members?.size === 0) groups.delete(group)
    }
    const attach = () => {
      const members = groups.get(group) ?? new Set()
      members.add(member)
      groups.set(group, members)
    }
    const begin = async () => {
      let at = topic.after ?? head
      if (topic.after !== null && topic.after !== undefined) await refuseOld(at, topic.stream)
      const now = (await topic.snapshot?.()) ?? null
      if (now && !left) {
        await listener.deliver(now)
        if (topic.isLast?.(now)) return listener.complete()
      }
      while (!left && at < head) {
        const { events, upTo } = await missed(topic, at)
        for (const event of events) {
          if (left) return
          if (!listener.accepts(event)) continue
          await listener.deliver(event)
          if (topic.isLast?.(event)) return listener.complete()
        }
        at = upTo
      }
      // Nothing was awaited since `at` was compared with the head: no event can have come between.
      member.from = at
      if (!left) attach()
    }
    if ((topic.after ?? head) === head && !topic.snapshot) {
      member.from = head
      attach()
    } else begin().catch((error) => !left && fail(error))
    return leave
  }

  return {
    get head() {
      return head
    },
    version: (stream) => versions.get(stream) ?? 0,
    get fresh() {
      return Date.now() - failedAt > staleMs
    },
    touch(...streams) {
      for (const stream of streams) raise(stream)
    },
    source: (topic) => ({ topic, [Symbol.asyncIterator]: () => iterate(join, topic) }),
    join,
    on(stream, tell) {
      const those = tellers.get(stream) ?? new Set()
      those.add(tell)
      tellers.set(stream, those)
      return () => void those.delete(tell)
    },
    stop: () => following.stop(),
  }
}

async function tell(group: Group, event: Event, members: readonly Member[]): Promise<void> {
  await group.broadcast(event, members)
  if (group.topic.isLast?.(event)) for (const member of members) member.complete()
}

const matches = (topic: Topic, event: Event): boolean =>
  topic.stream === event.stream && (topic.keys === undefined || topic.keys.has(event.key))

/** Index of the first event after a position: the ring is ordered. */
function firstAfter(ring: readonly Event[], after: bigint): number {
  let low = 0
  let high = ring.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ring[middle].pos > after) high = middle
    else low = middle + 1
  }
  return low
}

/** One subscriber without a group: for execution in process. Sees every event of the topic; the caller has the right. */
async function* iterate<S extends EventStream>(join: Hub['join'], topic: Topic<S>): AsyncGenerator<Event<S>> {
  const queue: Event<S>[] = []
  let over = false
  let failure: unknown = null
  let wake: () => void = () => {}
  const poke = () => wake()
  const put = (event: Event) => {
    queue.push(event as Event<S>)
    poke()
  }
  const listener: Listener = {
    accepts: () => true,
    deliver: put,
    complete: () => {
      over = true
      poke()
    },
  }
  const leave = join({ topic, broadcast: put }, topic, listener, (error) => {
    failure = error
    poke()
  })
  try {
    while (true) {
      const event = queue.shift()
      if (event) yield event
      else if (failure) throw failure
      else if (over) return
      else await new Promise<void>((resolve) => (wake = resolve))
    }
  } finally {
    leave()
  }
}
