import type { Duplex } from 'node:stream'
import { type ExecutionArgs, type ExecutionResult, execute } from 'graphql'
import type { WebSocket } from 'ws'
import type { Context } from '#graphql/context.ts'
import { formatError, type Report } from '#graphql/errors.ts'
import type { Group, Hub, Member, Topic } from '#graphql/live.ts'
import type { Event } from '#lib/contracts/events.ts'

/** A subscriber at a socket. */
export interface Seat extends Member {
  readonly socket: WebSocket
  /** The connection below the WebSocket. */
  readonly wire: Duplex
  /** `{"id":"…","type":"next","payload":`: what comes before the shared text. */
  readonly head: Buffer
}

/** A client that does not read is let go before it fills the memory. */
const maxBuffered = 4 * 1024 * 1024
/** Rendered events a group keeps, for those who come back all at once. */
const keptPayloads = 64

/**
 * Subscribers of the same document, variables and rights are one group: an event is executed and serialised once, and
 * the same text goes to each of them.
 */
export function createFanout(hub: Hub, report: Report) {
  const groups = new Map<string, SharedGroup>()

  interface SharedGroup extends Group {
    readonly key: string
    seats: number
    payload(event: Event): string | Promise<string>
  }

  const makeGroup = (key: string, topic: Topic, args: ExecutionArgs, fresh: () => Context): SharedGroup => {
    const kept = new Map<bigint, string>()
    const render = (event: Event): string | Promise<string> => {
      const hit = kept.get(event.pos)
      if (hit !== undefined) return hit
      const result = execute({ ...args, contextValue: fresh(), rootValue: event })
      return result instanceof Promise ? result.then((one) => keep(event, one)) : keep(event, result)
    }
    const keep = (event: Event, { data, errors }: ExecutionResult): string => {
      const text = JSON.stringify({
        data,
        ...(errors && { errors: errors.map((error) => formatError(error, report)) }),
      })
      // A snapshot has the position of another event: it is not to be taken for it.
      if (topic.snapshot === undefined) {
        kept.set(event.pos, text)
        if (kept.size > keptPayloads) kept.delete(kept.keys().next().value as bigint)
      }
      return text
    }
    return {
      key,
      topic,
      seats: 0,
      payload: render,
      broadcast(event, members) {
        const payload = render(event)
        if (typeof payload === 'string') return sendAll(members as readonly Seat[], payload)
        return payload.then((text) => sendAll(members as readonly Seat[], text))
      },
    }
  }

  return {
    /** Takes a seat; the listener's frames go straight to the socket. Returns how to leave. */
    join(
      key: string,
      topic: Topic,
      args: ExecutionArgs,
      seat: Omit<Seat, 'from' | 'deliver'>,
      { fresh, fail }: { fresh: () => Context; fail: (error: unknown) => void },
    ): () => void {
      let group = groups.get(key)
      if (!group) {
        group = makeGroup(key, topic, args, fresh)
        groups.set(key, group)
      }
      const mine = group
      mine.seats += 1
      const listener = {
        ...seat,
        deliver: async (event: Event) => sendAll([listener as unknown as Seat], await mine.payload(event)),
      }
      const leave = hub.join(mine, topic, listener, fail)
      let left = false
      return () => {
        if (left) return
        left = true
        leave()
        mine.seats -= 1
        if (mine.seats === 0 && groups.get(key) === mine) groups.delete(key)
      }
    },
    get groups() {
      return groups.size
    },
    get seats() {
      let sum = 0
      for (const { seats } of groups.values()) sum += seats
      return sum
    },
  }
}
export type Fanout = ReturnType<typeof createFanout>

/**
 * One WebSocket frame a seat: its own head and the shared text, written to the connection in one piece. The library
 * would encode the text anew for each of them and write head and text apart; nothing is compressed or split here, so a
 * whole frame may stand between two of its own (RFC 6455, 5.2).
 */
function sendAll(seats: readonly Seat[], payload: string): void {
  const tail = Buffer.from(`${payload}}`)
  for (const { socket, wire, head } of seats) {
    if (socket.readyState !== socket.OPEN) continue
    if (socket.bufferedAmount > maxBuffered) {
      socket.close(1013, 'The client reads too slowly')
      // It will not read this word either.
      setTimeout(() => socket.terminate(), 1_000).unref()
      continue
    }
    wire.write(textFrame(head, tail))
  }
}

function textFrame(head: Buffer, tail: Buffer): Buffer {
  const length = head.byteLength + tail.byteLength
  const at = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(at + length)
  frame[0] = 0x81
  if (at === 2) frame[1] = length
  else if (at === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeUInt32BE(0, 2)
    frame.writeUInt32BE(length, 6)
  }
  head.copy(frame, at)
  tail.copy(frame, at + head.byteLength)
  return frame
}
