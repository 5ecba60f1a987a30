import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ensureSeries } from '#db/queries/series.ts'
import { adaptiveStudies, bars } from '#db/schema/index.ts'
import { testDatabase, testUser } from '#db/testing/database.ts'
import { planted } from '#lib/regimes/testing/planted.ts'

const connection = await testDatabase()
await testUser(connection, 'admin', 'ada')
const folder = mkdtempSync(join(tmpdir(), 'titan-choose-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const [{ symbol, bars: one }] = planted(5, 700, { legs: 1, volumes: true }).bars
const { id: seriesId } = await ensureSeries(
  connection.sql,
  { venue: 'TEST', symbol, kind: 'equity', tick: '0.01', lot: '1', currency: 'USD', calendar: '24/7' },
  { timeframe: '1d', source: 'test', adjustment: 'total' },
)
const rows = Array.from(one.close, (close, t) => ({
  seriesId,
  ts: new Date(one.ts[t]),
  ...{ open: close, high: close, low: close, close, volume: one.volume?.[t] ?? 0 },
}))
await connection.sql`select ensure_bar_partitions(${rows[0].ts}, ${rows[699].ts})`
await connection.db.insert(bars).values(rows)
const file = join(folder, `${symbol}.csv`)
writeFileSync(
  file,
  `timestamp,open,high,low,close,volume\n${rows.map(({ ts, close, volume }) => `${ts.toISOString()},${close},${close},${close},${close},${volume}`).join('\n')}\n`,
)

function titan(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const main = new URL('main.ts', import.meta.url).pathname
  const env = { PATH: process.env.PATH, HOME: folder, TITAN_HOME: folder, DATABASE_URL: connection.url }
  const child = spawn(process.execPath, [main, ...words], { env: env as unknown as NodeJS.ProcessEnv })
  let out = ''
  let err = ''
  child.stdout.on('data', (text) => (out += text))
  child.stderr.on('data', (text) => (err += text))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code: code ?? 1, out, err })))
}

const choose = ['regimes', 'choose', '--strategy', 'sma-cross', '--symbols', symbol]
const small = ['--grid', 'fast=3,10', '--grid', 'slow=20,40', '--train-len', '360', '--test-len', '100']
const guard = ['--min-bars', '60', '--min-trades', '2', '--detector-param', 'trainBars=90', '--transition', 'immediate']
const stored = () => connection.db.select().from(adaptiveStudies)

test('a choice is stored, listed, shown, exported and made again', { timeout: 120_000 }, async () => {
  const made = await titan(...choose, ...small, ...guard, '--fees', 'per-share', '--leverage', '1', '--json')
  expect(made.code, made.err).toBe(0)
  const study = JSON.parse(made.out)
  expect(study).toMatchObject({ combinations: 4, manifest: { trainLength: 360, bars: 700, minBars: 60 } })
  expect(study.manifest.execution).toMatchObject({ fees: { name: 'per-share' }, leverage: 1 })
  expect(study.chosen.params).toMatchObject({ inner: 'sma-cross', trainBars: 90, transition: 'immediate' })
  expect(study.chosen.choices.map(({ regime }: { regime: string }) => regime)).toEqual(['calm', 'normal', 'stressed'])
  const [row] = await stored()
  expect(row).toMatchObject({ id: study.runId, state: 'done', visibility: 'private' })
  expect(row.trackByRegime).toEqual(study.track.byRegime)

  const listed = JSON.parse((await titan('regimes', 'choices', 'list', '--json')).out)
  expect(listed.map(({ id }: { id: string }) => id)).toEqual([study.runId])
  expect((await titan('regimes', 'choices', 'list')).out).toContain(study.runId)
  const shown = JSON.parse((await titan('regimes', 'choices', 'show', study.runId, '--json')).out)
  expect(shown).toMatchObject({ id: study.runId, result: { combinations: 4 } })
  const words = await titan('regimes', 'choices', 'show', 'last')
  expect(words.out).toMatch(/stressed .*(yes|no: )/)
  expect(words.out).toContain('by regime')
  const report = join(folder, 'choice.md')
  const taken = await titan('regimes', 'choices', 'export', 'last', '--format', 'md', '--out', report)
  expect(taken.code, taken.err).toBe(0)
  expect(readFileSync(report, 'utf8')).toContain(`Parameters by regime of ${symbol} by sma-cross`)
  const again = JSON.parse((await titan('reproduce', study.runId, '--json')).out)
  expect(again).toMatchObject({ kind: 'adaptive', reproduced: true, difference: null })
  expect((await titan('regimes', 'choices', 'show', row.ownerId)).err).toContain('There is no study by regime')
})

test('what it prints last runs as it stands', { timeout: 60_000 }, async () => {
  const { out, err, code } = await titan(...choose, ...small, ...guard)
  expect(code, err).toBe(0)
  expect(out).toContain('common set')
  const line = err.split('\n').find((text) => text.startsWith('titan backtest run --strategy adaptive'))
  const words = [...(line?.matchAll(/--param '([^']*)'/g) ?? [])].flatMap(([, value]) => ['--param', value])
  expect(words).toContain('inner=sma-cross')
  const run = await titan('backtest', 'run', '--strategy', 'adaptive', '--symbols', symbol, ...words, '--json')
  expect(run.code, run.err).toBe(0)
  expect(JSON.parse(run.out).manifest.params).toMatchObject({ inner: 'sma-cross', trainBars: 90 })
})

test('files leave nothing behind and find the same', { timeout: 60_000 }, async () => {
  const before = (await stored()).length
  const off = ['--bars', file, '--json']
  const [a, b] = [
    await titan(...choose, ...small, ...guard, ...off),
    await titan(...choose, ...small, ...guard, ...off),
  ]
  expect(a.code, a.err).toBe(0)
  const [one, other] = [a, b].map(({ out }) => {
    const { startedAt: _, finishedAt: __, computeMs: ___, ...rest } = JSON.parse(out)
    return rest
  })
  expect(one.runId).toBeNull()
  expect(one).toEqual(other)
  expect(await stored()).toHaveLength(before)
})

test('what cannot be followed is refused with its field', { timeout: 60_000 }, async () => {
  const refused = async (...more: string[]) => {
    const { code, out } = await titan(...choose, '--bars', file, '--json', ...more)
    return { exit: code, ...(JSON.parse(out).error as { message: string; issues: { path: string }[] }) }
  }
  const [unknown, short, endless, below] = await Promise.all([
    refused('--detector-param', 'leaves=2'),
    refused('--train-len', '200'),
    refused('--train-len', '690', '--test-len', '100'),
    refused('--margin', '-1'),
  ])
  expect(unknown).toMatchObject({ exit: 1, issues: [{ path: 'detectorParams.leaves' }] })
  expect(short).toMatchObject({ exit: 1, issues: [{ path: 'trainLength' }] })
  expect(endless.message).toMatch(/leave none out of sample/)
  expect(below.issues[0].path).toBe('margin')
})
