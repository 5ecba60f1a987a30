import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '#db/client.ts'
import { findCluster } from '#db/embedded.ts'
import { random } from '#lib/stats/random.ts'
import { childrenOf, type Process } from './drill.ts'
import { startHouse } from './house.ts'

/**
 * `node config/soak.ts [minutes]`: kills any process of a running house at random, PostgreSQL and its sessions among them,
 * and asks afterwards whether a bar or a signal is missing, doubled or out of order. Linux only (it reads /proc).
 */
const minutes = Number(process.argv[2] ?? 5)
const chance = random(7)
const say = (text: string) => process.stdout.write(`soak: ${text}\n`)
const house = await startHouse()
const { home } = house.place

/** The processes of the house; of the sessions of the database one in seven, so that the others have their turn. */
async function victims(): Promise<Process[]> {
  const own = childrenOf(house.child.pid as number)
  const database = await findCluster(home)
  return [...own, ...(database ? childrenOf(database.pid).filter((_, i) => i % 7 === 0) : [])]
}

const kindOf = ({ command }: Process) =>
  /run\.ts (\S.*)|next-server|postgres: \w+|postgres/.exec(command)?.[0].trim() ?? 'another'

let code = 1
try {
  await sleep(20_000)
  const kills: Record<string, number> = {}
  for (
    const started = Date.now();
    Date.now() - started < minutes * 60_000;
    await sleep(1_000 + 6_000 * chance.uniform())
  ) {
    const all = await victims()
    const victim = all[chance.below(Math.max(1, all.length))]
    if (!victim) continue
    try {
      process.kill(victim.pid, 'SIGKILL')
      kills[kindOf(victim)] = (kills[kindOf(victim)] ?? 0) + 1
    } catch {
      // It ended by itself in this moment.
    }
  }
  await sleep(20_000)
  const database = await findCluster(home)
  if (!database) throw new Error('Soak: there is no database any more')
  const { sql, close } = connect(database.url, { max: 1, name: 'titan-soak' })
  const [found] = await sql<Record<string, number>[]>`
    select (select count(*)::int from signals) as signals,
      (select count(*)::int from signals where created_at > now() - interval '20 seconds') as fresh,
      (select count(*)::int from (
        select payload->>'id' from events where stream = 'signals' group by 1 having count(*) > 1) twice) as doubled,
      (select count(*)::int from signals s where not exists (
        select 1 from events e where e.stream = 'signals' and e.payload->>'id' = s.id::text)) as untold,
      (select count(*)::int from (
        select kind, lag(kind) over (partition by pair_id order by bar_ts, created_at) as before from signals) s
        where before is not null and (kind = 'ENTER') = (before = 'ENTER')) as disorder,
      (select coalesce(sum(missing), 0)::int from (
        select extract(epoch from max(ts) - min(ts)) + 1 - count(*) as missing from bars group by series_id) b) as gaps`
  await close()
  const health = (await fetch(`${house.url}/api/health`)).status
  const killed = Object.values(kills).reduce((sum, n) => sum + n, 0)
  say(
    `${killed} kills in ${minutes} min: ${Object.entries(kills)
      .map(([kind, n]) => `${kind} ${n}`)
      .join(', ')}`,
  )
  say(
    `${found['signals']} signals, ${found['fresh']} in the last 20 s; ${found['doubled']} told twice, ${found['untold']} untold, ${found['disorder']} out of order; ${found['gaps']} bars missing; health ${health}`,
  )
  const wrong = found['doubled'] + found['untold'] + found['disorder'] + found['gaps']
  code = wrong === 0 && found['fresh'] > 0 && health === 200 ? 0 : 1
} catch (error) {
  process.stderr.write(`${String(error)}\n`)
} finally {
  if (code !== 0) process.stderr.write(`What TITAN said meanwhile:\n${house.output().slice(-4_000)}\n`)
  await house.stop()
  house.remove()
}
process.exit(code)
