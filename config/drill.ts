import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '#db/client.ts'
import { findCluster } from '#db/embedded.ts'
import { type House, startHouse } from './house.ts'

export interface Process {
  readonly pid: number
  readonly command: string
}

/** Processes that were started by this one. */
export function childrenOf(pid: number): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0])
        return parent === pid
          ? [{ pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ') }]
          : []
      } catch {
        return []
      }
    })
}

const alive = (pid: number): boolean => {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

async function until(what: string, holds: () => Promise<boolean> | boolean, withinMs: number): Promise<number> {
  const started = Date.now()
  while (!(await Promise.resolve(holds()).catch(() => false))) {
    if (Date.now() - started > withinMs) throw new Error(`Drill: ${what} took longer than ${withinMs} ms`)
    await sleep(50)
  }
  return Date.now() - started
}

const say = (text: string) => process.stdout.write(`drill: ${text}\n`)

/**
 * What a house must stand: every process killed in turn while signals flow, the supervisor killed, a second start on
 * what it left, and a clean end. Throws on the first thing that does not hold. Linux only (it reads /proc).
 */
export async function drillHouse(first: House): Promise<void> {
  const { place } = first
  const cluster = await findCluster(place.home)
  if (!cluster) throw new Error('Drill: there is no database')
  const connection = connect(cluster.url, { max: 2, name: 'titan-drill' })
  const newSignalAfter = async (at: Date) =>
    (await connection.sql`select 1 from signals where created_at > ${at} limit 1`).length > 0
  const gateway = async () =>
    (
      await fetch(`${first.url}/api/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query":"{ viewer { role } }"}',
      })
    ).ok
  let house = first
  try {
    // The database itself, and one of its sessions, which makes it throw all the others out.
    const victims = childrenOf(first.child.pid as number)
    const [session] = childrenOf(cluster.pid).filter(({ command }) => /titan-(signals|jobs)|127\.0\.0\.1/.test(command))
    for (const victim of session ? [session, ...victims] : victims) {
      process.kill(victim.pid, 'SIGKILL')
      const killedAt = new Date()
      const web = await until('web', async () => (await fetch(`${first.url}/api/health`)).ok, 15_000)
      await until('gateway through the web', gateway, 15_000)
      const signal = await until('a new signal', () => newSignalAfter(killedAt), 60_000)
      say(
        `killed ${/(?:run\.ts (\S.*)|next\S* (\w+)|(postgres: .*|postgres))/.exec(victim.command)?.slice(1).find(Boolean)?.trim() ?? victim.command}: web ${web} ms, next signal ${signal} ms`,
      )
    }
    const [{ doubled }] = await connection.sql<{ doubled: number }[]>`
      select count(*)::int as doubled from (select payload->>'id' from events where stream = 'signals' group by 1 having count(*) > 1) twice`
    if (doubled > 0) throw new Error(`Drill: ${doubled} signals were told twice`)

    const orphans = childrenOf(house.child.pid as number).filter(({ command }) => !/postgres/.test(command))
    house.child.kill('SIGKILL')
    const gone = await until('the end of the orphans', () => orphans.every(({ pid }) => !alive(pid)), 8_000)
    house = await startHouse(place)
    say(`killed the supervisor: orphans gone in ${gone} ms, second start ${house.startedInMs} ms`)
    if (house.startedInMs > 15_000) throw new Error(`Drill: the second start took ${house.startedInMs} ms`)

    const all = childrenOf(house.child.pid as number)
    await connection.close()
    const database = await findCluster(place.home)
    await house.stop()
    const left = [...all, ...(database ? [database] : [])].filter(({ pid }) => alive(pid))
    if (left.length > 0) throw new Error(`Drill: ${left.length} processes outlived the house`)
    say('SIGTERM: nothing left')
  } finally {
    await connection.close().catch(() => {})
    await house.stop()
  }
}
