import { describe, expect, it } from 'vitest'
import { accountsVerdict, contributionSentence, positionsSentence, sharesSentence } from './verdict.ts'

const run = (sharpeCi: [number, number] | null) => ({ state: 'done', metrics: { sharpeCi } })

describe('accounts in words', () => {
  it('says how many stand above zero', () => {
    expect(accountsVerdict([], 0)).toBe('No account has run yet.')
    expect(accountsVerdict([{ state: 'running', metrics: null }], 1)).toBe('One account, none finished.')
    expect(accountsVerdict([run([0.1, 2]), run([-1, 2])], 2)).toBe(
      'One of two accounts has a Sharpe ratio whose interval lies above zero, all in sample.',
    )
  })

  it('says who made the result, and who cost it', () => {
    const part = (name: string, contribution: number | null) => ({ name, share: 0.3, contribution })
    expect(contributionSentence([part('a', 900), part('b', 300), part('c', -200)], 1_000)).toBe(
      'Gained 1,000: a brought 90 % of it and c lost 200.',
    )
    expect(contributionSentence([part('a', -900), part('b', -100)], -1_000)).toBe(
      'Lost 1,000: b did best with −100 and a lost 900.',
    )
    expect(contributionSentence([part('a', 50)], 50)).toBe('Gained 50, all of it by a.')
    expect(contributionSentence([part('a', null)], 0)).toBe('Nothing was gained or lost.')
  })

  it('counts the shares', () => {
    expect(sharesSentence([50, 30])).toEqual({ text: 'Shares: 80 %, 20 % stays in cash.', tooMuch: false })
    expect(sharesSentence([50, 50])).toEqual({ text: 'Shares: 100 %, all of it.', tooMuch: false })
    expect(sharesSentence([33.5, Number.NaN])).toEqual({
      text: 'Shares: 33.5 %, 66.5 % stays in cash.',
      tooMuch: false,
    })
    expect(sharesSentence([70, 50])).toEqual({ text: 'Shares: 120 %, 20 % more than there is.', tooMuch: true })
  })

  it('says what was netted', () => {
    const holding = (sleeve: string, quantity: number) => ({ sleeve, quantity })
    expect(positionsSentence([])).toBe('Nothing is held at the end.')
    expect(positionsSentence([{ symbol: 'V', net: 3, holdings: [holding('a', 3)] }])).toBe(
      '1 symbol is held at the end; no two strategies stand against each other.',
    )
    expect(
      positionsSentence([
        { symbol: 'V', net: 1, holdings: [holding('a', 3), holding('b', -2)] },
        { symbol: 'MA', net: 1, holdings: [holding('a', 1)] },
      ]),
    ).toBe(
      '2 symbols are held at the end; in V strategies stand against each other, and the account holds the difference.',
    )
  })
})
