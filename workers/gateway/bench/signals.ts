import { connect } from '#db/client.ts'
import { environment } from '#lib/contracts/env.ts'
import { logger } from '../../log.ts'
import { signals } from '../../roles/signals.ts'
import { task } from './child.ts'

/** The role that gives signals, as it runs in production: a process of its own. */
const { url } = await task<{ url: string }>()
await signals.start({
  env: environment.parse({}),
  url,
  connection: connect(url, { max: 4, name: 'titan-signals' }),
  log: logger('error', 'signals'),
})
process.send?.({ ready: true })
