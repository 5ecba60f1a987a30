import { monitorEventLoopDelay } from 'node:perf_hooks'
import { eq, sql } from 'drizzle-orm'
import { connect } from '#db/client.ts'
import { newId } from '#db/ids.ts'
import { heartbeats } from '#db/schema/events.ts'
import { logger } from './log.ts'
import type { Role, RunningRole } from './role.ts'
import type { Settings } from './settings.ts'

const beatMs = 2_000

/** Runs roles in this process until it is told to stop: connects, starts them in order, beats, stops in reverse order. */
export async function runRoles(roles: readonly Role[], env: Settings, url: string): Promise<void> {
  const name = roles.map((role) => role.name).join('+')
  const log = logger(env.TITAN_LOG, name)
  const connection = connect(url, { max: 8, name: `titan-${name}` })
  const running: { role: Role; it: RunningRole }[] = []
  const lag = monitorEventLoopDelay({ resolution: 10 })
  lag.enable()

  let stopping: Promise<void> | null = null
  const stop = (why: string, code = 0) => {
    stopping ??= (async () => {
      log.info({ why }, 'stopping')
      const force = setTimeout(() => process.exit(1), 5_000)
      force.unref()
      clearInterval(beating)
      for (const { role, it } of running.toReversed())
        await it.stop().catch((error) => log.error({ error, role: role.name }, 'stop failed'))
      await connection.db
        .delete(heartbeats)
        .where(eq(heartbeats.id, id))
        .catch(() => {})
      await connection.close().catch(() => {})
      process.exit(code)
    })()
    return stopping
  }
  process.on('SIGTERM', () => void stop('SIGTERM'))
  process.on('SIGINT', () => void stop('SIGINT'))
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'a bug: the process ends and is started again')
    void stop('uncaughtException', 1)
  })
  process.on('unhandledRejection', (error) => {
    log.fatal({ err: error }, 'a bug: the process ends and is started again')
    void stop('unhandledRejection', 1)
  })

  const id = newId()
  const startedAt = new Date()
  const beat = async () => {
    const detail = {
      rssMb: Math.round(process.memoryUsage.rss() / 1e6),
      loopP99Ms: Math.round(lag.percentile(99) / 1e5) / 10,
      ...Object.assign({}, ...running.map(({ it }) => it.detail?.() ?? {})),
    }
    lag.reset()
    const row = { id, role: name, pid: process.pid, startedAt, beatAt: new Date(), detail }
    await connection.db
      .insert(heartbeats)
      .values(row)
      .onConflictDoUpdate({ target: heartbeats.id, set: { beatAt: sql`now()`, detail } })
  }
  const beating = setInterval(() => void beat().catch((error) => log.warn({ err: error }, 'no heart-beat')), beatMs)

  try {
    for (const role of roles) {
      running.push({ role, it: await role.start({ env, url, connection, log: log.child({ role: role.name }) }) })
      log.info({ role: role.name }, 'started')
    }
    await beat()
    process.send?.({ ready: name })
  } catch (error) {
    log.fatal({ err: error }, 'could not start')
    await stop('start failed', 1)
  }
}
