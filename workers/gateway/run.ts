import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ApolloServer } from '@apollo/server'
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled'
import type { Connection } from '#db/client.ts'
import { newId } from '#db/ids.ts'
import type { JobQueue } from '#db/jobs.ts'
import { type BudgetSizes, budgetSizes, createBudget } from '#graphql/access/budget.ts'
import { createDoor } from '#graphql/access/door.ts'
import { createIdentities } from '#graphql/access/identify.ts'
import { createTickets } from '#graphql/access/tickets.ts'
import { executeCompiled } from '#graphql/compiled.ts'
import type { Context, House } from '#graphql/context.ts'
import { createDocuments } from '#graphql/documents.ts'
import { formatError, type Report } from '#graphql/errors.ts'
import { startHub } from '#graphql/live.ts'
import { schema } from '#graphql/schema.ts'
import type { Environment } from '#lib/contracts/env.ts'
import { Fault } from '#lib/fault.ts'
import { createAnswers } from './answers.ts'
import { createFanout } from './fanout.ts'
import { createHttp } from './http.ts'
import { createSockets, type SocketSizes, socketSizes } from './sockets.ts'

export interface GatewayOptions {
  readonly env: Pick<
    Environment,
    'TITAN_HOST' | 'TITAN_GATEWAY_PORT' | 'TITAN_WEB_PORT' | 'TITAN_ORIGINS' | 'TITAN_RATE_POINTS'
  >
  readonly sessionSecret: string
  readonly ticketSecret: string
  readonly connection: Connection
  readonly queue: JobQueue | null
  readonly budget?: BudgetSizes
  readonly sockets?: SocketSizes
  /** False: every list is read and rendered anew. */
  readonly storeAnswers?: boolean
  readonly report?: Report
  /** Told when events cannot be read; the gateway goes on and tries again. */
  readonly onTrouble?: (error: unknown) => void
}

export interface Gateway {
  readonly port: number
  readonly url: string
  readonly house: House
  /** Sockets open, subscriptions, groups of equal ones, position in the event log. */
  figures(): { sockets: number; subscriptions: number; groups: number; position: string }
  stop(): Promise<void>
}

/** Starts the one GraphQL server: HTTP and WebSocket on one port. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { env, connection, queue, report = () => {}, onTrouble = () => {} } = options
  const startId = newId()
  const hub = await startHub(connection, { onError: onTrouble })
  const tickets = createTickets(options.ticketSecret, connection.sql)
  const house: House = { connection, queue, tickets, hub }
  const identities = createIdentities(connection, { sessionSecret: options.sessionSecret, tickets })
  const budget = createBudget(options.budget ?? budgetSizes(env.TITAN_RATE_POINTS))
  const documents = createDocuments(schema)

  const apollo = new ApolloServer<Context>({
    // Apollo asks whoever is its gateway to execute: here the same schema, compiled once an operation.
    gateway: {
      load: async () => ({
        executor: async ({ document, operationName, request, context }) =>
          executeCompiled({
            schema,
            document,
            operationName,
            variableValues: request.variables,
            contextValue: context,
          }) as Promise<{ data: Record<string, unknown> }>,
      }),
      onSchemaLoadOrUpdate(tell) {
        tell({ apiSchema: schema, coreSupergraphSdl: '' })
        return () => {}
      },
      stop: async () => {},
    },
    nodeEnv: 'production',
    csrfPrevention: true,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginLandingPageDisabled()],
    formatError: (_, error) => formatError(error, report),
    logger: { debug() {}, info() {}, warn() {}, error: (message: unknown) => report(message, 'apollo') },
  })
  await apollo.start()

  const server = createServer({ keepAliveTimeout: 30_000, requestTimeout: 30_000 })
  const port = await listen(server, env.TITAN_HOST, env.TITAN_GATEWAY_PORT)
  const door = createDoor(env, env.TITAN_WEB_PORT, port)
  const fanout = createFanout(hub, report)
  const http = createHttp({
    apollo,
    house,
    door,
    identities,
    budget,
    documents,
    answers: options.storeAnswers === false ? null : createAnswers(hub),
    report,
  })
  const sockets = createSockets({
    house,
    hub,
    door,
    identities,
    budget,
    documents,
    fanout,
    sizes: options.sockets ?? socketSizes,
    report,
  })

  const health = async (live: boolean): Promise<{ status: number; body: string }> => {
    const database =
      live || (await Promise.race([connection.sql`select 1`.then(() => true), timeout(2_000)]).catch(() => false))
    const ready = database && (live || hub.fresh)
    const body = {
      status: ready ? 'ok' : 'unavailable',
      startId,
      database: live ? undefined : database,
      events: live ? undefined : hub.fresh,
    }
    return { status: ready ? 200 : 503, body: JSON.stringify(body) }
  }

  server.on('request', async (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0]
    if (path === '/graphql' || path === '/api/graphql') return http(request, response)
    if (path === '/health' || path === '/health/ready' || path === '/health/live') {
      const { status, body } = await health(path === '/health/live')
      return void response
        .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
        .end(body)
    }
    const body = JSON.stringify({
      errors: [formatError(new Fault('missing', 'There is nothing here', { hint: 'GraphQL is at /graphql' }))],
    })
    response.writeHead(404, { 'content-type': 'application/json' }).end(body)
  })
  server.on('upgrade', (request, socket, head) => {
    const path = (request.url ?? '/').split('?', 1)[0]
    if (path === '/graphql' || path === '/api/graphql') return sockets.upgrade(request, socket, head)
    socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
  })

  return {
    port,
    url: `http://127.0.0.1:${port}/graphql`,
    house,
    figures: () => ({
      sockets: sockets.open,
      subscriptions: fanout.seats,
      groups: fanout.groups,
      position: String(hub.head),
    }),
    async stop() {
      sockets.stop()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeIdleConnections()
      await Promise.race([closed, timeout(1_500)])
      server.closeAllConnections()
      await apollo.stop()
      await hub.stop()
    },
  }
}

const timeout = (ms: number) => new Promise<false>((resolve) => setTimeout(() => resolve(false), ms).unref())

function listen(server: ReturnType<typeof createServer>, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      reject(
        taken
          ? new Fault('unavailable', `Port ${port} is taken: set TITAN_GATEWAY_PORT to a free one`, { next: 'fix' })
          : error,
      )
    })
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}
