import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { createSourceEventStream, type ExecutionArgs, GraphQLError } from 'graphql'
import { makeServer, type Context as SocketContext, type SubscribePayload } from 'graphql-ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { maySee } from '#db/queries/visible.ts'
import type { Budget } from '#graphql/access/budget.ts'
import { addressOf, type Door } from '#graphql/access/door.ts'
import type { Identities, Identity } from '#graphql/access/identify.ts'
import { executeCompiled } from '#graphql/compiled.ts'
import { createContext, type House } from '#graphql/context.ts'
import { type Documents, isErrors } from '#graphql/documents.ts'
import { coded, formatError, type Report } from '#graphql/errors.ts'
import { type Hub, isSource } from '#graphql/live.ts'
import { schema } from '#graphql/schema.ts'
import { Fault } from '#lib/fault.ts'
import type { Fanout } from './fanout.ts'
import { pay } from './http.ts'

export interface SocketSizes {
  readonly perAddress: number
  readonly perAccount: number
  readonly subscriptions: number
}

export const socketSizes: SocketSizes = { perAddress: 256, perAccount: 64, subscriptions: 64 }

export interface SocketParts {
  readonly house: House
  readonly hub: Hub
  readonly door: Door
  readonly identities: Identities
  readonly budget: Budget
  readonly documents: Documents
  readonly fanout: Fanout
  readonly sizes: SocketSizes
  readonly report: Report
}

/** One open socket and who is behind it. */
interface Line {
  readonly socket: WebSocket
  readonly wire: Duplex
  readonly address: string
  /** The browser said which page it is: then only a ticket, key or token of the connection counts. */
  readonly page: boolean
  readonly bearer: string | null
  identity: Identity | null
  alive: boolean
  expiry: NodeJS.Timeout | null
}

type Params = { ticket?: unknown; apiKey?: unknown; token?: unknown }
type Ws = SocketContext<Params, Line>

/** Bytes of answers that may wait for a client to read them; one more answer, however large, is still written. */
const maxUnread = 16 * 1024 * 1024

const pingMs = 15_000
const recheckMs = 60_000

/** graphql-ws on the same port: the same documents, limits, budget and errors as over HTTP. */
export function createSockets(parts: SocketParts) {
  const { house, hub, door, identities, budget, documents, fanout, sizes, report } = parts
  const lines = new Set<Line>()
  const seats = new WeakMap<object, { context: Ws; id: string; payload: SubscribePayload }>()
  const count = (test: (line: Line) => boolean) => {
    let n = 0
    for (const line of lines) if (test(line)) n += 1
    return n
  }

  const recognise = ({ page, bearer }: Line, params: Params | undefined): Promise<Identity> => {
    const { ticket, apiKey, token } = params ?? {}
    if (typeof ticket === 'string') return identities.ticket(ticket)
    if (typeof apiKey === 'string') return identities.key(apiKey)
    if (typeof token === 'string') return identities.token(token)
    if (!page && bearer) return identities.bearer(bearer)
    throw new Fault('unauthenticated', 'A socket is opened with a ticket, an API key or a token')
  }

  const server = makeServer<Params, Line>({
    connectionInitWaitTimeout: 5_000,
    async onConnect({ extra: line, connectionParams }) {
      try {
        pay(budget.take({ address: line.address }, 1))
        line.identity = await recognise(line, connectionParams)
      } catch (error) {
        const { message, extensions } = formatError(error, report)
        line.socket.close(extensions?.code === 'RATE_LIMITED' ? 4429 : 4403, message.slice(0, 120))
        return false
      }
      const { viewer, expiresAtMs } = line.identity
      if (count((one) => one.identity?.viewer.userId === viewer.userId) > sizes.perAccount) {
        line.socket.close(4429, `An account may open ${sizes.perAccount} sockets`)
        return false
      }
      if (expiresAtMs !== null) {
        const wait = Math.min(Math.max(0, expiresAtMs - Date.now()), 2 ** 31 - 1)
        line.expiry = setTimeout(() => line.socket.close(4401, 'The key or token has expired'), wait)
      }
      return true
    },
    onSubscribe(context, id, payload) {
      const { identity, address } = context.extra
      if (!identity) return [coded('UNAUTHENTICATED', 'Sign in first')]
      try {
        const operation = documents.prepare(payload)
        if (isErrors(operation)) {
          pay(budget.take({ address, userId: identity.viewer.userId, keyId: identity.viewer.keyId }, 10))
          return operation
        }
        if (
          operation.node.operation === 'subscription' &&
          Object.keys(context.subscriptions).length > sizes.subscriptions
        ) {
          throw new Fault('limited', `A socket may have ${sizes.subscriptions} subscriptions`, {
            hint: 'End some of them',
          })
        }
        const { viewer } = identity
        const rate = pay(budget.take({ address, userId: viewer.userId, keyId: viewer.keyId }, operation.points))
        const contextValue = createContext(house, viewer, { via: identity.via, rate })
        seats.set(contextValue, { context, id, payload })
        return {
          schema,
          document: operation.known.document,
          operationName: payload.operationName,
          variableValues: payload.variables,
          contextValue,
        }
      } catch (error) {
        return [error instanceof GraphQLError ? error : new GraphQLError('refused', { originalError: error as Error })]
      }
    },
    execute: (args) => executeCompiled(args),
    subscribe: (args) => subscribe(args),
    onError: (_, __, ___, errors) => errors.map((error) => formatError(error, report)),
    onNext: (_, __, ___, ____, { data, errors }) =>
      ({
        ...(data !== undefined && { data }),
        ...(errors && { errors: errors.map((error) => formatError(error, report)) }),
      }) as { data?: Record<string, unknown> },
  })

  /**
   * graphql checks the subscriber's rights and arguments and gives the source; from there the events take the shared
   * way of the fan-out, and the iterator that graphql-ws waits on never says anything but its end.
   */
  const subscribe = async (args: ExecutionArgs) => {
    const seat = seats.get(args.contextValue as object)
    const source = await createSourceEventStream(args)
    if (!seat || !isSource(source)) return source as Exclude<typeof source, AsyncIterable<unknown>>
    const { context, id, payload } = seat
    const line = context.extra
    const { identity, socket } = line
    if (!identity) return { errors: [coded('UNAUTHENTICATED', 'Sign in first')] }
    const { viewer, via } = identity
    const { after: _, ...shared } = payload.variables ?? {}
    const key = JSON.stringify([payload.query, payload.operationName ?? '', shared, viewer.role, viewer.scopes])
    let end: () => void = () => {}
    const ended = new Promise<void>((resolve) => (end = resolve))
    const frame = JSON.stringify({ id, type: 'next' })
    const leave = fanout.join(
      key,
      source.topic,
      args,
      {
        socket,
        wire: line.wire,
        head: Buffer.from(`${frame.slice(0, -1)},"payload":`),
        accepts: (event) => maySee(viewer, event),
        complete: () => end(),
      },
      {
        fresh: () => createContext(house, viewer, { via }),
        fail: (error) => {
          if (socket.readyState === socket.OPEN) {
            socket.send(JSON.stringify({ id, type: 'error', payload: [formatError(error, report)] }))
          }
          // The error has ended it for the client; a `complete` after it would be one word too many.
          delete context.subscriptions[id]
          end()
        },
      },
    )
    return silentUntil(ended, () => {
      leave()
      end()
    })
  }

  const wss = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: 64 * 1024,
    handleProtocols: (protocols) => (protocols.has('graphql-transport-ws') ? 'graphql-transport-ws' : false),
  })

  const open = (line: Line) => {
    const { socket } = line
    lines.add(line)
    const closed = server.opened(
      {
        protocol: socket.protocol,
        send(text) {
          // What is not read waits in this process: who asks on and on without reading would fill it.
          if (socket.bufferedAmount > maxUnread) socket.terminate()
          // Who has gone is told nothing, and that is no bug.
          if (socket.readyState !== socket.OPEN) return
          return new Promise((resolve, reject) => socket.send(text, (error) => (error ? reject(error) : resolve())))
        },
        close: (code, reason) => socket.close(code, reason),
        onMessage: (listener) =>
          socket.on('message', (data) => {
            listener(String(data)).catch((error: unknown) => {
              // graphql-ws throws for what the client did wrong in the protocol, and for bugs; neither may end the process.
              report(error, 'socket')
              socket.close(1011, 'The message could not be handled')
            })
          }),
      },
      line,
    )
    socket.on('pong', () => (line.alive = true))
    // The library has sent its code; cut off at once, the client would not read it.
    socket.on('error', () => setTimeout(() => socket.terminate(), 1_000).unref())
    socket.once('close', (code, reason) => {
      lines.delete(line)
      if (line.expiry) clearTimeout(line.expiry)
      void closed(code, String(reason))
    })
  }

  const closeLines = (test: (line: Line) => boolean, code: number, reason: string) => {
    for (const line of lines) if (test(line)) line.socket.close(code, reason)
  }

  const stopTelling = hub.on('sessions', (event) => {
    const payload = event.payload as { userId: string; sessionId: string | null; keyId: string | null; what: string }
    identities.forget(payload.userId)
    const theirs = (line: Line) => line.identity?.viewer.userId === payload.userId
    // After a change of role the client comes back by itself, with its cursor, and is judged anew.
    if (payload.what === 'role') return closeLines(theirs, 1012, 'The role has changed')
    closeLines(
      (line) =>
        theirs(line) &&
        ((payload.sessionId !== null && line.identity?.viewer.sessionId === payload.sessionId) ||
          (payload.keyId !== null && line.identity?.viewer.keyId === payload.keyId) ||
          (payload.sessionId === null && payload.keyId === null)),
      4401,
      'Signed out',
    )
  })

  const pinging = setInterval(() => {
    for (const line of lines) {
      if (!line.alive) {
        line.socket.terminate()
        continue
      }
      line.alive = false
      line.socket.ping()
    }
  }, pingMs)
  // Events tell of what is revoked; what merely runs out, or a person who was disabled, is found here.
  const rechecking = setInterval(() => {
    for (const line of lines) {
      if (!line.identity) continue
      identities
        .again(line.identity)
        .then((still) => still ?? line.socket.close(4401, 'Signed out'))
        .catch((error) => report(error, 'recheck'))
    }
  }, recheckMs)

  return {
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer) {
      const refuse = (status: string) => {
        socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
      }
      let page: boolean
      try {
        page = door.check({ host: request.headers.host, origin: request.headers.origin }).page
      } catch {
        return refuse('403 Forbidden')
      }
      const forwarded = request.headers['x-forwarded-for']
      const address = addressOf(
        request.socket.remoteAddress,
        Array.isArray(forwarded) ? forwarded.join(',') : forwarded,
      )
      if (count((line) => line.address === address) >= sizes.perAddress) return refuse('429 Too Many Requests')
      const bearer = /^Bearer ([\x21-\x7e]+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null
      wss.handleUpgrade(request, socket, head, (opened) =>
        open({ socket: opened, wire: socket, address, page, bearer, identity: null, alive: true, expiry: null }),
      )
    },
    get open() {
      return lines.size
    },
    stop() {
      clearInterval(pinging)
      clearInterval(rechecking)
      stopTelling()
      closeLines(() => true, 1012, 'The server restarts')
      setTimeout(() => closeNow(lines), 500).unref()
    },
  }
}
export type Sockets = ReturnType<typeof createSockets>

const closeNow = (lines: Set<Line>) => {
  for (const line of lines) line.socket.terminate()
}

/** An iterator that yields nothing and ends with a promise, or when its reader goes. */
function silentUntil(ended: Promise<void>, leave: () => void): AsyncGenerator<never> {
  const over = { value: undefined as never, done: true } as const
  return {
    next: async () => {
      await ended
      leave()
      return over
    },
    return: async () => {
      leave()
      return over
    },
    throw: async (error) => {
      leave()
      throw error
    },
    [Symbol.asyncIterator]() {
      return this
    },
    [Symbol.asyncDispose]: async () => leave(),
  }
}
