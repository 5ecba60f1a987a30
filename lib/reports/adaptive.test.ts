import { expect, it } from 'vitest'
import { adaptiveRequest, type RegimeChoice } from '#lib/contracts/adaptive.ts'
import type { ReportTable } from '#lib/contracts/reports.ts'
import { adaptiveReport, gapVerdict, type StoredAdaptiveStudy, setsSentence } from './adaptive.ts'
import { reportHtml } from './html.ts'
import { reportMarkdown } from './markdown.ts'

const choice = (regime: RegimeChoice['regime'], refused: string | null): RegimeChoice => ({
  ...{ regime, params: { fast: 5, slow: 30 }, evidence: { bars: 140, trades: 12 } },
  ...{ own: 1.25, common: 0.5, won: refused === null ? 4 : null, blocks: 5, refused },
})
const choices = [choice('calm', null), choice('normal', '4 trades, of 10 it takes'), choice('stressed', null)]
const figures = (sharpe: number) => ({
  ...{ bars: 252, totalReturn: 0.04, sharpe, sharpeCi: [sharpe - 1, sharpe + 1] as const },
  ...{ maxDrawdown: 0.05, trades: 9, winRate: 0.5 },
})
const day = 86_400_000
const wave = (phase: number) => Array.from({ length: 252 }, (_, i) => 0.004 * Math.sin(i / 5 + phase))
const study: StoredAdaptiveStudy = {
  id: '0198c0de-0000-7000-8000-000000000009',
  request: adaptiveRequest.parse({ strategy: 'sma-cross', symbols: ['KO'] }),
  manifest: { dataHash: 'c0ffee' },
  result: {
    folds: [0, 1].map((k) => ({
      train: [`201${k}-01-01`, `201${k}-12-31`] as const,
      test: [`201${k + 1}-01-01`, `201${k + 1}-05-06`] as const,
      ...{ common: { fast: 10, slow: 100 }, choices, byRegime: figures(1), byCommon: figures(0.5) },
    })),
    ...{ byRegime: figures(0.9), byCommon: figures(0.78), adapted: 2, combinations: 9, notes: ['A note.'] },
    gap: { difference: 0.12, low: -0.6, high: 0.84, p: 0.4 },
    chosen: { common: { fast: 10, slow: 100 }, choices, params: { inner: 'sma-cross' } },
  },
  track: {
    ts: Array.from({ length: 252 }, (_, i) => Date.UTC(2011, 0, 1) + i * day),
    ...{ byRegime: wave(0), byCommon: wave(1) },
    regime: Array.from({ length: 252 }, (_, i) => (i < 5 ? Number.NaN : i % 3)),
    fold: Array.from({ length: 252 }, (_, i) => Math.floor(i / 126)),
  },
  finishedAt: '2026-01-02T03:04:05.000Z',
}

it('says first whether following the regimes brought anything', () => {
  const gap = { difference: 0.12, low: -0.6, high: 0.84, p: 0.4 }
  expect(gapVerdict(gap, 3, 9)).toBe(
    'Following the regimes brought 0.12 of Sharpe over the common set, p 0.40: no evidence.',
  )
  expect(gapVerdict({ ...gap, p: 0.003 }, 3, 9)).toMatch(/p 0.0030: more than chance\.$/)
  expect(gapVerdict({ ...gap, difference: -0.5, p: 0.02 }, 3, 9)).toBe(
    'Following the regimes cost 0.50 of Sharpe against the common set, p 0.02: do not follow them.',
  )
  expect(gapVerdict({ ...gap, difference: 0, p: 1 }, 0, 9)).toMatch(/^No regime earned a set of its own in 9 windows/)
  expect(gapVerdict({ ...gap, difference: 61.113 }, 3, 9)).toMatch(/^Following the regimes brought 61.1 of Sharpe/)
  expect(gapVerdict({ ...gap, difference: 0, p: 1 }, 2, 9)).toMatch(
    /^Sets of their own in 2 of 9 windows changed nothing/,
  )
  expect(gapVerdict(null, 1, 1)).toBe(
    '1 of 1 window gave a regime its own set; the tracks are too short to be compared.',
  )
})

it('counts the sets that are used', () => {
  expect(setsSentence(choices)).toBe('calm and stressed have sets of their own; elsewhere the common set holds.')
  expect(setsSentence(choices.slice(0, 2))).toMatch(/^calm has a set of its own/)
  expect(setsSentence(choices.slice(1, 2))).toMatch(/^No regime has a set of its own/)
})

it('has every bar of both tracks, every window and every reason', () => {
  const report = adaptiveReport(study)
  const tables = report.sections.flatMap(({ blocks }) =>
    blocks.map((block): ReportTable => (block.kind === 'table' ? block : block.data)),
  )
  const named = (name: string) => tables.find((one) => one.name === name)?.rows ?? []
  expect(named('Tracks')).toHaveLength(252)
  expect(named('Tracks')[4][3].value).toBeNull()
  expect(named('Tracks')[5][3].text).toBe('stressed')
  expect(named('Windows')[1].map(({ text }) => text)).toEqual([
    ...['2012-01-01', '2012-05-06', 'fast 10, slow 100'],
    ...['fast 5, slow 30', '4 trades, of 10 it takes', 'fast 5, slow 30', '1.00', '0.50'],
  ])
  expect(named('Sets').map((row) => row.at(-1)?.text)).toEqual(['yes', 'no: 4 trades, of 10 it takes', 'yes'])
  expect(reportHtml(report)).not.toMatch(/NaN|undefined|Infinity/)
  expect(reportMarkdown(report)).toContain('| Common set | 252 |')
})
