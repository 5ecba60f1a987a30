import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const root = new URL('../../..', import.meta.url).pathname
/** The port that a build without settings has written into its rewrite. */
export const builtPort = 4_001

const freePort = (port: number) =>
  new Promise<number | null>((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen(port, '127.0.0.1', () => {
      const { port: found } = server.address() as { port: number }
      server.close(() => resolve(found))
    })
  })

/** Says why the way through the web cannot be measured here, or null. */
export async function webIsMissing(): Promise<string | null> {
  if (!existsSync(join(root, '.next/BUILD_ID'))) return 'the web has not been built'
  return (await freePort(builtPort)) === null ? `port ${builtPort} is taken` : null
}

/** The built web on a free port; it passes `/api/graphql` on to the gateway at the built port. */
export async function startWeb(databaseUrl: string) {
  const port = (await freePort(0)) ?? 0
  const child = spawn(
    process.execPath,
    [join(root, 'node_modules/next/dist/bin/next'), 'start', '-p', String(port), '-H', '127.0.0.1'],
    {
      cwd: root,
      stdio: 'ignore',
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        DATABASE_URL: databaseUrl,
        TITAN_SESSION_SECRET: 'a session secret for the bench only, not used',
        TITAN_WEB_PORT: String(port),
      },
    },
  )
  for (let waited = 0; waited < 15_000; waited += 100) {
    const up = await fetch(`http://127.0.0.1:${port}/icon.svg`).catch(() => null)
    if (up) break
    await sleep(100)
  }
  return {
    port,
    async stop() {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}
