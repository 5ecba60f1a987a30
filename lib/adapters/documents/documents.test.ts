import { inflateRawSync, inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { backtestReport } from '#lib/reports/backtest.ts'
import { storedRun } from '#lib/reports/testing/run.ts'
import { reportBinary } from './all.ts'
import { printable } from './pdf.ts'
import { sheetNames } from './spreadsheet.ts'

const report = backtestReport(storedRun())

/** Files of a ZIP archive, by its central directory. */
function unzip(bytes: Uint8Array): Map<string, string> {
  const data = Buffer.from(bytes)
  const files = new Map<string, string>()
  const end = data.lastIndexOf(Buffer.from('504b0506', 'hex'))
  let at = data.readUInt32LE(end + 16)
  for (let i = data.readUInt16LE(end + 10); i > 0; i--) {
    const [method, size, nameLength, extra, comment] = [10, 20, 28, 30, 32].map((offset) =>
      offset === 20 ? data.readUInt32LE(at + offset) : data.readUInt16LE(at + offset),
    )
    const local = data.readUInt32LE(at + 42)
    const name = data.toString('utf8', at + 46, at + 46 + nameLength)
    const from = local + 30 + data.readUInt16LE(local + 26) + data.readUInt16LE(local + 28)
    const body = data.subarray(from, from + size)
    files.set(name, (method === 8 ? inflateRawSync(body) : body).toString('utf8'))
    at += 46 + nameLength + extra + comment
  }
  return files
}

describe('a spreadsheet', async () => {
  const file = await reportBinary(report, 'xlsx', 'run')
  const files = unzip(file.bytes)
  const sheet = (name: string) => {
    const workbook = files.get('xl/workbook.xml') ?? ''
    const names = [...workbook.matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, one]) => one)
    return files.get(`xl/worksheets/sheet${names.indexOf(name) + 1}.xml`) ?? ''
  }
  const strings = [...(files.get('xl/sharedStrings.xml') ?? '').matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, one]) => one)

  it('has a sheet for what is said, for each table and each series', () => {
    const names = [...(files.get('xl/workbook.xml') ?? '').matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(
      ([, one]) => one,
    )
    expect(names).toEqual([
      ...['Report', 'Equity', 'Metrics', 'Evidence', 'Monte Carlo', 'Sharpe of 126 bars', 'Months', 'Years', 'Regimes'],
      ...['Costs', 'Trades', 'Notes'],
    ])
    expect(file.name).toBe('run.xlsx')
    expect([...strings, sheet('Report')].join()).toContain('A Sharpe ratio of 0.98 in sample')
  })

  it('has numbers as numbers, all rows of them', () => {
    const trades = sheet('Trades')
    expect(trades.match(/<row /g)).toHaveLength(206)
    expect(trades).toMatch(/<v>-150.25<\/v>/)
    const equity = sheet('Equity')
    expect(equity.match(/<row /g)).toHaveLength(901)
    expect(equity).toContain(`<v>${storedRun().equity.equity[899]}</v>`)
  })

  it('names sheets as Excel allows it', () => {
    expect(sheetNames(['a/b', 'A b', 'x'.repeat(40), 'x'.repeat(40), ''])).toEqual([
      'a b',
      'A b 2',
      'x'.repeat(31),
      `${'x'.repeat(27)} 2`,
      'Sheet',
    ])
  })
})

describe('a PDF', async () => {
  const file = await reportBinary(report, 'pdf', 'run')
  const raw = Buffer.from(file.bytes)
  const text = raw.toString('latin1')
  /** What stands on the pages: the letters of every text operator, in order. */
  const words = [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)]
    .flatMap(([, body]) => {
      try {
        return [inflateSync(Buffer.from(body, 'latin1')).toString('latin1')]
      } catch {
        return []
      }
    })
    .flatMap((page) => [...page.matchAll(/\[([^\]]*)\] TJ/g)])
    .map(([, parts]) =>
      [...parts.matchAll(/<([0-9a-f]*)>/g)].map(([, hex]) => Buffer.from(hex, 'hex').toString('latin1')).join(''),
    )

  it('has pages with their numbers, and the figures of the run', () => {
    expect(text.startsWith('%PDF-')).toBe(true)
    const pages = Number(/\/Type \/Pages\s*\/Count (\d+)/.exec(text)?.[1] ?? text.match(/\/Type \/Page\b/g)?.length)
    expect(pages).toBeGreaterThan(4)
    expect(words).toContain(`1 of ${pages}`)
    expect(words).toContain(`${pages} of ${pages}`)
    for (const expected of ['Evidence', '4,321.98', '27.3 %', '0.0312', 'in sample, not a result', '2016-06-19'])
      expect(words, expected).toContain(expected)
    expect(words.join(' ')).toContain('A Sharpe ratio of 0.98 in sample')
    expect(words.some((word) => word.includes('5 more rows'))).toBe(true)
  })

  it('is the same file for the same run', async () => {
    const again = await reportBinary(backtestReport(storedRun()), 'pdf', 'run')
    expect(Buffer.from(again.bytes).equals(raw)).toBe(true)
  })

  it('writes what its letters do not have in others', () => {
    expect(printable('−2.1 β ≥ 0 • “ä” 株')).toBe('–2.1 beta >= 0 • “ä” ?')
  })
})
