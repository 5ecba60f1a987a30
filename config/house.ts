import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './steps.ts'

export interface House {
  readonly url: string
  /** One-time link that makes the owner. */
  readonly ownerLink: string
  readonly home: string
  readonly child: ChildProcess
  /** What it has printed so far. */
  output(): string
  stop(): Promise<void>
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

/** The product as `npm start` runs it, in a throw-away home on free ports. The usual gateway port spares a rebuild. */
export async function startHouse(env: Record<string, string> = {}): Promise<House> {
  const home = mkdtempSync(join(tmpdir(), 'titan-house-'))
  const webPort = (await bindable(0)) ?? 3000
  const gatewayPort = (await bindable(4001)) ?? (await bindable(0)) ?? 4001
  const databasePort = (await bindable(0)) ?? 54_329
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
    if (child.exitCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    }
    rmSync(home, { recursive: true, force: true })
  }
  const ready = /owner is in (\S+)/
  for (let waited = 0; waited < 240_000 && !ready.test(output); waited += 100) {
    if (child.exitCode !== null) {
      await stop()
      throw new Error(`TITAN ended before it was up:\n${output.slice(-4_000)}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const file = ready.exec(output)?.[1]
  if (!file) {
    await stop()
    throw new Error(`TITAN was not up in time:\n${output.slice(-4_000)}`)
  }
  return { url: `http://127.0.0.1:${webPort}`, ownerLink: readFileSync(file, 'utf8').trim(), home, child, output: () => output, stop }
}
