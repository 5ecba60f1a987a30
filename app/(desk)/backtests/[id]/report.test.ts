import { describe, expect, it } from 'vitest'
import { legsMarks, legsSentence } from '#app/_charts/legs.ts'
import { quantileDomain, quantileMarks } from '#app/_charts/quantiles.ts'
import { costRows, costsSentence, termsSentence } from './costs.ts'
import {
  type BacktestEvidence,
  evidenceFacts,
  evidenceOf,
  evidenceSentence,
  inOrder,
  pathRows,
  pathsSentence,
  slicesSentence,
} from './evidence.ts'
import { heat } from './months.tsx'
import { exposureSentence, rollingSentence } from './rolling.ts'

const passed = { passed: true, tried: 12, finding: null }
const evidence: BacktestEvidence = {
  probabilisticSharpe: 0.71,
  minimumTrackRecord: 2_400.2,
  lookAhead: passed,
  warmUp: passed,
  monteCarlo: {
    paths: 1_000,
    totalReturn: [-0.1, 0, 0.05, 0.1, 0.2],
    maxDrawdown: [0.02, 0.04, 0.06, 0.08, 0.12],
    loss: 0.31,
    trades: null,
  },
  permutation: { p: 0.22, draws: 500 },
  benchmark: { symbol: 'SPY', alphaAnnual: 0.01, beta: 0.1, informationRatio: 0.2, totalReturn: 0.15 },
  years: [],
  regimes: [],
  capacity: null,
  inSampleOnly: true,
}
const metrics = { totalReturn: 0.07, maxDrawdown: -0.05 }

describe('the evidence in words', () => {
  it('says first what would make all else void', () => {
    const failed = { passed: false, tried: 3, finding: 'bar 7 changed' }
    expect(evidenceSentence({ ...evidence, lookAhead: failed })).toMatch(/looks into the future/)
    expect(evidenceSentence({ ...evidence, warmUp: failed })).toMatch(/depend on how much past/)
    expect(evidenceSentence({ ...evidence, probabilisticSharpe: null })).toMatch(/too few returns/)
    expect(evidenceFacts({ ...evidence, lookAhead: failed }, 500)[0]).toMatchObject({
      value: 'failed',
      note: 'bar 7 changed',
      bad: true,
    })
  })

  it('tells skill from luck', () => {
    expect(evidenceSentence(evidence)).toBe(
      'The true Sharpe ratio is above zero with a probability of 71 % only, which takes 2,401 bars to say; 22 % of random orders of its positions did as well.',
    )
    expect(evidenceSentence({ ...evidence, probabilisticSharpe: 0.987, permutation: { p: 0.004, draws: 500 } })).toBe(
      'The true Sharpe ratio is above zero with a probability of 98.7 %; fewer than 0.4 % of random orders of its positions did as well.',
    )
    expect(evidenceSentence({ ...evidence, permutation: null })).toMatch(/to say\.$/)
  })

  it('does not write a chance of nothing', () => {
    expect(evidenceSentence({ ...evidence, probabilisticSharpe: 0.0001, permutation: null })).toBe(
      'The true Sharpe ratio is above zero with a probability below 1 %.',
    )
  })

  it('lists what was made, and marks what is bad', () => {
    const facts = evidenceFacts(evidence, 500)
    expect(facts.map(({ name }) => name)).toEqual([
      'Look-ahead probe',
      'Warm-up probe',
      'Probability of skill',
      'Bars needed',
      'Permutation p',
      'Paths that lose',
      'Against SPY',
    ])
    expect(facts.filter(({ bad }) => bad).map(({ name }) => name)).toEqual(['Bars needed'])
    const bare = { ...evidence, lookAhead: null, warmUp: null, minimumTrackRecord: null, probabilisticSharpe: null }
    expect(
      evidenceFacts({ ...bare, permutation: null, benchmark: null, monteCarlo: null }, 1).map(({ note }) => note),
    ).toEqual(['not probed', 'not probed'])
    expect(evidenceOf(null)).toBeNull()
  })

  it('shows the paths on one scale, falls as losses', () => {
    const rows = pathRows(evidence, metrics)
    expect(rows.map(({ points }) => points)).toEqual([
      [-0.1, 0, 0.05, 0.1, 0.2],
      [-0.12, -0.08, -0.06, -0.04, -0.02],
    ])
    expect(rows[1].actual).toBe(-0.05)
    expect(quantileDomain(rows)).toEqual([-0.12, 0.2])
    const marks = quantileMarks(rows[0], [-0.12, 0.2], { width: 168, reference: 0 })
    expect(marks.outer.x + marks.outer.width).toBeCloseTo(164, 1)
    expect(marks.inner.x).toBeGreaterThan(marks.outer.x)
    expect(marks.reference).toBe('M64,0V18')
    expect(pathsSentence(evidence)).toContain('between −10.0 % and 20.0 %; 31 % end with a loss')
    expect(pathRows({ ...evidence, monteCarlo: null }, metrics)).toEqual([])
  })

  it('counts years', () => {
    const year = (name: string, totalReturn: number) => ({
      ...{ name, totalReturn, bars: 252, sharpe: 1, sharpeCi: null, maxDrawdown: 0, trades: 3, winRate: 0.5 },
    })
    const what = ['year', 'years'] as const
    expect(slicesSentence([year('2014', 0.1), year('2015', -0.042)], what)).toBe(
      'One of two years gained; 2015 lost most, −4.2 %.',
    )
    expect(slicesSentence([year('2014', 0.1), year('2015', 0.2)], what)).toContain('2014 gained least')
    const regimes = ['other', 'stressed', 'calm', 'normal'].map((name) => year(name, 0))
    expect(inOrder(regimes).map(({ name }) => name)).toEqual(['calm', 'normal', 'stressed', 'other'])
    expect(slicesSentence([year('2014', 0.1)], what)).toBe('There is one year, with a return of 10.0 %.')
  })
})

describe('costs', () => {
  const execution = {
    ...{ orders: 40, fills: 44, partialFills: 4, rejected: 0, expired: 1, ambiguousBars: 0, liquidations: 0 },
    ...{ fees: 60, slippage: 30, borrow: 10, funding: 0 },
  }
  it('are told apart, the largest first', () => {
    expect(costRows(execution).map(({ name }) => name)).toEqual(['Fees', 'Slippage', 'Borrowing'])
    expect(costsSentence(execution, 0.25)).toBe(
      'Trading cost 100, 25 % of the gross profit; fees took 60 % of it. 40 orders, 4 partial fills, 1 expired.',
    )
    expect(costsSentence({ ...execution, fees: 0, slippage: 0, borrow: 0 }, null)).toMatch(/^Nothing was paid/)
    expect(costRows({ ...execution, funding: -5 }).at(-1)).toEqual({ name: 'Funding', amount: -5 })
  })
})

describe('rolling figures', () => {
  it('are said from their arrays', () => {
    const rolling = { window: 60, ratio: [null, 1.5, 0.2], low: [null, 0.1, -1], high: [null, 3, 1.4] }
    expect(rollingSentence(rolling)).toBe(
      'It ended at 0.20, 95 % −1.00 to 1.40; 50 % of the windows lie above zero with their whole interval.',
    )
    expect(rollingSentence({ ...rolling, low: [null, -1, -1] })).toContain('no window can be told from zero')
    expect(rollingSentence({ ...rolling, ratio: [null] })).toMatch(/^No window is full/)
    expect(exposureSentence([0, 1, 2, 0], 0.5)).toBe(
      '50 % of the bars held something, 1.50 times the equity on average and 2.00 at most.',
    )
    expect(exposureSentence([0], 0)).toBe('Nothing was held.')
  })

  it('months are darker the larger they are', () => {
    const equity = [100, 101, 101.1, 110]
    const ts = [0, 1, 2, 3].map((month) => Date.UTC(2020, month, 15))
    const tone = heat({ ts, equity, drawdown: [0, 0, 0, 0], capital: 100 })
    expect([0.0005, 0.005, 0.09].map(tone)).toEqual(['q', 's', 'strong'])
  })
})

describe('trades on prices', () => {
  const day = 86_400_000
  const data = {
    ts: [0, 1, 2, 3, 4].map((i) => i * day),
    legs: [{ symbol: 'A', close: [10, 11, 12, 11, 10] }],
    trades: [
      { entryTs: day, exitTs: 3 * day, exitKind: 'STOP', legs: [{ symbol: 'A', quantity: -2 }] },
      { entryTs: 4 * day, exitTs: null, exitKind: null, legs: [{ symbol: 'A', quantity: 1 }] },
      { entryTs: 9 * day, exitTs: null, exitKind: null, legs: [{ symbol: 'A', quantity: 1 }] },
    ],
  }
  it('stand where they were held', () => {
    const [leg] = legsMarks(data, 900).legs
    expect(leg.held.map(({ way, exit }) => [way, exit?.stop ?? null])).toEqual([
      [-1, true],
      [1, null],
    ])
    const low = leg.held[0].entry.y
    expect(leg.held[0].exit?.y).toBeCloseTo(low + 9, 9)
    expect(legsSentence({ ...data, trades: data.trades.slice(0, 2) }, 2)).toBe(
      'Two trades bought A once and sold it short once, and one ended by a stop.',
    )
    expect(legsSentence({ ...data, trades: [] }, 0)).toMatch(/^No trade/)
  })
})

it('the terms of a run are its basis points, or the models that stand in their place', () => {
  const costs = { commissionBps: 3, slippageBps: 1, impact: 1 }
  expect(termsSentence({ costs })).toBe('commission 3 bp, slippage 1 bp')
  expect(termsSentence({ costs, execution: { fees: { name: 'tiered' }, leverage: 1, latencyMs: 250 } })).toBe(
    'fees tiered, slippage 1 bp, leverage at most 1, 250 ms late',
  )
  expect(termsSentence(null)).toBe('')
})
