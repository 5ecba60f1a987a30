import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ensureSeries } from '#db/queries/series.ts'
import { bars } from '#db/schema/index.ts'
import { testDatabase } from '#db/testing/database.ts'
import type { PortfolioReport } from '#lib/contracts/portfolios.ts'

const connection = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'titan-account-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

for (const [timeframe, length] of [
  ['1d', 24],
  ['1h', 1],
] as const) {
  const { id } = await ensureSeries(
    connection.sql,
    { venue: 'TEST', symbol: 'ONE', kind: 'equity', tick: '0.01', lot: '1', currency: 'USD', calendar: '24/7' },
    { timeframe, source: 'test', adjustment: 'raw' },
  )
  const rows = Array.from({ length: 480 / length }, (_, i) => {
    const close = 40 * (1 + 0.1 * Math.sin(((i + 1) * length) / 30))
    const ts = new Date(Date.UTC(2024, 0, 1, i * length))
    return { seriesId: id, ts, open: close, high: close, low: close, close, volume: 1e6 }
  })
  await connection.sql`select ensure_bar_partitions(${rows[0].ts}, ${rows[rows.length - 1].ts})`
  await connection.db.insert(bars).values(rows)
}

function account(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const main = new URL('main.ts', import.meta.url).pathname
  const env = { PATH: process.env.PATH, HOME: folder, TITAN_HOME: folder, DATABASE_URL: connection.url }
  const child = spawn(process.execPath, [main, 'backtest', 'account', ...words], {
    env: env as unknown as NodeJS.ProcessEnv,
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (text) => (out += text))
  child.stderr.on('data', (text) => (err += text))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code: code ?? 1, out, err })))
}

const cross = { strategy: 'sma-cross', symbols: ['ONE'], params: { fast: 2, slow: 4 } }
const file = join(folder, 'account.json')
writeFileSync(
  file,
  JSON.stringify({
    sleeves: [
      { ...cross, share: 0.4 },
      { ...cross, timeframe: '1h', share: 0.5 },
    ],
  }),
)
type Printed = PortfolioReport & { id: string; manifest: { dataHash: string } }
const parsed = (text: string) => JSON.parse(text) as Printed

test('an account of two strategies on days and hours is stored, listed, shown, exported and made again', {
  timeout: 120_000,
}, async () => {
  const done = await account(file, '--json')
  expect(done.code, done.err).toBe(0)
  const report = parsed(done.out)
  expect(report.sleeves.map(({ name, trades }) => [name, trades.length > 0])).toEqual([
    ['sma-cross ONE 1d', true],
    ['sma-cross ONE 1h', true],
  ])
  expect(report.instruments.lots).toEqual({ ONE: '1' })
  const gained = report.sleeves.reduce((sum, { contribution }) => sum + contribution, 0)
  expect(100_000 + gained).toBeCloseTo([...report.equity.equity].at(-1) ?? 0, 3)
  const [listed, shown, whole, page] = await Promise.all([
    account('list', '--json'),
    account('show', 'last'),
    account('export', report.id),
    account('export', 'last', '--format', 'md'),
  ])
  expect((JSON.parse(listed.out) as { id: string }[]).map(({ id }) => id)).toEqual([report.id])
  expect(shown.out).toMatch(/sma-cross ONE 1h +/)
  const stored = JSON.parse(whole.out) as { equity: { equity: number[] }; curves: { equity: number[] }[]; trades: [] }
  expect(stored.equity.equity).toEqual(report.equity.equity)
  expect(stored.curves.map(({ equity }) => equity)).toEqual(report.sleeves.map(({ equity }) => equity.equity))
  expect(stored.trades).toHaveLength(report.sleeves.reduce((sum, { trades }) => sum + trades.length, 0))
  expect(page.out).toContain('Account of 2 strategies')
  const { firstDifference } = await import('./reproduce.ts')
  const again = parsed((await account('run', file, '--json')).out)
  expect(again.manifest.dataHash).toBe(report.manifest.dataHash)
  expect(firstDifference(again.sleeves, report.sleeves)).toBeNull()
})

test('files give the same account without a database, each as long as its times say', { timeout: 60_000 }, async () => {
  const paths = ['days', 'hours'].map((name) => join(folder, name))
  for (const [i, hours] of [24, 1].entries()) {
    mkdirSync(paths[i], { recursive: true })
    const rows = Array.from({ length: 480 / hours }, (_, k) => {
      const close = 40 * (1 + 0.1 * Math.sin(((k + 1) * hours) / 30))
      const ts = new Date(Date.UTC(2024, 0, 1, k * hours)).toISOString()
      return [ts, close, close, close, close, 1e6].join(',')
    })
    writeFileSync(join(paths[i], 'ONE.csv'), `timestamp,open,high,low,close,volume\n${rows.join('\n')}\n`)
  }
  const bars = paths.map((path) => join(path, 'ONE.csv')).join(',')
  const done = await account(file, '--bars', bars, '--json')
  expect(done.code, done.err).toBe(0)
  expect(parsed(done.out).sleeves.map(({ timeframe, trades }) => [timeframe, trades.length > 0])).toEqual([
    ['1d', true],
    ['1h', true],
  ])
  const looked = join(folder, 'looked.json')
  writeFileSync(
    looked,
    JSON.stringify({ sleeves: [{ strategy: 'buy-and-hold', symbols: ['ONE'], share: 1 }], detail: '1h' }),
  )
  const finer = await account(looked, '--bars', bars, '--json')
  expect(finer.code, finer.err).toBe(0)
  const coarse = await account(looked, '--bars', join(paths[0], 'ONE.csv'))
  expect(coarse.err).toContain('There are no 1h bars of ONE to look into')
  const missing = await account(file, '--bars', join(paths[0], 'ONE.csv'))
  expect(missing.code).toBe(1)
  expect(missing.err).toContain('no 1h bars of ONE')
})

test('what is wrong with the file is said', { timeout: 60_000 }, async () => {
  const wrong = join(folder, 'wrong.json')
  writeFileSync(wrong, '{"sleeves": [{"strategy": "sma-cross", "symbols": ["ONE"], "share": 2}]}')
  const done = await account(wrong)
  expect(done.code).toBe(1)
  expect(done.err).toContain('sleeves.0.share')
  const none = await account('show', '01900000-0000-7000-8000-000000000000')
  expect(none.code).toBe(1)
  expect(none.err).toContain('There is no account')
})
