import { expect, test } from 'vitest'
import type { StoredSleeve } from '#lib/contracts/portfolios.ts'
import { portfolioRequest } from '#lib/contracts/portfolios.ts'
import { accountReport, type StoredAccountRun } from './account.ts'
import { reportText } from './index.ts'
import { storedRun } from './testing/run.ts'

const run = storedRun()
const sleeve = (name: string, contribution: number): StoredSleeve => ({
  ...{ name, contribution, share: 0.5, strategy: 'pairs-zscore', symbols: ['V', 'MA'], timeframe: '1d' },
  ...{ metrics: run.metrics, shape: { ts: [], equity: [] } },
})
const asked = { strategy: 'pairs-zscore', symbols: ['V', 'MA'], share: 0.5 }
const stored: StoredAccountRun = {
  id: 'a',
  request: portfolioRequest.parse({ sleeves: [asked, asked] }),
  metrics: run.metrics,
  manifest: null,
  result: {
    sleeves: [sleeve('slow', -120), sleeve('quick', 1_500)],
    positions: [{ symbol: 'V', net: -2, bySleeve: { slow: 3, quick: -5 } }],
    execution: run.execution as NonNullable<typeof run.execution>,
    notes: ['a note'],
  },
  equity: run.equity,
  trades: run.trades.map((trade, i) => ({ place: 1 + (i % 2), trade })),
  finishedAt: run.finishedAt,
}

test('the document of an account says what each strategy brought, what is netted and whose trades are whose', () => {
  const report = accountReport(stored)
  expect(report.verdict).toMatch(/^A Sharpe ratio of .* in sample/)
  expect(report.sections.map(({ title }) => title)).toEqual([
    'Equity, drawdown and exposure',
    'Strategies',
    'Metrics',
    'Monthly returns',
    'Positions at the end',
    'Costs and orders',
    'Trades of slow',
    'Trades of quick',
    'Notes',
  ])
  const table = (title: string) => {
    const block = report.sections.find((one) => one.title === title)?.blocks[0]
    return block?.kind === 'table' ? block.rows.map((row) => row.map(({ value }) => value)) : []
  }
  expect(table('Strategies').map((row) => [row[0], row[4]])).toEqual([
    ['slow', -120],
    ['quick', 1_500],
  ])
  expect(report.sections[1].say).toContain('Of 1,380 gained, quick brought 1,500')
  expect(table('Positions at the end')).toEqual([['V', -2, 3, -5]])
  expect(table('Trades of slow').length + table('Trades of quick').length).toBe(run.trades.length)
  expect(new TextDecoder().decode(reportText(report, 'html', 'account-a').bytes)).toContain('Trades of quick')
})

test('what holds nothing and traded nothing has no section for it', () => {
  const { result } = stored
  const bare = accountReport({ ...stored, trades: [], result: { ...result, positions: [], notes: [] } })
  expect(bare.sections.map(({ title }) => title)).not.toContain('Positions at the end')
  expect(bare.sections.some(({ title }) => title.startsWith('Trades'))).toBe(false)
})
