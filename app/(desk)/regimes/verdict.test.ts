import { expect, test } from 'vitest'
import { figuresSentence, regimesVerdict, regimeVerdict, transitionsSentence } from './verdict.ts'

const figure = (regime: string, volatilityAnnual: number | null, sharpeCi: number[] | null = null) => ({
  regime,
  share: 0.3,
  volatilityAnnual,
  sharpe: 0.5,
  sharpeCi,
})
const at = '2017-10-25T00:00:00.000Z'

test('the list says where the newest market stands', () => {
  expect(regimesVerdict([], 0)).toBe('No market has been told its regimes yet.')
  const run = { symbols: ['KO', 'PEP'], state: 'done', timeframe: '1d', now: 'calm', changes: [{ at }] }
  expect(regimesVerdict([run], 1)).toBe('KO and PEP are calm since 25 Oct 2017.')
  expect(regimesVerdict([{ ...run, state: 'queued', now: null }], 1)).toBe('One market asked about, none finished.')
})

test('a market says since when, and whether its stress was stress', () => {
  const told = { what: 'SPY', now: 'stressed', changes: [{ at, to: 'stressed' }], barMs: 86_400_000 }
  expect(regimeVerdict({ ...told, figures: [figure('calm', 0.1), figure('stressed', 0.25)] })).toBe(
    'SPY: stressed since 25 Oct 2017. After stress was told it moved 2.5 times as much as after calm.',
  )
  expect(regimeVerdict({ ...told, figures: [figure('calm', 0.2), figure('stressed', 0.1)] })).toContain(
    'do not use this',
  )
  expect(regimeVerdict({ ...told, figures: [figure('calm', 0.2)] })).toContain('never told')
  expect(regimeVerdict({ ...told, now: null, figures: [] })).toBe('Nothing is told of SPY yet.')
})

test('no ratio without its interval', () => {
  expect(figuresSentence([figure('calm', 0.1, [-1, 1]), figure('stressed', 0.2, null)])).toBe(
    'In no regime can the Sharpe ratio be told from zero.',
  )
  expect(figuresSentence([figure('calm', 0.1, [0.2, 2]), figure('stressed', 0.2, [-1, 1])])).toBe(
    'The Sharpe ratio stands calm above zero; 1 of 2 cannot be told from it.',
  )
})

test('the matrix in words', () => {
  const names = ['calm', 'normal', 'stressed']
  expect(
    transitionsSentence(
      [
        [0.95, 0.05, 0],
        [0.1, 0.9, 0],
        [0, 0, 0],
      ],
      names,
    ),
  ).toBe('From bar to bar a regime stays in 95 % (calm) and 90 % (normal); normal is left soonest.')
  expect(transitionsSentence([[0, 0, 0]], names)).toBe('Nothing was told twice in a row.')
})
