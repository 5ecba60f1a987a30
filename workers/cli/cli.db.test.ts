import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { testDatabase, testUser } from '#db/testing/database.ts'

const root = new URL('../..', import.meta.url).pathname
const connection = await testDatabase()
await testUser(connection, 'admin', 'ada')
const folder = mkdtempSync(join(tmpdir(), 'titan-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const env = {
  PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
  HOME: folder,
  TITAN_HOME: join(folder, 'home'),
  DATABASE_URL: connection.url,
} as unknown as NodeJS.ProcessEnv

function run(command: string, args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(command, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  child.stdout.on('data', (text) => {
    out += text
  })
  child.stderr.on('data', (text) => {
    err += text
  })
  return new Promise((resolve) => child.once('close', (code) => resolve({ code: code ?? 1, out, err })))
}
const titan = (...args: string[]) => run(process.execPath, [join(root, 'workers/cli/main.ts'), ...args])

test('every command of the guide runs as it stands there', { timeout: 180_000 }, async () => {
  const guide = readFileSync(join(root, 'docs/guide.md'), 'utf8')
  const commands = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block]) => block.trim().split('\n'))
  expect(commands.length).toBeGreaterThan(12)
  for (const line of commands) {
    // Through a shell, so that ./bars/*.csv.gz means what it means to the reader.
    const done = await run('sh', [
      '-c',
      line.replace(/^titan/, `"${process.execPath}" "${join(root, 'workers/cli/main.ts')}"`),
    ])
    expect(done.code, `${line}\n${done.out}\n${done.err}`).toBe(0)
    if (line.includes('--json')) expect(() => JSON.parse(done.out), line).not.toThrow()
  }
  expect(readFileSync(join(folder, 'alfa.csv'), 'utf8').split('\n')[0]).toBe(
    'timestamp,symbol,open,high,low,close,volume',
  )
})

test('a telling of regimes is told again bit for bit, and bars of another kind are named', {
  timeout: 60_000,
}, async () => {
  const detect = ['regimes', 'detect', '--symbols', 'ALFA', '--venue', 'DEMO', '--param', 'trainBars=252', '--json']
  const { runId } = JSON.parse((await titan(...detect)).out)
  const again = JSON.parse((await titan('reproduce', runId, '--json')).out)
  expect(again).toMatchObject({ reproduced: true, kind: 'regimes', difference: null })
  const { code, out } = await titan(...detect, '--adjustment', 'total')
  expect([code, JSON.parse(out).error]).toMatchObject([
    1,
    {
      message: expect.stringContaining('adjustment total'),
      hint: expect.stringContaining('ALFA 1d of DEMO, sample, raw'),
    },
  ])
})

test('a backtest printed twice is the same but for its id and time', { timeout: 60_000 }, async () => {
  const args = ['backtest', 'run', '--strategy', 'pairs-zscore', '--symbols', 'ALFA,BRAV', '--venue', 'DEMO', '--json']
  const [a, b] = [JSON.parse((await titan(...args)).out), JSON.parse((await titan(...args)).out)]
  for (const one of [a, b]) {
    delete one.id
    delete one.computeMs
  }
  expect(a).toEqual(b)
  expect(a.manifest.dataHash).toMatch(/^[0-9a-f]{64}$/)
  expect(a.metrics.trades).toBeGreaterThan(0)
})

test('a stored run is reproduced bit for bit, and not once its bars have changed', { timeout: 90_000 }, async () => {
  const on = ['--symbols', 'ALFA,BRAV', '--venue', 'DEMO', '--json']
  const backtest = JSON.parse((await titan('backtest', 'run', '--strategy', 'pairs-zscore', ...on)).out)
  const short = ['--train-len', '252', '--test-len', '63', '--grid', 'window=30,60']
  const walk = JSON.parse((await titan('walkforward', '--strategy', 'pairs-zscore', ...short, ...on)).out)
  const search = JSON.parse((await titan('optimize', '--strategy', 'pairs-zscore', '--trials', '12', ...on)).out)
  expect(backtest.evidence).toMatchObject({ lookAhead: { passed: true }, warmUp: { passed: true } })
  expect(search.trials).toHaveLength(12)
  const each = ['--symbols', 'ALFA,BRAV', '--venue', 'DEMO', '--train-len', '252', '--grid', 'fast=5,10', '--json']
  const many = JSON.parse((await titan('multi-symbol', '--strategy', 'sma-cross', ...each)).out)
  const ids = many.members.map(({ runId }: { runId: string }) => runId)
  expect(new Set(ids).size).toBe(2)
  for (const [kind, id] of [
    ['backtest', backtest.id],
    ['walkforward', walk.runId],
    ['optimisation', search.runId],
    ['walkforward', ids[1]],
  ]) {
    const done = await titan('reproduce', id, '--json')
    expect(JSON.parse(done.out), done.err).toMatchObject({ kind, reproduced: true, difference: null })
  }
  const held = JSON.parse(
    (await titan('backtest', 'run', '--strategy', 'buy-and-hold', '--symbols', 'ALFA', '--venue', 'DEMO', '--json'))
      .out,
  )
  const compared = JSON.parse((await titan('backtest', 'compare', backtest.id, held.id, '--json')).out)
  expect(compared.runs.map(({ rank }: { rank: number }) => rank)).toEqual([1, 2])
  expect(compared.pairs).toHaveLength(1)
  expect(compared.pairs[0].low).toBeLessThan(compared.pairs[0].difference)
  expect((await titan('backtest', 'compare', backtest.id)).err).toMatch(/Two to eight/)
  const listed = JSON.parse((await titan('study', 'list', '--json')).out) as { id: string; kind: string }[]
  expect(listed.map(({ id }) => id)).toEqual(expect.arrayContaining([walk.runId, search.runId, ...ids]))
  const [{ id: seriesId }] = await connection.sql`
    select s.id from series s join instruments i on i.id = s.instrument_id where i.symbol = 'ALFA' and i.venue = 'DEMO' limit 1`
  const [bar] =
    await connection.sql`select ts, close from bars where series_id = ${seriesId} order by ts offset 300 limit 1`
  await connection.sql`update bars set close = close * 1.05, high = high * 1.05 where series_id = ${seriesId} and ts = ${bar.ts}`
  const changed = await titan('reproduce', backtest.id, '--json')
  await connection.sql`update bars set close = close / 1.05, high = high / 1.05 where series_id = ${seriesId} and ts = ${bar.ts}`
  expect(changed.code).toBe(1)
  const answer = JSON.parse(changed.out)
  expect(answer.reproduced).toBe(false)
  expect(answer.dataHash.stored).not.toBe(answer.dataHash.now)
  expect((await titan('reproduce', walk.runId.replace(/.$/, '0').replace(/^./, 'f'))).err).toMatch(/no finished run/)
})

test('a run is taken away as a report, in every format', { timeout: 90_000 }, async () => {
  const on = ['--symbols', 'ALFA,BRAV', '--venue', 'DEMO', '--json']
  const { id } = JSON.parse((await titan('backtest', 'run', '--strategy', 'pairs-zscore', ...on)).out)
  for (const [format, begins] of [
    ['html', '<!doctype html>'],
    ['md', '# '],
    ['json', '{'],
    ['xlsx', 'PK'],
    ['pdf', '%PDF-'],
  ]) {
    const out = join(folder, `run.${format}`)
    const done = await titan('backtest', 'export', id, '--format', format, '--out', out)
    expect(done.code, done.err).toBe(0)
    expect(readFileSync(out).subarray(0, begins.length).toString(), format).toBe(begins)
  }
  const whole = JSON.parse((await titan('backtest', 'export', id)).out)
  const report = JSON.parse((await titan('backtest', 'export', id, '--format', 'json')).out)
  const trades = report.sections.find(({ title }: { title: string }) => title === 'Trades').tables[0].rows
  expect(trades).toHaveLength(whole.trades.length)
  expect((await titan('backtest', 'export', id, '--format', 'doc')).code).toBe(2)
})

test('a backtest takes models of slippage and fees by name, with their parameters', { timeout: 60_000 }, async () => {
  const args = ['backtest', 'run', '--strategy', 'sma-cross', '--symbols', 'ALFA', '--venue', 'DEMO', '--json']
  const models = ['--slippage', 'square-root:eta=0.3,baseBps=2', '--fees', 'per-share', '--borrow-bps', '0']
  const done = await titan(...args, ...models)
  expect(done.code, done.err).toBe(0)
  const { execution, manifest } = JSON.parse(done.out)
  expect(execution.fills).toBeGreaterThan(0)
  expect(execution.slippage).toBeGreaterThan(0)
  expect(manifest.execution).toMatchObject({ slippage: { name: 'square-root', params: { eta: 0.3 } }, borrowBps: 0 })
  const unknown = await titan(...args, '--slippage', 'magic')
  expect(unknown.code).not.toBe(0)
  expect(unknown.err).toMatch(/no slippage model .*magic.*fixed-bps/)
})

test('a scan of a panel needs no database and names what it cannot test', { timeout: 60_000 }, async () => {
  // A walk, and a partner tied to it by a spread of independent values.
  let state = 1
  const chance = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648 - 0.5
  }
  let walk = 0
  const rows = Array.from({ length: 300 }, (_, i) => {
    walk += 0.02 * chance()
    const x = 50 * Math.exp(walk)
    return `${new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10)},${x},${x ** 0.8 * Math.exp(0.03 * chance())},7,${i % 2 ? 3 : ''}`
  })
  const panel = join(folder, 'panel.csv')
  writeFileSync(panel, `timestamp,AAA,BBB,FLAT,THIN\n${rows.join('\n')}\n`)
  const done = await run('env', [
    '-u',
    'DATABASE_URL',
    process.execPath,
    join(root, 'workers/cli/main.ts'),
    'pairs',
    'scan',
    '--panel',
    panel,
    '--from',
    '2020-01-01',
    '--to',
    '2020-10-26',
    '--half-life-min',
    '0',
    '--all',
    '--json',
  ])
  const answer = JSON.parse(done.out)
  expect(done.code).toBe(0)
  expect(answer.tested).toBe(1)
  const verdicts = Object.fromEntries(
    answer.pairs.map((row: { y: string; x: string; rejected: string | null }) => [`${row.y}/${row.x}`, row.rejected]),
  )
  expect(verdicts['AAA/FLAT']).toBe('FLAT is constant')
  expect(verdicts['AAA/BBB']).toBeNull()
  expect(answer.pairs[0]).toMatchObject({ n: 300, reversed: null, pHolm: null })
  const unknown = await titan('pairs', 'scan', '--panel', panel, '--pairs', 'AAA:BBB,AAA:QQQ', '--all', '--json')
  expect(unknown.code).toBe(0)
  expect(JSON.parse(unknown.out).pairs[1]).toMatchObject({ y: 'AAA', x: 'QQQ', rejected: 'unknown symbol QQQ' })
})

test.each([
  [2, ['import', 'x.csv'], /required option '--timeframe/],
  [2, ['import', 'x.csv', '--timeframe', '7d'], /none of 1s, 5s/],
  [2, ['pairs', 'scan', '--pairs', 'V'], /no pair; write Y:X/],
  [2, ['nonsense'], /unknown command/],
  [1, ['pairs', 'scan', '--venue', 'NOWHERE'], /There are no 1d bars of NOWHERE/],
  [1, ['pairs', 'scan', '--venue', 'DEMO', '--q-max', '7'], /limits.qMax/],
  [
    1,
    ['backtest', 'run', '--strategy', 'pairs-zscore', '--symbols', 'ALFA,QQQ', '--venue', 'DEMO'],
    /no 1d bars of QQQ/,
  ],
  [
    1,
    ['backtest', 'run', '--strategy', 'magic', '--symbols', 'ALFA', '--venue', 'DEMO'],
    /no strategy "magic".*pairs-zscore/,
  ],
  [
    1,
    [
      'backtest',
      'run',
      '--strategy',
      'pairs-zscore',
      '--symbols',
      'ALFA,BRAV',
      '--venue',
      'DEMO',
      '--param',
      'window=5000',
    ],
    /at least 5002 bars/,
  ],
  [1, ['jobs', 'add', 'nap', '--payload', '{"ms":-1}'], /nap job is not valid. ms/],
  [1, ['jobs', 'schedule', 'x', '--cron', 'whenever', '--kind', 'nap'], /cron: five fields/],
  [1, ['pairs', 'scan', '--venue', 'DEMO', '--symbols', 'ALFA,QQQ'], /no 1d bars of QQQ/],
  [2, ['sample', 'nowhere', '--days', '0'], /not between 2 and 20000/],
  [1, ['sample', 'nowhere', '--until', 'never'], /--until: "never" is no date/],
  [2, ['backtest', 'show', 'nope'], /"nope" is no id/],
  [1, ['user', 'link'], /There is an owner already/],
  [1, ['user', 'link', 'nobody'], /no user "nobody"/],
  [1, ['key', 'create', 'k', '--scopes', 'everything'], /scopes/],
])('exit code %i and a reason: titan %j', { timeout: 30_000 }, async (code, args, reason) => {
  const done = await titan(...args)
  expect(done.err).toMatch(reason)
  expect(done.code).toBe(code)
  expect(done.out).toBe('')
})

test('with --json an error is the one document on standard output, with code and hint, and in words on standard error', {
  timeout: 30_000,
}, async () => {
  const done = await titan('backtest', 'show', '00000000-0000-7000-8000-000000000009', '--json')
  expect(done.code).toBe(1)
  expect(done.err).toContain('There is no backtest 00000000')
  expect(JSON.parse(done.out)).toEqual({
    error: {
      code: 'NOT_FOUND',
      message: 'There is no backtest 00000000-0000-7000-8000-000000000009',
      hint: 'titan backtest list',
      issues: [],
    },
  })
  mkdirSync(join(folder, 'empty'), { recursive: true })
  const imported = await titan('import', join(folder, 'missing.csv'), '--timeframe', '1d', '--json')
  expect(imported.code).toBe(1)
  expect(JSON.parse(imported.out).files[0].error.code).toBe('BAD_USER_INPUT')
})
