import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = join(root, '.next', 'titan-build')
/** What the web is made of. A change of any of it makes the build stale. */
const sources = [
  'app',
  'graphql',
  'db',
  'lib',
  'next.config.ts',
  'proxy.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
]

/** Hash over the web's sources and what is baked into the build: existence alone says nothing about staleness. */
async function sourceHash(baked: string): Promise<string> {
  const hash = createHash('sha256').update(baked)
  const add = async (path: string): Promise<void> => {
    const full = join(root, path)
    const entries = await readdir(full, { withFileTypes: true }).catch(() => null)
    if (entries === null) {
      if (existsSync(full) && !/\.(test|bench)\.tsx?$/.test(path)) hash.update(path).update(await readFile(full))
      return
    }
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) await add(join(path, entry.name))
  }
  for (const source of sources) await add(source)
  return hash.digest('hex')
}

/** Builds the web when it is missing or stale. `gatewayPort` is baked into the rewrite of /api/graphql. */
export async function ensureBuild(gatewayPort: number, say: (text: string) => void): Promise<void> {
  const hash = await sourceHash(`gateway ${gatewayPort}`)
  if (existsSync(stamp) && existsSync(join(root, '.next', 'BUILD_ID')) && readFileSync(stamp, 'utf8') === hash) return
  say('Building the web, once (about 20 s)')
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
      cwd: root,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        TITAN_GATEWAY_PORT: String(gatewayPort),
        NEXT_TELEMETRY_DISABLED: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (text) => {
      output += text
    })
    child.stderr.on('data', (text) => {
      output += text
    })
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`The web could not be built:\n${output.slice(-4_000)}`)),
    )
  })
  writeFileSync(stamp, hash)
}

if (import.meta.main)
  await ensureBuild(Number(process.env.TITAN_GATEWAY_PORT ?? 4001), (text) => process.stderr.write(`${text}\n`))
