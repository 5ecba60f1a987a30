import { ApolloServer } from '@apollo/server'
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled'
import { startStandaloneServer } from '@apollo/server/standalone'
import { connect } from '#db/client.ts'
import { type Context, createContext } from '#graphql/context.ts'
import { schema } from '#graphql/schema.ts'
import { scopesOfRole } from '#lib/contracts/users.ts'
import { task } from './child.ts'

/** Apollo as its own documentation starts it, with the same schema and database: no sign-in, no limits, nothing stored. */
const { url, userId } = await task<{ url: string; userId: string }>()
const connection = connect(url, { max: 8, name: 'titan-plain' })
const house = { connection, queue: null, tickets: null, hub: null }
const viewer = {
  userId,
  name: 'plain',
  role: 'admin',
  scopes: scopesOfRole.admin,
  sessionId: null,
  keyId: null,
} as const
const apollo = new ApolloServer<Context>({
  schema,
  nodeEnv: 'production',
  plugins: [ApolloServerPluginLandingPageDisabled()],
})
const { url: address } = await startStandaloneServer(apollo, {
  listen: { port: 0, host: '127.0.0.1' },
  context: async () => createContext(house, viewer, { via: 'key' }),
})
process.send?.({ port: Number(new URL(address).port) })
