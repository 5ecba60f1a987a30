import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './steps.ts'

export interface House {
  readonly url: string
  /** One-time link that makes the owner. */
  readonly ownerLink: string
  readonly place: Place
  readonly startedInMs: number
  readonly child: ChildProcess
  /** What it has printed so far. */
  output(): string
  /** SIGTERM, and waits for the end. */
  stop(): Promise<void>
  remove(): void
}

const bindable = (port: number): Promise<number | null> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : null))
    })
  })

export interface Place {
  readonly home: string
  readonly webPort: number
  readonly gatewayPort: number
  readonly databasePort: number
}

/** A throw-away home and free ports. The usual gateway port spares a rebuild of the web. */
export async function newPlace(): Promise<Place> {
  return {
    home: mkdtempSync(join(tmpdir(), 'titan-house-')),
    webPort: (await bindable(0)) ?? 3000,
    gatewayPort: (await bindable(4001)) ?? (await bindable(0)) ?? 4001,
    databasePort: (await bindable(0)) ?? 54_329,
  }
}

/** The product as `npm start` runs it. */
export async function startHouse(place?: Place, env: Record<string, string> = {}): Promise<House> {
  const at = place ?? (await newPlace())
  const { home, webPort, gatewayPort, databasePort } = at
  const child = spawn(process.execPath, [join(root, 'workers/main.ts')], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TITAN_HOME: home,
      TITAN_WEB_PORT: String(webPort),
      TITAN_GATEWAY_PORT: String(gatewayPort),
      TITAN_DB_PORT: String(databasePort),
      TITAN_LOG: 'warn',
      ...env,
    } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const take = (text: Buffer) => {
    output += text.toString()
  }
  child.stdout?.on('data', take)
  child.stderr?.on('data', take)
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    }
  }
  const startedAt = Date.now()
  const ready = /TITAN is up.*\n(?:A one-time link for its owner is in (\S+))?/
  for (let waited = 0; waited < 240_000 && !ready.test(output); waited += 100) {
    if (child.exitCode !== null) {
      await stop()
      throw new Error(`TITAN ended before it was up:\n${output.slice(-4_000)}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  if (!ready.test(output)) {
    await stop()
    throw new Error(`TITAN was not up in time:\n${output.slice(-4_000)}`)
  }
  const startedInMs = Date.now() - startedAt
  const link = join(home, 'owner-link')
  await new Promise((resolve) => setTimeout(resolve, 300))
  const ownerLink = existsSync(link) ? readFileSync(link, 'utf8').trim() : ''
  const remove = () => rmSync(home, { recursive: true, force: true })
  return {
    url: `http://127.0.0.1:${webPort}`,
    ownerLink,
    place: at,
    startedInMs,
    child,
    output: () => output,
    stop,
    remove,
  }
}
