import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault } from '#lib/fault.ts'
import { type Cluster, type ClusterOptions, findCluster, startCluster } from './embedded.ts'

export interface Lease extends Pick<Cluster, 'url' | 'port' | 'pid' | 'adopted'> {
  /**
   * From now until the lease is given back, a server that has died is started again where it was; one that was stopped by
   * `endCluster` stays so. `tell` hears of each new start, or of why there is none.
   */
  keepAlive(tell: (error: unknown) => void, everyMs?: number): void
  /** Gives the cluster back. Whoever is the last to do so stops it, unless it was started to stay. */
  release(): Promise<void>
}

let leases = 0

/**
 * The cluster of a folder for as long as it is needed. Several commands may run at once: the first starts the cluster, the
 * last stops it, and a process that was killed counts as gone.
 */
export async function borrowCluster(options: ClusterOptions): Promise<Lease> {
  const { home } = options
  const mine = join(home, 'leases', `${process.pid}-${++leases}`)
  const cluster = await alone(home, async () => {
    const started = await startCluster(options)
    rmSync(ended(home), { force: true })
    if (!started.adopted) writeFileSync(borrowed(home), String(started.pid))
    mkdirSync(join(home, 'leases'), { recursive: true })
    writeFileSync(mine, '')
    return started
  })
  let held = true
  const revive = () =>
    alone(home, async () => {
      if (!held || existsSync(ended(home)) || (await findCluster(home))) return false
      const again = await startCluster({ ...options, port: cluster.port })
      if (again.port !== cluster.port) {
        await again.stop()
        throw new Fault('conflict', `Port ${cluster.port} of the database that has died is taken by another program`)
      }
      if (existsSync(borrowed(home))) writeFileSync(borrowed(home), String(again.pid))
      return true
    })
  const { url, port, pid, adopted } = cluster
  return {
    ...{ url, port, pid, adopted },
    keepAlive(tell, everyMs = 250) {
      let isAlive = cluster.isAlive
      const watch = async () => {
        for (; held; await sleep(everyMs, undefined, { ref: false })) {
          if (isAlive() || existsSync(ended(home))) continue
          try {
            if (await revive()) tell(null)
            isAlive = (await findCluster(home))?.isAlive ?? isAlive
          } catch (error) {
            tell(error)
            await sleep(retryMs, undefined, { ref: false })
          }
        }
      }
      void watch()
    },
    release() {
      held = false
      return alone(home, async () => {
        rmSync(mine, { force: true })
        const running = inUse(home) ? null : await findCluster(home)
        if (running === null || borrowedPid(home) !== running.pid) return
        await running.stop()
        rmSync(borrowed(home), { force: true })
      })
    },
  }
}

/** Pause after a server could not be started again. */
const retryMs = 2_000

/** Starts the cluster, or takes it over, to stay until somebody stops it. */
export const keepCluster = (options: ClusterOptions): Promise<Cluster> =>
  alone(options.home, async () => {
    const cluster = await startCluster(options)
    for (const mark of [borrowed, ended]) rmSync(mark(options.home), { force: true })
    return cluster
  })

/** Stops the cluster whoever uses it. False: it did not run. */
export async function endCluster(home: string): Promise<boolean> {
  const cluster = await findCluster(home)
  if (cluster) writeFileSync(ended(home), '')
  await cluster?.stop()
  return cluster !== null
}

/** There while the cluster was stopped by hand: nobody who keeps it alive starts it again. */
const ended = (home: string) => join(home, 'ended')

/** Holds the pid of a cluster that ends with its last lease. */
const borrowed = (home: string) => join(home, 'borrowed')

function borrowedPid(home: string): number {
  try {
    return Number(readFileSync(borrowed(home), 'utf8'))
  } catch {
    return Number.NaN
  }
}

function inUse(home: string): boolean {
  const folder = join(home, 'leases')
  return readdirSync(folder).some((name) => {
    if (lives(Number(name.split('-')[0]))) return true
    rmSync(join(folder, name), { force: true })
    return false
  })
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Longer than a first start with recovery takes. */
const patienceMs = 120_000

/** One process at a time starts or stops the cluster of a folder. The lock of a process that died is broken. */
async function alone<T>(home: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const lock = join(home, 'cluster.lock')
  for (const since = Date.now(); ; await sleep(20)) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = holderOf(lock)
    if (holder !== null && !lives(holder)) rmSync(lock, { force: true })
    if (Date.now() - since > patienceMs)
      throw new Fault(
        'unavailable',
        `Another process (${holder}) has been starting or stopping the database for long`,
        {
          hint: `If it hangs, end it and remove ${lock}`,
        },
      )
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

/** Null while its writer has made the file and not yet said who it is. */
function holderOf(lock: string): number | null {
  try {
    return Number(readFileSync(lock, 'utf8')) || null
  } catch {
    return null
  }
}
