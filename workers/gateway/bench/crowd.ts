import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { percentile, sharedNow, task } from './child.ts'

/** Many graphql-ws clients in one process: each has a socket of its own and one subscription. */
const { port, key, clients, query, path } = await task<{
  port: number
  key: string
  clients: number
  query: string
  path: string
}>()
const latencies: number[] = []
const perClient = new Uint32Array(clients)
let wrong = 0
let connected = 0
const lag = monitorEventLoopDelay({ resolution: 5 })

await new Promise<void>((resolve) => {
  for (let i = 0; i < clients; i++) {
    const client = createClient({
      url: `ws://127.0.0.1:${port}${path}`,
      webSocketImpl: WebSocket,
      connectionParams: { apiKey: key },
      retryAttempts: 0,
      on: {
        connected: () => {
          connected += 1
          if (connected === clients) resolve()
        },
      },
    })
    client.subscribe<{ signals: { signal: { closedAt: string } } }>(
      { query },
      {
        next({ data }) {
          const at = sharedNow()
          perClient[i] += 1
          if (data) latencies.push(at - Date.parse(data.signals.signal.closedAt))
        },
        error: () => (wrong += 1),
        complete: () => {},
      },
    )
  }
})
setTimeout(() => {
  lag.enable()
  process.send?.({ ready: true })
}, 1_500)

process.once('message', () => {
  latencies.sort((a, b) => a - b)
  process.send?.({
    messages: latencies.length,
    fewest: Math.min(...perClient),
    most: Math.max(...perClient),
    wrong,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    max: latencies.at(-1),
    lagP99: lag.percentile(99) / 1e6,
    cpuMs: (process.cpuUsage().user + process.cpuUsage().system) / 1e3,
  })
})
