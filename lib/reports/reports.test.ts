import { describe, expect, it } from 'vitest'
import type { ReportTable } from '#lib/contracts/reports.ts'
import { backtestReport } from './backtest.ts'
import { drawPlots } from './drawing.ts'
import { reportHtml } from './html.ts'
import { reportText } from './index.ts'
import { reportJson } from './json.ts'
import { reportMarkdown } from './markdown.ts'
import { monthly } from './months.ts'
import { storedRun } from './testing/run.ts'
import { number, percent, time } from './words.ts'

const run = storedRun()
const report = backtestReport(run)
const tables = report.sections.flatMap(({ blocks }) =>
  blocks.map((block): ReportTable => (block.kind === 'table' ? block : block.data)),
)
const named = (name: string) => tables.find((one) => one.name === name)

describe('the document of a backtest', () => {
  it('has a section for everything that was measured', () => {
    expect(report.sections.map(({ title }) => title)).toEqual([
      'Equity, drawdown and exposure',
      'Metrics',
      'Evidence',
      'What might have been',
      'Sharpe ratio of the last 126 bars',
      'Monthly returns',
      'Years',
      'Regimes',
      'Costs and orders',
      'Trades',
      'Notes',
    ])
    expect(report.verdict).toBe('A Sharpe ratio of 0.98 in sample, 95 % −0.12 to 2.08, cannot be told from zero.')
    expect(report.facts).toContain('in sample only: a backtest is not a result')
  })

  it('leaves out what a run from before the evidence has not', () => {
    const bare = backtestReport(storedRun({ evidence: null, execution: null, notes: [], trades: [], manifest: null }))
    expect(bare.sections.map(({ title }) => title)).toEqual([
      'Equity, drawdown and exposure',
      'Metrics',
      'Sharpe ratio of the last 126 bars',
      'Monthly returns',
    ])
    expect(bare.facts).toContain('in sample only: a backtest is not a result')
  })

  it('says what would make it worthless before all else', () => {
    const lookAhead = { passed: false, tried: 3, finding: 'bar 7' }
    const evidence = run.evidence && { ...run.evidence, lookAhead }
    expect(backtestReport(storedRun({ evidence })).verdict).toMatch(/looks into the future/)
  })

  it('has the numbers of the run, to the last', () => {
    const equity = named('Equity')
    expect(equity?.rows).toHaveLength(900)
    expect(equity?.rows.at(-1)?.map(({ value }) => value)).toEqual([
      new Date(run.equity.ts[899]).toISOString(),
      run.equity.equity[899],
      run.equity.drawdown[899],
      run.equity.exposure[899],
    ])
    expect(named('Trades')?.rows).toHaveLength(205)
    expect(named('Metrics')?.rows.find(([what]) => what.text === 'Costs')?.[1]).toEqual({
      text: '4,321.98',
      value: 4_321.98,
    })
    const thin = backtestReport(run, 100).sections[0].blocks[0]
    expect(thin.kind === 'figure' && thin.data.rows.length).toBe(100)
    expect(thin.kind === 'figure' && thin.data.rows.at(-1)?.[1].value).toBe(run.equity.equity[899])
  })

  it('is the same document each time', () => {
    expect(reportHtml(backtestReport(storedRun()))).toBe(reportHtml(report))
  })
})

describe('as HTML', () => {
  const html = reportHtml(report)
  it('needs nothing from anywhere', () => {
    expect(html).not.toMatch(/(src|href|url)\s*[=(]/)
    expect(html).not.toMatch(/https?:\/\//)
    expect(html).not.toContain('<script')
    expect(html.match(/<svg /g)).toHaveLength(2)
    expect(html).not.toMatch(/NaN|Infinity|undefined|null</)
  })

  it('says what it shows, and shows text as text', () => {
    expect(html).toContain('A Sharpe ratio of 0.98 in sample')
    expect(html).toContain('in sample, not a result')
    expect(html).toContain('A note with &lt;signs&gt; &amp; &quot;quotes&quot;')
    expect(html).toContain('5 more rows are in the spreadsheet')
    expect(html.match(/<tr>/g)?.length).toBeGreaterThan(200)
  })
})

describe('as Markdown and JSON', () => {
  it('tables keep their columns whatever stands in them', () => {
    const text = reportMarkdown(report)
    expect(text.startsWith('# A Sharpe ratio of 0.98')).toBe(true)
    expect(text).toContain('A note with \\<signs\\> & "quotes" \\| and bars')
    const lines = text.split('\n').filter((line) => line.startsWith('| '))
    const cells = (line: string) => line.replaceAll('\\|', '').split('|').length
    const trades = lines.findIndex((line) => line.startsWith('| No.'))
    expect(new Set(lines.slice(trades, trades + 202).map(cells))).toEqual(new Set([12]))
  })

  it('machines get values, not words', () => {
    const parsed = JSON.parse(reportJson(report)) as {
      sections: { title: string; tables: { columns: string[]; rows: unknown[][] }[] }[]
      manifest: { seed: number }
    }
    const trades = parsed.sections.find(({ title }) => title === 'Trades')?.tables[0]
    expect(trades?.rows).toHaveLength(205)
    expect(trades?.rows[0].slice(0, 4)).toEqual([1, '2014-01-02T00:00:00.000Z', '2014-01-05T00:00:00.000Z', 'long'])
    expect(parsed.manifest.seed).toBe(7)
  })

  it('files are UTF-8', () => {
    const file = reportText(report, 'md', 'run')
    expect([file.name, file.type]).toEqual(['run.md', 'text/markdown; charset=utf-8'])
    expect(new TextDecoder().decode(file.bytes)).toBe(reportMarkdown(report))
    expect(reportText({ ...report, title: '−€𝄞' }, 'json', 'x').bytes.length).toBeGreaterThan(0)
  })
})

describe('drawings', () => {
  const ts = [0, 1, 2, 3].map((i) => i * 86_400_000)
  it('have an axis exactly as long as the data, and gaps where there are none', () => {
    const drawing = drawPlots(ts, [{ name: 'a', values: [1, null, 3, 2], write: String, height: 100 }], 86_400_000)
    const lines = drawing.marks.filter((mark) => mark.kind === 'line')
    expect(lines.filter(({ tone }) => tone === 'main').map(({ points }) => points.length)).toEqual([1, 2])
    const [axis] = lines.filter(({ tone, points }) => tone === 'axis' && points[0][0] === points[1][0])
    expect(Math.abs(axis.points[0][1] - axis.points[1][1])).toBe(100)
    expect(drawing.marks.some((mark) => mark.kind === 'text' && mark.text === '1970-01-04')).toBe(true)
  })

  it('keep peaks of long columns, and survive empty ones', () => {
    const values = Array.from({ length: 50_000 }, (_, i) => (i === 31_337 ? 99 : Math.sin(i)))
    const long = drawPlots(
      values.map((_, i) => i * 1_000),
      [{ name: 'a', values, write: (v) => v.toFixed(1), height: 50 }],
      1_000,
    )
    const line = long.marks.find((mark) => mark.kind === 'line' && mark.tone === 'main')
    expect(line?.kind === 'line' && line.points.length).toBeLessThan(3_000)
    expect(long.marks.some((mark) => mark.kind === 'text' && mark.text === '99.0')).toBe(true)
    expect(drawPlots([], [{ name: 'a', values: [], write: String, height: 10 }], 1).marks.length).toBeGreaterThan(0)
  })

  it('intervals are closed shapes and fills reach their value', () => {
    const drawing = drawPlots(
      ts,
      [
        { name: 'a', values: [1, 2, 3, 2], low: [0, 1, 2, 1], high: [2, 3, 4, 3], write: String, height: 60, rule: 0 },
        { name: 'b', values: [0, -1, -2, 0], fillTo: 0, write: String, height: 60 },
      ],
      86_400_000,
    )
    const areas = drawing.marks.filter((mark) => mark.kind === 'area')
    expect(areas.map(({ points }) => points.length)).toEqual([8, 6])
  })
})

describe('words', () => {
  it('are those of the look', () => {
    expect([number(-1474.004, 2), number(-0.001, 2), number(Number.NaN), percent(-0.0261)]).toEqual([
      '−1,474.00',
      '0.00',
      '–',
      '−2.6 %',
    ])
    expect([time(0, 86_400_000), time(61_000, 60_000), time(61_000, 1_000)]).toEqual([
      '1970-01-01',
      '1970-01-01 00:01',
      '1970-01-01 00:01:01',
    ])
  })

  it('months are counted from the equity before them', () => {
    const ts = [Date.UTC(2020, 0, 30), Date.UTC(2020, 1, 3), Date.UTC(2020, 1, 28), Date.UTC(2021, 5, 1)]
    const years = monthly(ts, [110, 99, 121, 121], 100)
    expect(years.map(({ year }) => year)).toEqual([2020, 2021])
    expect(years[0].months.slice(0, 3).map((r) => r && Number(r.toFixed(9)))).toEqual([0.1, 0.1, null])
    expect(years[0].total).toBeCloseTo(0.21, 9)
  })
})
