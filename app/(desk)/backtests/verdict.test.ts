import { describe, expect, it } from 'vitest'
import { backtestsVerdict, backtestVerdict } from './verdict.ts'

const run = {
  strategy: 'pairs-zscore',
  symbols: ['V', 'MA'],
  sharpe: 0.81,
  sharpeCi: [-0.2, 1.9],
  totalReturn: 0.12,
  trades: 12,
}

describe('the verdict on a backtest', () => {
  it('never gives a Sharpe ratio without its interval', () => {
    expect(backtestVerdict(run)).toBe('A Sharpe ratio of 0.81 in sample, 95 % −0.20 to 1.90, cannot be told from zero.')
    expect(backtestVerdict({ ...run, sharpe: -1, sharpeCi: [-2, -0.1] })).toContain('Do not trade this.')
    expect(backtestVerdict({ ...run, sharpe: 2, sharpeCi: [0.5, 3.5] })).toContain('above zero')
    expect(backtestVerdict({ ...run, sharpe: null })).toBe(
      'A return of 12.0 % in twelve trades: too little for a Sharpe ratio.',
    )
    expect(backtestVerdict({ ...run, trades: 0 })).toBe('V and MA gave no trade in this period.')
  })

  it('counts over a list', () => {
    expect(backtestsVerdict([], 0)).toBe('No backtest has run yet.')
    expect(backtestsVerdict([{ sharpeCi: null, done: false }], 1)).toBe('One backtest, none finished.')
    expect(backtestsVerdict([{ sharpeCi: [-3, -1], done: true }], 1)).toBe(
      'The one backtest has no Sharpe ratio whose interval lies above zero.',
    )
    expect(
      backtestsVerdict(
        [
          { sharpeCi: [0.1, 1], done: true },
          { sharpeCi: [-1, 1], done: true },
        ],
        2,
      ),
    ).toBe('One of two backtests has a Sharpe ratio whose interval lies above zero, all in sample.')
  })
})
