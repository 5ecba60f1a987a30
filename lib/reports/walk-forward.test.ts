import { expect, it } from 'vitest'
import type { ReportTable } from '#lib/contracts/reports.ts'
import { reportHtml } from './html.ts'
import { reportMarkdown } from './markdown.ts'
import { storedStudy } from './testing/study.ts'
import { walkForwardReport } from './walk-forward.ts'

const report = walkForwardReport(storedStudy())
const named = (name: string) =>
  report.sections
    .flatMap(({ blocks }) => blocks.map((block): ReportTable => (block.kind === 'table' ? block : block.data)))
    .find((one) => one.name === name)

it('says first whether it held out of sample', () => {
  expect(report.verdict).toBe(
    'It does not pass its gates: a Sharpe ratio of 0.62 out of sample, 95 % −0.38 to 1.62 after 2.13 in sample.',
  )
  expect(report.sections.map(({ title }) => title)).toEqual([
    'Out of sample, the windows as one track',
    'How likely it is luck',
    'Cross-validation',
    'Gates',
    'Folds',
    'Regimes',
    'Bad weather',
    'Trials, in sample',
    'Notes',
  ])
  expect(report.sections[3].say).toBe('Not passed: sharpe.')
  expect(report.sections[4].say).toBe('2 of 3 test windows gained.')
})

it('has the numbers of the study', () => {
  const track = named('Track')?.rows ?? []
  const { returns } = storedStudy().track
  expect(track).toHaveLength(378)
  expect(track[377][2].value).toBeCloseTo(
    Array.from(returns).reduce((wealth, r) => wealth * (1 + r), 1),
    12,
  )
  expect(track[377][4].value).toBe(3)
  expect(named('Out of sample')?.rows.map(([name]) => name.text)).toEqual([
    'Walk-forward',
    'Holding all legs',
    'Parameters not chosen',
  ])
  expect(named('Trials')?.rows[0].map(({ text }) => text)).toEqual(['entry 4.1', '3.10', '31.0 %'])
  expect(
    named('Stress')
      ?.rows[1].map(({ text }) => text)
      .filter(Boolean),
  ).toEqual(['covid-2020, not covered'])
  expect(named('Folds')?.rows[1][2].text).toBe('entry 2, window 60')
})

it('is a page like the others, and leaves out what was not made', () => {
  const html = reportHtml(report)
  expect(html).not.toMatch(/NaN|undefined|Infinity/)
  expect(html.match(/<svg /g)).toHaveLength(1)
  expect(reportMarkdown(report)).toContain('| Combinatorial, purged | 15 | 5 |')
  const { result, ...rest } = storedStudy()
  const { regimes: _, baseline: __, ...bare } = result
  const least = walkForwardReport({
    ...rest,
    result: { ...bare, pbo: null, spa: null, deflatedSharpe: null, crossValidation: null, stress: [], notes: [] },
  })
  expect(least.sections.map(({ title }) => title)).toEqual([
    'Out of sample, the windows as one track',
    'How likely it is luck',
    'Gates',
    'Folds',
    'Trials, in sample',
  ])
  expect(reportHtml(least)).toContain('too few bars or trials')
})
