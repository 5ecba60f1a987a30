import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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

function account(file: string): Promise<{ code: number; out: string; err: string }> {
  const main = new URL('main.ts', import.meta.url).pathname
  const env = { PATH: process.env.PATH, HOME: folder, TITAN_HOME: folder, DATABASE_URL: connection.url }
  const child = spawn(process.execPath, [main, 'backtest', 'account', file, '--json'], {
    env: env as unknown as NodeJS.ProcessEnv,
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (text) => (out += text))
  child.stderr.on('data', (text) => (err += text))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code: code ?? 1, out, err })))
}

test('an account of two strategies on days and hours, from a file', { timeout: 60_000 }, async () => {
  const file = join(folder, 'account.json')
  const cross = { strategy: 'sma-cross', symbols: ['ONE'], params: { fast: 2, slow: 4 } }
  writeFileSync(
    file,
    JSON.stringify({
      sleeves: [
        { ...cross, share: 0.4 },
        { ...cross, timeframe: '1h', share: 0.5 },
      ],
    }),
  )
  const done = await account(file)
  expect(done.code, done.err).toBe(0)
  const report = JSON.parse(done.out) as PortfolioReport
  expect(report.sleeves.map(({ name, trades }) => [name, trades.length > 0])).toEqual([
    ['sma-cross ONE 1d', true],
    ['sma-cross ONE 1h', true],
  ])
  expect(report.instruments.lots).toEqual({ ONE: '1' })
  const gained = report.sleeves.reduce((sum, { contribution }) => sum + contribution, 0)
  expect(100_000 + gained).toBeCloseTo([...report.equity.equity].at(-1) ?? 0, 3)
})

test('what is wrong with the file is said', { timeout: 60_000 }, async () => {
  const file = join(folder, 'wrong.json')
  writeFileSync(file, '{"sleeves": [{"strategy": "sma-cross", "symbols": ["ONE"], "share": 2}]}')
  const done = await account(file)
  expect(done.code).toBe(1)
  expect(done.err).toContain('sleeves.0.share')
})
