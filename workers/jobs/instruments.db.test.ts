import { expect, test } from 'vitest'
import { ensureSeries } from '#db/queries/series.ts'
import { bars } from '#db/schema/index.ts'
import { testDatabase } from '#db/testing/database.ts'
import { backtest } from '#lib/backtest/run.ts'
import { backtestRequest } from '#lib/contracts/backtests.ts'
import { loadBacktest } from './backtest.ts'

const connection = await testDatabase()
const count = 60

async function series(
  symbol: string,
  more: {
    kind?: 'equity' | 'swap' | 'fx'
    currency?: string
    lot?: string
    adjustment?: 'raw' | 'total'
    price?: number
  },
) {
  const { kind = 'equity', currency = 'USD', lot = '1', adjustment = 'raw', price = 40 } = more
  const { id } = await ensureSeries(
    connection.sql,
    { venue: 'TEST', symbol, kind, tick: '0.01', lot, currency, calendar: 'XNYS' },
    { timeframe: '1d', source: 'test', adjustment },
  )
  const rows = Array.from({ length: count }, (_, i) => {
    const close = price * (1 + 0.05 * Math.sin(i / 3))
    return {
      seriesId: id,
      ts: new Date(Date.UTC(2024, 0, 1 + i)),
      open: close,
      high: close,
      low: close,
      close,
      volume: 1e6,
    }
  })
  await connection.sql`select ensure_bar_partitions(${rows[0].ts}, ${rows[count - 1].ts})`
  await connection.db.insert(bars).values(rows)
}

await series('HOME', { lot: '10' })
await series('ADJ', { adjustment: 'total' })
await series('PERP', { kind: 'swap', lot: '0.001' })
await series('ABROAD', { currency: 'EUR' })
await series('LOST', { currency: 'CHF' })
await series('EUR/USD', { kind: 'fx', price: 1.1 })

const load = (symbols: string[]) => {
  const request = backtestRequest.parse({ strategy: 'buy-and-hold', symbols })
  return loadBacktest(connection, request).then(({ bars: loaded, instruments }) => ({
    instruments,
    run: () => backtest({ request, bars: loaded, ...instruments, codeVersion: 'x' }),
  }))
}

test('finer bars are read where they are asked for, to the end of the last bar; the manifest says so, and other ones are another run', async () => {
  const { id } = await ensureSeries(
    connection.sql,
    { venue: 'TEST', symbol: 'HOME', kind: 'equity', tick: '0.01', lot: '10', currency: 'USD', calendar: 'XNYS' },
    { timeframe: '1h', source: 'test', adjustment: 'raw' },
  )
  const hours = Array.from({ length: 24 * count }, (_, i) => ({
    seriesId: id,
    ts: new Date(Date.UTC(2024, 0, 1, i)),
    open: 40,
    high: 41,
    low: 39,
    close: 40,
    volume: 1e5,
  }))
  await connection.db.insert(bars).values(hours)
  const asked = { strategy: 'buy-and-hold', symbols: ['HOME'], to: '2024-02-20' }
  const run = async (more: object) => {
    const request = backtestRequest.parse({ ...asked, ...more })
    const { bars: loaded, instruments, seriesIds } = await loadBacktest(connection, request)
    const report = backtest({ request, bars: loaded, ...instruments, codeVersion: 'x' })
    return { report, instruments, seriesIds }
  }
  const plain = await run({ timeframe: '1d' })
  const finer = await run({ timeframe: '1d', detail: '1h' })
  expect(plain.instruments.detail).toBeUndefined()
  expect(finer.seriesIds).toEqual([...plain.seriesIds, id])
  expect(finer.instruments.detail?.['HOME'].ts.at(-1)).toBe(Date.UTC(2024, 1, 20, 23))
  expect(finer.report.manifest.detail).toBe('1h')
  expect(plain.report.manifest.detail).toBeUndefined()
  expect(finer.report.manifest.dataHash).not.toBe(plain.report.manifest.dataHash)
  expect(finer.report.equity).toEqual(plain.report.equity)
  await expect(run({ timeframe: '1d', detail: '1w' })).rejects.toThrow('Bars of 1w are not finer than those of 1d')
  await expect(run({ timeframe: '1d', detail: '5m' })).rejects.toThrow('There are no 5m bars of HOME')
})

test('a stored run trades in lots and on ticks, and its manifest says what it knew', async () => {
  const { instruments, run } = await load(['HOME', 'PERP'])
  expect(instruments).toMatchObject({
    lots: { HOME: '10', PERP: '0.001' },
    perpetual: ['PERP'],
    calendars: { HOME: 'XNYS' },
  })
  const report = run()
  const [home, perp] = report.trades[0].legs
  expect(home.quantity % 10).toBe(0)
  expect(Math.abs(home.entryPrice * 100 - Math.round(home.entryPrice * 100))).toBeLessThan(1e-9)
  expect(perp.quantity).toBeGreaterThan(0)
  expect(report.execution?.funding).toBeGreaterThan(0)
  expect(report.manifest.instruments?.lots).toEqual({ HOME: '10', PERP: '0.001' })
})

test('prices that were adjusted never traded: no tick applies to them', async () => {
  const { instruments } = await load(['HOME', 'ADJ'])
  expect(instruments.ticks).toEqual({ HOME: '0.01' })
})

test('another currency is traded at the rate there is, and refused where there is none', async () => {
  const abroad = await load(['HOME', 'ABROAD'])
  expect(Object.keys(abroad.instruments.rates ?? {})).toEqual(['EUR'])
  const report = abroad.run()
  expect(report.execution?.conversion).toBeGreaterThan(0)
  const [home, other] = report.trades[0].legs
  expect(other.quantity / home.quantity).toBeLessThan(0.95)
  const lost = await load(['HOME', 'LOST'])
  expect(lost.run).toThrow('There are no rates from CHF to USD')
})
