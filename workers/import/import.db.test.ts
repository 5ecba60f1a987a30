import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { findSeries, loadBars } from '#db/queries/series.ts'
import { testDatabase, testUser } from '#db/testing/database.ts'
import { type ImportOptions, importFiles } from './import.ts'

const connection = await testDatabase()
const owner = await testUser(connection, 'researcher')
const folder = mkdtempSync(join(tmpdir(), 'titan-import-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const options: ImportOptions = {
  timeframe: '1d',
  venue: 'XNYS',
  calendar: 'XNYS',
  adjustment: 'raw',
  source: 'test',
  kind: 'equity',
  currency: 'USD',
  tick: '0.01',
  lot: '1',
  ownerId: owner.id,
  nowMs: Date.parse('2020-01-01T00:00:00Z'),
}
const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const run = (paths: string[], more: Partial<ImportOptions> = {}) =>
  importFiles(connection.sql, connection.url, paths, { ...options, ...more })
const quarantine = (importId: string) =>
  connection.sql<
    { line: number; field: string; rule: string; raw: string }[]
  >`select line::int, field, rule, raw from quarantine where import_id = ${importId} order by line, id`
const closes = async (symbol: string, more: Record<string, string> = {}) => {
  const [series] = await findSeries(connection.sql, { symbols: [symbol], ...more })
  return loadBars(connection.sql, series.id)
}
const head = 'timestamp,open,high,low,close,volume\n'

test('a per-symbol file lands whole, gzip or not, and a second run changes nothing', async () => {
  const text = `${head}2014-01-02T00:00:00Z,10,12,9,11,100\n2014-01-03,11,12.5,10,12,0\r\n`
  const plain = file('AAA.csv', text)
  const packed = file('BRK-B.csv.gz', gzipSync(text))
  const first = await run([plain, packed])
  expect(first).toMatchObject({ rows: 4, changed: 4, refused: 0 })
  expect(await run([plain, packed])).toMatchObject({ rows: 4, changed: 0, refused: 0 })
  const bars = await closes('BRK-B')
  expect([...bars.ts]).toEqual([Date.parse('2014-01-02'), Date.parse('2014-01-03')])
  expect([...(bars.high ?? [])]).toEqual([12, 12.5])
  expect(await run([file('AAA.csv', text.replace(',11,100', ',11.5,100'))])).toMatchObject({ changed: 1 })
})

test('long panels and wide close panels are read; a close-only bar has no open, high, low and volume', async () => {
  await run(
    [
      file(
        'long.csv',
        'timestamp,symbol,open,high,low,close,adj_close,volume\n2014-01-02,LLL,10,12,9,10,5,7\n2014-01-02,MMM,1,1,1,1,1,1\n',
      ),
    ],
    { adjustment: 'total' },
  )
  expect(await closes('LLL')).toMatchObject({
    close: Float64Array.of(5),
    high: Float64Array.of(6),
    volume: Float64Array.of(7),
  })
  const wide = await run([file('wide.csv', 'timestamp,WW1,WW2\n2014-01-02,1.5,2\n2014-01-03,,2.5\n')])
  expect(wide).toMatchObject({ rows: 3, refused: 0 })
  expect(await closes('WW2')).toEqual({
    ts: Float64Array.of(Date.parse('2014-01-02'), Date.parse('2014-01-03')),
    open: null,
    high: null,
    low: null,
    close: Float64Array.of(2, 2.5),
    volume: null,
  })
  expect((await closes('WW1')).close).toHaveLength(1)
})

test('source and adjustment are part of what a bar is', async () => {
  const path = file('SRC.csv', `${head}2014-01-02,10,12,9,11,100\n`)
  await run([path])
  await run([path], { source: 'other' })
  await run([path], { adjustment: 'split' })
  expect(await findSeries(connection.sql, { symbols: ['SRC'] })).toHaveLength(3)
})

test.each([
  ['a word where a number belongs', '2014-01-02,10,12,9,eleven,1', 'close', 'number'],
  ['NaN', '2014-01-02,10,12,9,NaN,1', 'close', 'number'],
  ['infinity', '2014-01-02,10,12,9,Infinity,1', 'close', 'number'],
  ['a negative price', '2014-01-02,10,12,-9,11,1', 'low', 'positive'],
  ['a zero price', '2014-01-02,10,12,9,0,1', 'close', 'positive'],
  ['high below low', '2014-01-02,10,8,9,10,1', 'high', 'high-below-low'],
  ['high below close', '2014-01-02,10,10.5,9,11,1', 'high', 'high-below-body'],
  ['low above open', '2014-01-02,10,12,10.5,11,1', 'low', 'low-above-body'],
  ['negative volume', '2014-01-02,10,12,9,11,-1', 'volume', 'positive'],
  ['no close', '2014-01-02,10,12,9,,1', 'close', 'missing'],
  ['open missing, high given', '2014-01-02,,12,9,11,1', 'open', 'complete'],
  ['a time in the future', '2034-01-02,10,12,9,11,1', 'timestamp', 'future'],
  ['a clock without a zone', '2014-01-02 15:30:00,10,12,9,11,1', 'timestamp', 'zone'],
  ['a date that is none', '2014-02-31,10,12,9,11,1', 'timestamp', 'time'],
  ['an epoch of unclear unit', '13886208001,10,12,9,11,1', 'timestamp', 'epoch'],
  ['a quote that is not closed', '2014-01-02,"10,12,9,11,1', 'row', 'quotes'],
  ['a cell too few', '2014-01-02,10,12,9,11', 'row', 'columns'],
])('%s goes to quarantine with its line, field and rule, and the good rows stay', async (_, row, field, rule) => {
  const good = '2013-01-02,10,12,9,11,100'
  const result = await run([file('BAD.csv', `${head}${good}\n${row}\n2013-01-03,10,12,9,11,100\n`)])
  expect(result).toMatchObject({ rows: 2, refused: 1 })
  expect(await quarantine(result.importId)).toEqual([{ line: 3, field, rule, raw: row }])
})

test('a row that no database could keep as it is goes to quarantine all the same', async () => {
  const rows = [
    '2014-01-03,10,12,9,1\0,100',
    `2014-01-04,10,12,9,${'x'.repeat(482)}\u{1F4A9},1`,
    `2014-01-05,${'\u{1F4A9}'.repeat(30)}`,
  ]
  const result = await run([file('ODD.csv', `${head}2014-01-02,10,12,9,11,100\n${rows.join('\n')}\n`)])
  expect(result).toMatchObject({ rows: 1, refused: 3, files: [{ error: null }] })
  const [zero, cut] = await quarantine(result.importId)
  expect(zero.raw).toBe('2014-01-03,10,12,9,1\uFFFD,100')
  expect([cut.raw.length, cut.raw.isWellFormed()]).toEqual([500, true])
})
test('bars of another length than was said are refused, not stored as what they are not', async () => {
  const minutes = Array.from({ length: 20 }, (_, i) => `2014-01-02T09:${30 + i}:00Z,10,12,9,11,1`)
  const path = file('MIN.csv', `${head}${minutes.join('\n')}\n`)
  const result = await run([path])
  expect(result).toMatchObject({ rows: 1, refused: 19 })
  expect((await quarantine(result.importId))[0]).toMatchObject({ line: 3, field: 'timestamp', rule: 'spacing' })
  expect(await run([path], { timeframe: '1m' })).toMatchObject({ rows: 20, refused: 0 })
  // Summer time begins: 23 hours lie between two days.
  const days = `${head}2014-03-07T05:00:00Z,10,12,9,11,1\n2014-03-08T04:00:00Z,10,12,9,11,1\n`
  expect(await run([file('DST.csv', days)])).toMatchObject({ rows: 2, refused: 0 })
})
test('what somebody says of an instrument holds for one that is known too; the tick that nobody said follows the prices', async () => {
  const terms = async (symbol: string) =>
    (await connection.sql`select tick, lot, currency, calendar, kind from instruments where symbol = ${symbol}`)[0]
  const cheap = file('CHEAP.csv', 'timestamp,close\n2014-01-02,0.00002123\n2014-01-03,0.00001987\n')
  const dear = file('DEAR.csv', 'timestamp,close\n2014-01-02,60000\n')
  await run([cheap, dear], { said: {} })
  expect(await terms('CHEAP')).toMatchObject({ tick: '0.000000001', lot: '1', kind: 'equity' })
  expect(await terms('DEAR')).toMatchObject({ tick: '0.01' })
  await run([dear], { said: { lot: '0.0001', kind: 'spot' } })
  expect(await terms('DEAR')).toEqual({ tick: '0.01', lot: '0.0001', kind: 'spot', currency: 'USD', calendar: 'XNYS' })
  await run([cheap], { said: { tick: '0.0000001' } })
  expect(await terms('CHEAP')).toMatchObject({ tick: '0.0000001' })
})
test('unsorted rows are stored in order, equal repeats are one bar, different ones keep the first and say so', async () => {
  const result = await run([
    file('UNS.csv', `${head}2014-01-03,2,2,2,2,1\n2014-01-02,1,1,1,1,1\n2014-01-02,1,1,1,1,1\n2014-01-03,3,3,3,3,1\n`),
  ])
  expect(result.files[0]).toMatchObject({ unsorted: 2, refused: 1, error: null })
  expect(await quarantine(result.importId)).toMatchObject([{ line: 5, field: 'timestamp', rule: 'duplicate' }])
  expect([...(await closes('UNS')).close]).toEqual([1, 2])
})

test('epochs are read by their digits or by --epoch', async () => {
  const at = Date.parse('2014-01-02T03:04:05Z')
  for (const [name, text, epoch] of [
    ['EPS', `${at / 1_000}`],
    ['EPM', `${at}`],
    ['EPU', `${at}000`],
    ['EPN', `${at}000000`],
    ['EPX', `${at / 1_000}0`, 'ns'],
  ] as const) {
    await run([file(`${name}.csv`, `timestamp,close\n${text},5\n`)], { epoch })
  }
  for (const name of ['EPS', 'EPM', 'EPU', 'EPN']) expect((await closes(name)).ts[0], name).toBe(at)
  expect((await closes('EPX')).ts[0]).toBe(Math.floor(((at / 1_000) * 10) / 1e6))
})

test('a file that cannot be read as a table is an error of that file alone', async () => {
  const good = file('GOOD.csv', `${head}2014-01-02,10,12,9,11,100\n`)
  const whole = gzipSync(
    `${head}${Array.from({ length: 20_000 }, (_, i) => `${new Date(Date.UTC(1990, 0, 1 + (i % 9_000))).toISOString().slice(0, 10)},${1 + Math.sin(i) / 2},9,0.1,${2 + Math.cos(i)},${i}`).join('\n')}`,
  )
  const result = await run([
    file('EMPTY.csv', ''),
    file('NOTIME.csv', 'when,close\n1,2\n'),
    file('NOCLOSE.csv', 'timestamp,open,high,low\n2014-01-02,1,1,1\n'),
    file('TWICE.csv', 'timestamp,close,close\n2014-01-02,1,1\n'),
    file('bad name!.csv', 'timestamp,close\n2014-01-02,1\n'),
    join(folder, 'MISSING.csv'),
    file('BROKEN.csv.gz', whole.subarray(0, whole.length - 2_000)),
    good,
  ])
  const errors = Object.fromEntries(result.files.map((one) => [one.file, one.error?.message ?? null]))
  expect(errors['EMPTY.csv']).toMatch(/is empty/)
  expect(errors['NOTIME.csv']).toMatch(/no time column.*when, close/)
  expect(errors['NOCLOSE.csv']).toMatch(/no close column/)
  expect(errors['TWICE.csv']).toMatch(/two columns named "close"/)
  expect(errors['bad name!.csv']).toMatch(/is no symbol/)
  expect(errors['MISSING.csv']).toMatch(/MISSING.csv is not there/)
  expect(errors['BROKEN.csv.gz']).toMatch(/breaks off: unexpected end of file/)
  expect(errors['GOOD.csv']).toBeNull()
  expect(
    result.files.find((one) => one.file === 'BROKEN.csv.gz')?.rows,
    'what came before the break is stored',
  ).toBeGreaterThan(1_000)
  expect((await closes('GOOD')).close).toHaveLength(1)
})

test('a line without end fills no memory', { timeout: 60_000 }, async () => {
  const path = join(folder, 'LONG.csv')
  const stream = createWriteStream(path)
  stream.write(`${head}2014-01-02,10,12,9,11,100\n`)
  const block = 'x'.repeat(4 * 1_048_576)
  for (let i = 0; i < 60; i++) if (!stream.write(block)) await new Promise((resolve) => stream.once('drain', resolve))
  await new Promise((resolve) => stream.end('\n2014-01-03,10,12,9,11,100\n', () => resolve(null)))
  const before = process.memoryUsage.rss()
  const result = await run([path])
  expect(result).toMatchObject({ rows: 2, refused: 1 })
  expect(await quarantine(result.importId)).toMatchObject([{ line: 3, rule: 'too-long' }])
  expect(process.memoryUsage.rss() - before, '240 MB of one line').toBeLessThan(150e6)
})
