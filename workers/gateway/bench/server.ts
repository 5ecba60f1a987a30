import { connect } from '#db/client.ts'
import { budgetSizes } from '#graphql/access/budget.ts'
import { environment } from '#lib/contracts/env.ts'
import { startGateway } from '../run.ts'
import { task } from './child.ts'

/** The gateway as it runs in production, with a budget that the bench does not reach; it is counted all the same. */
const { url, stored, port = 0 } = await task<{ url: string; stored?: boolean; port?: number }>()
const gateway = await startGateway({
  env: environment.parse({ TITAN_GATEWAY_PORT: String(port) }),
  sessionSecret: 'a session secret for the bench only, not used',
  ticketSecret: 'a ticket secret for the bench only, not used!',
  connection: connect(url, { max: 8, name: 'titan-gateway' }),
  queue: null,
  budget: budgetSizes(1e9),
  sockets: { perAddress: 5_000, perAccount: 5_000, subscriptions: 64 },
  storeAnswers: stored !== false,
  report: (error) => void process.stderr.write(`${String(error)}\n`),
})
process.send?.({ port: gateway.port })
