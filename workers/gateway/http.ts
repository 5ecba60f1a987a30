import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ApolloServer, HeaderMap } from '@apollo/server'
import type { Budget, RateAnswer } from '#graphql/access/budget.ts'
import { addressOf, type Door } from '#graphql/access/door.ts'
import { cookieNames, type Identities, type Identity } from '#graphql/access/identify.ts'
import { type Context, createContext, type House } from '#graphql/context.ts'
import { type Asked, type Documents, isErrors } from '#graphql/documents.ts'
import { coded, formatError, type Report } from '#graphql/errors.ts'
import { limits } from '#graphql/limits.ts'
import { schema } from '#graphql/schema.ts'
import { Fault } from '#lib/fault.ts'
import { type Answers, streamsOf } from './answers.ts'

export interface HttpParts {
  readonly apollo: ApolloServer<Context>
  readonly house: House
  readonly door: Door
  readonly identities: Identities
  readonly budget: Budget
  readonly documents: Documents
  /** Null: nothing is stored. */
  readonly answers: Answers | null
  readonly report: Report
}

const statusOf: Record<string, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
}

/** Points that a wrong key, token or body costs its address: guessing is dear. */
const wrongPoints = 10

/** GraphQL over HTTP: who, from where, how much, then Apollo. Every way out has the one error format. */
export function createHttp(parts: HttpParts) {
  const { apollo, house, door, identities, budget, documents, answers, report } = parts

  const refuse = (response: ServerResponse, errors: readonly unknown[], rate: RateAnswer | null, status?: number) => {
    const formatted = errors.map((error) => formatError(error, report))
    const code = String(formatted[0]?.extensions?.code)
    const retryAfter = formatted[0]?.extensions?.retryAfter
    const headers: Record<string, string> = { ...rateHeaders(rate), ...jsonHeaders }
    if (typeof retryAfter === 'number') headers['retry-after'] = String(retryAfter)
    response.writeHead(status ?? statusOf[code] ?? 400, headers).end(JSON.stringify({ errors: formatted }))
  }

  const identify = async (request: IncomingMessage, page: boolean): Promise<Identity | null> => {
    const { authorization, cookie } = request.headers
    if (authorization) {
      const bearer = /^Bearer ([\x21-\x7e]+)$/i.exec(authorization)
      if (!bearer) throw new Fault('unauthenticated', 'The Authorization header is not "Bearer" and a key or token')
      return identities.bearer(bearer[1])
    }
    // A cookie says who is signed in only where one of our own pages sends it.
    const session =
      cookie && (page || request.headers['sec-fetch-site'] === 'same-origin') ? sessionCookie(cookie) : null
    return session ? identities.cookie(session) : null
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let rate: RateAnswer | null = null
    const address = addressOf(request.socket.remoteAddress, header(request, 'x-forwarded-for'))
    try {
      const { page } = door.check({ host: request.headers.host, origin: request.headers.origin })
      const body = await readBody(request)
      let identity: Identity | null
      try {
        identity = await identify(request, page)
      } catch (error) {
        rate = pay(budget.take({ address }, wrongPoints))
        throw error
      }
      const viewer = identity?.viewer ?? null
      const payer = { address, userId: viewer?.userId, keyId: viewer?.keyId }

      const store = viewer !== null && request.method === 'POST' && isJson(request) ? answers : null
      const seen = store ? `${viewer?.role === 'admin' ? 'admin' : viewer?.userId} ${viewer?.scopes}\n${body}` : ''
      const stored = store?.find(seen)
      if (stored) {
        rate = pay(budget.take(payer, stored.points))
        response.writeHead(200, { ...rateHeaders(rate), ...jsonHeaders, 'content-length': stored.body.byteLength })
        return void response.end(stored.body)
      }

      const search = request.url?.includes('?') ? request.url.slice(request.url.indexOf('?')) : ''
      const asked = request.method === 'GET' ? askedOfSearch(search) : askedOfBody(body, isJson(request))
      if (asked === null) {
        rate = pay(budget.take(payer, wrongPoints))
        return refuse(
          response,
          [coded('BAD_USER_INPUT', 'Send POST with JSON: {"query": "…", "variables": {…}}', { kind: 'input' })],
          rate,
        )
      }
      const operation = documents.prepare(asked)
      if (isErrors(operation)) {
        rate = pay(budget.take(payer, wrongPoints))
        return refuse(response, operation, rate)
      }
      rate = pay(budget.take(payer, operation.points))
      if (operation.node.operation === 'subscription') {
        throw new Fault('input', 'A subscription needs a WebSocket', {
          hint: 'Use graphql-transport-ws at the same address',
        })
      }

      const streams = store ? streamsOf(schema, operation.node) : null
      const versions = store && streams ? store.before(streams) : []
      const headers = new HeaderMap()
      for (const name of apolloReads) {
        const value = header(request, name)
        if (value !== undefined) headers.set(name, value)
      }
      const answer = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method: request.method ?? 'POST', headers, search, body: asked },
        context: async () => createContext(house, viewer, { via: identity?.via ?? null, rate }),
      })
      if (answer.body.kind !== 'complete') throw new Error('Invariant: nothing is sent in parts')
      const text = answer.body.string
      if (store && streams && (answer.status ?? 200) === 200 && text.startsWith('{"data":')) {
        store.keep(seen, { points: operation.points, streams, versions }, text)
      }
      response.writeHead(answer.status ?? 200, {
        ...rateHeaders(rate),
        ...Object.fromEntries(answer.headers),
        'content-length': Buffer.byteLength(text),
      })
      response.end(text)
    } catch (error) {
      if (response.headersSent) return void response.destroy()
      const status = error instanceof TooLarge ? 413 : undefined
      refuse(
        response,
        [error instanceof TooLarge ? coded('BAD_USER_INPUT', error.message, { kind: 'input' }) : error],
        rate,
        status,
      )
    }
  }
}

const jsonHeaders = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
}

/** Throws when the budget did not reach. */
export function pay(answer: RateAnswer): RateAnswer {
  if (answer.retryAfterMs === 0) return answer
  throw new Fault('limited', 'Too much was asked in too short a time', {
    retryAfterMs: answer.retryAfterMs,
    hint: 'Wait for retryAfter seconds; rateLimit tells what each operation costs',
  })
}

function rateHeaders(rate: RateAnswer | null): Record<string, string> {
  if (!rate) return {}
  return {
    'x-ratelimit-limit': String(Math.floor(rate.limit)),
    'x-ratelimit-remaining': String(rate.remaining),
    'x-ratelimit-used': String(rate.used),
    'x-ratelimit-cost': String(rate.cost),
    'x-ratelimit-reset': String(Math.ceil(rate.resetAtMs / 1_000)),
  }
}

const header = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(',') : value
}

/** Apollo looks at these alone: what is asked, what is accepted, and what only a program or our own page can send. */
const apolloReads = ['content-type', 'accept', 'apollo-require-preflight', 'x-apollo-operation-name'] as const

const isJson = (request: IncomingMessage) => /^application\/json\b/i.test(request.headers['content-type'] ?? '')

/** The value of the session cookie, whichever of its two names it has. */
export function sessionCookie(text: string): string | null {
  for (const part of text.split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && (cookieNames as readonly string[]).includes(part.slice(0, at).trim()))
      return part.slice(at + 1).trim()
  }
  return null
}

class TooLarge extends Error {}

function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let size = 0
    request.on('data', (part: Buffer) => {
      size += part.byteLength
      if (size > limits.bytes) reject(new TooLarge(`A request may have ${limits.bytes} bytes`))
      else parts.push(part)
    })
    request.on('end', () =>
      resolve(parts.length === 1 ? parts[0].toString('utf8') : Buffer.concat(parts).toString('utf8')),
    )
    request.on('error', reject)
    request.on('close', () => reject(new Fault('input', 'The request broke off')))
  })
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function askedOf(value: unknown): Asked | null {
  if (!isRecord(value)) return null
  const { query, operationName, variables } = value
  if (typeof query !== 'string') return null
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') return null
  if (variables !== undefined && variables !== null && !isRecord(variables)) return null
  return { query, ...(operationName && { operationName }), ...(isRecord(variables) && { variables }) } as Asked
}

function askedOfBody(body: string, json: boolean): Asked | null {
  if (!json) return null
  try {
    return askedOf(JSON.parse(body))
  } catch {
    return null
  }
}

function askedOfSearch(search: string): Asked | null {
  const params = new URLSearchParams(search)
  try {
    const variables = params.get('variables')
    return askedOf({
      query: params.get('query') ?? undefined,
      operationName: params.get('operationName') ?? undefined,
      variables: variables ? JSON.parse(variables) : undefined,
    })
  } catch {
    return null
  }
}
