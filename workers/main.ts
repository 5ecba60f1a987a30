#!/usr/bin/env node
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { borrowCluster, type Lease } from '#db/lease.ts'
import { ensureDatabase, migrateDatabase } from '#db/migrate.ts'
import { Fault } from '#lib/fault.ts'
import { ensureBuild } from './build.ts'
import { childEnvironment } from './child-environment.ts'
import { children } from './children.ts'
import { wordsOf } from './faults.ts'
import { logger } from './log.ts'
import { addressFile, offerOwnerLink } from './owner-link.ts'
import { loadSettings, requireNode, type Settings } from './settings.ts'

/**
 * `npm start`: the whole house in one command. Database (embedded when DATABASE_URL is not set), migrations, web,
 * gateway and workers; what dies is started again; Ctrl-C stops all, the database last.
 */
requireNode()
const root = fileURLToPath(new URL('..', import.meta.url))
const say = (text: string) => process.stderr.write(`${text}\n`)

/** Roles that share a process: light ones together, long work and sockets apart. */
const groups = [['relay', 'feed'], ['signals'], ['jobs'], ['gateway']]

async function main(): Promise<void> {
  const settings = loadSettings()
  const log = logger(settings.TITAN_LOG === 'info' ? 'warn' : settings.TITAN_LOG, 'supervisor')
  const startedAt = performance.now()
  let cluster: Lease | null = null
  const house = children(log)
  let ending = false
  const end = async (code: number) => {
    if (ending) return
    ending = true
    await house.stop()
    await cluster?.release()
    process.exit(code)
  }
  process.on('SIGINT', () => void end(0))
  process.on('SIGTERM', () => void end(0))

  try {
    await portIsFree(settings.TITAN_WEB_PORT, settings.TITAN_HOST, 'TITAN_WEB_PORT')
    await portIsFree(settings.TITAN_GATEWAY_PORT, settings.TITAN_HOST, 'TITAN_GATEWAY_PORT')
    if (!settings.DATABASE_URL)
      cluster = await borrowCluster({ home: settings.TITAN_HOME, port: settings.TITAN_DB_PORT })
    cluster?.keepAlive((error) =>
      error ? log.error({ error: wordsOf(error) }, 'database ended') : log.warn('database ended; it is started again'),
    )
    const url = settings.DATABASE_URL ?? (cluster as Lease).url
    await ensureDatabase(url)
    await migrateDatabase(url)

    const env = (...secrets: (keyof Settings)[]) => childEnvironment(process.env, { settings, url, secrets, startId })
    for (const roles of groups) {
      const secrets: (keyof Settings)[] = roles.includes('gateway')
        ? ['TITAN_SESSION_SECRET', 'TITAN_TICKET_SECRET']
        : []
      house.start({
        name: roles.join('+'),
        args: [join(root, 'workers/run.ts'), ...roles],
        env: env(...secrets),
        cwd: root,
      })
    }
    const development = process.argv.includes('--dev')
    if (!development) await ensureBuild(settings.TITAN_GATEWAY_PORT, say)
    house.start({
      name: 'web',
      args: [
        join(root, 'node_modules/next/dist/bin/next'),
        development ? 'dev' : 'start',
        '-p',
        String(settings.TITAN_WEB_PORT),
        '-H',
        settings.TITAN_HOST,
      ],
      env: {
        ...env('TITAN_SESSION_SECRET', 'TITAN_TICKET_SECRET'),
        NODE_ENV: development ? 'development' : 'production',
        NEXTAUTH_SECRET: settings.TITAN_SESSION_SECRET,
        NEXTAUTH_URL: settings.TITAN_ORIGINS[0] ?? `http://127.0.0.1:${settings.TITAN_WEB_PORT}`,
        NEXT_TELEMETRY_DISABLED: '1',
        HOSTNAME: settings.TITAN_HOST,
      },
      cwd: root,
    })
    const address = `http://${settings.TITAN_HOST === '0.0.0.0' ? '127.0.0.1' : settings.TITAN_HOST}:${settings.TITAN_WEB_PORT}`
    await answers(`${address}/api/health`)
    say(
      `\nTITAN is up at ${address} (${((performance.now() - startedAt) / 1_000).toFixed(1)} s)${cluster ? '' : ', on DATABASE_URL'}`,
    )
    writeFileSync(addressFile(settings.TITAN_HOME), address)
    await offerOwnerLink({ url, address, home: settings.TITAN_HOME, say })
    if (settings.TITAN_SIM === 'on')
      say(
        'The market is simulated (venue SIM). TITAN_SIM=off stops it; `npm run -s titan -- import FILES` brings real bars.\n',
      )
  } catch (error) {
    say(wordsOf(error))
    await end(1)
  }
}

/** One sentence that names the port and the variable, before anything is started. */
async function portIsFree(port: number, host: string, variable: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', () =>
      reject(
        new Fault(
          'conflict',
          `Port ${port} is taken. Is TITAN running already? Another port: ${variable}=${port + 10} npm start.`,
        ),
      ),
    )
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}

const startId = randomUUID()

async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const response = await fetch(url).catch(() => null)
    if (response?.ok) {
      await response.body?.cancel()
      return
    }
    await sleep(100)
  }
  throw new Fault('unavailable', `The web does not answer at ${url}`, { hint: 'TITAN_LOG=debug npm start shows more' })
}

await main().catch((error: unknown) => {
  say(wordsOf(error))
  process.exit(1)
})
