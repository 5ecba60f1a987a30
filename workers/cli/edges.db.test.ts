import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { eq } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { newId } from '#db/ids.ts'
import { ensureSeries } from '#db/queries/series.ts'
import { bars, outbox, scanRuns } from '#db/schema/index.ts'
import { testDatabase, testUser } from '#db/testing/database.ts'
import { nouns } from './all.ts'

const root = new URL('../..', import.meta.url).pathname
const connection = await testDatabase()
const { db } = connection
await testUser(connection, 'admin', 'ada')
const bob = await testUser(connection, 'trader', 'bob')
const folder = mkdtempSync(join(tmpdir(), 'titan-edges-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const env = {
  PATH: process.env.PATH,
  HOME: folder,
  TITAN_HOME: join(folder, 'home'),
  DATABASE_URL: connection.url,
} as unknown as NodeJS.ProcessEnv

/** A command as a program calls it: exit code, the one document, what a person would read. */
function titan(...args: string[]): Promise<{ code: number; json: Record<string, never>; err: string }> {
  const child = spawn(process.execPath, [join(root, 'workers/cli/main.ts'), ...args, '--json'], {
    ...{ cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] },
  })
  let [out, err] = ['', '']
  child.stdout?.on('data', (text) => (out += text))
  child.stderr?.on('data', (text) => (err += text))
  return new Promise((resolve) =>
    child.once('close', (code) => resolve({ code: code ?? 1, json: JSON.parse(out), err })),
  )
}

test('every command answers programs', async () => {
  const program = new Command('titan')
  for (const load of Object.values(nouns)) (await load())(program)
  const without: string[] = []
  const visit = (command: Command, path: string) => {
    for (const child of command.commands) visit(child, `${path} ${child.name()}`)
    // A report has formats of its own, JSON among them.
    const answers = command.options.some(({ long }) => long === '--json' || long === '--format')
    if (command.commands.length === 0 && !answers) without.push(path)
  }
  visit(program, 'titan')
  expect(without).toEqual([])
})

test('a cursor, an id or a number that is none is wrong usage', { timeout: 60_000 }, async () => {
  for (const args of [
    ['signals', 'tail', '--after', 'abc', '--count', '1'],
    ['signals', 'tail', '--count', '0'],
    ['data', 'quarantine', '--import', 'nope'],
  ]) {
    const { code, json, err } = await titan(...args)
    expect([code, json.error], args.join(' ')).toMatchObject([2, { code: 'BAD_USAGE' }])
    expect(err).not.toMatch(/\n\s+at /)
  }
})

test('a role that is changed here is told to the gateways', { timeout: 60_000 }, async () => {
  expect(await titan('user', 'role', 'bob', 'viewer')).toMatchObject({ code: 0, json: { name: 'bob', role: 'viewer' } })
  const told = await db.select().from(outbox).where(eq(outbox.stream, 'sessions'))
  expect(told).toMatchObject([{ key: bob.id, payload: { userId: bob.id, what: 'role' } }])
})

test('a job that is queued by hand leaves a run, also when it is cancelled; a schedule is made once', {
  timeout: 60_000,
}, async () => {
  const { json } = await titan('jobs', 'add', 'scan', '--payload', '{"venue": "TEST"}')
  const runs = () => db.select().from(scanRuns).where(eq(scanRuns.jobId, json.id))
  expect(await runs()).toMatchObject([{ state: 'queued', request: { venue: 'TEST' } }])
  expect((await titan('jobs', 'cancel', json.id)).code).toBe(0)
  expect(await runs()).toMatchObject([{ state: 'cancelled' }])
  expect((await titan('jobs', 'cancel', newId())).json).toMatchObject({ error: { code: 'NOT_FOUND' } })

  const plan = ['jobs', 'schedule', 'nightly', '--cron', '30 22 * * 1-5', '--kind', 'scan']
  expect((await titan(...plan, '--payload', '{"lags": "many"}')).json).toMatchObject({
    error: { code: 'BAD_USER_INPUT' },
  })
  for (const cron of ['* * *', '61 * * * *', '* * * * * *'])
    expect((await titan(...plan.with(4, cron))).json, cron).toMatchObject({ error: { code: 'BAD_USER_INPUT' } })
  expect((await titan(...plan, '--time-zone', 'Mars/One')).json).toMatchObject({ error: { code: 'BAD_USER_INPUT' } })
  expect((await titan(...plan)).code).toBe(0)
  expect(await titan(...plan)).toMatchObject({ code: 1, json: { error: { code: 'CONFLICT' } } })
})

test('what is said of instruments is judged before a file is read', { timeout: 60_000 }, async () => {
  for (const [option, value] of [
    ['--calendar', 'mars'],
    ['--tick', '-1'],
    ['--lot', 'few'],
    ['--venue', 'a b/c'],
    ['--currency', 'X'],
  ]) {
    const { code, json } = await titan('import', 'nothing.csv', '--timeframe', '1d', option, value)
    expect([code, json.error], `${option} ${value}`).toMatchObject([1, { code: 'BAD_USER_INPUT' }])
    expect(JSON.stringify(json.error), option).toContain(option.slice(2))
  }
})

test('a pair is not watched with a parameter that there is not', { timeout: 60_000 }, async () => {
  const days = Array.from({ length: 200 }, (_, i) => new Date(Date.UTC(2020, 0, 1 + i)))
  for (const [k, symbol] of ['WY', 'WX'].entries()) {
    const { id } = await ensureSeries(
      connection.sql,
      { venue: 'TEST', symbol, kind: 'equity', tick: '0.01', lot: '1', currency: 'USD', calendar: '24/7' },
      { timeframe: '1d', source: 'test', adjustment: 'raw' },
    )
    await connection.sql`select ensure_bar_partitions(${days[0]}, ${days[199]})`
    const close = (i: number) => 50 + 5 * Math.sin(i / 40) + 0.5 * Math.sin((i * (k + 7)) / 3)
    await db.insert(bars).values(days.map((ts, i) => ({ seriesId: id, ts, close: close(i) })))
  }
  const watch = (...more: string[]) => titan('pairs', 'watch', 'WY:WX', '--venue', 'TEST', ...more)
  expect(await watch('--param', 'enter=2')).toMatchObject({ code: 1, json: { error: { code: 'BAD_USER_INPUT' } } })
  expect((await watch('--param', 'entry=2.5')).json).toMatchObject({ y: 'WY', params: { entry: 2.5 } })
})

test('bars that cannot be written where they should go are refused in words', { timeout: 60_000 }, async () => {
  const { id } = await ensureSeries(
    connection.sql,
    { venue: 'TEST', symbol: 'ONE', kind: 'equity', tick: '0.01', lot: '1', currency: 'USD', calendar: '24/7' },
    { timeframe: '1d', source: 'test', adjustment: 'raw' },
  )
  await connection.sql`select ensure_bar_partitions(${new Date(0)}, ${new Date(0)})`
  await db.insert(bars).values([{ seriesId: id, ts: new Date(0), close: 5 }])
  const nowhere = await titan('data', 'export', '--symbols', 'ONE', '--out', join(folder, 'no/such/folder.csv'))
  expect(nowhere).toMatchObject({ code: 1, json: { error: { code: 'BAD_USER_INPUT' } } })
  expect(nowhere.err).not.toMatch(/\n\s+at /)
  expect((await titan('data', 'export', '--symbols', 'ONE', '--out', join(folder, 'one.csv'))).json).toMatchObject({
    rows: 1,
    series: 1,
  })
})
