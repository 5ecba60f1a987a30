import { describe, expect, it } from 'vitest'
import { namesOf } from './names.ts'
import { compareVerdict, differencesSentence } from './verdict.ts'

const run = (id: string, strategy: string, symbols: string[], request: object = {}) => ({
  id,
  strategy,
  symbols,
  request,
})

describe('names of runs', () => {
  it('say what differs, and nothing else', () => {
    const by = (...runs: ReturnType<typeof run>[]) => [...namesOf(runs).values()]
    expect(by(run('a', 'pairs-zscore', ['V', 'MA']), run('b', 'pairs-zscore', ['KO', 'PEP']))).toEqual([
      'V/MA',
      'KO/PEP',
    ])
    expect(by(run('a', 'sma-cross', ['V']), run('b', 'buy-and-hold', ['V']))).toEqual(['sma-cross', 'buy-and-hold'])
    expect(
      by(
        run('a', 's', ['V'], { params: { entry: 1.5, exit: 0.5 }, costs: { commissionBps: 10 } }),
        run('b', 's', ['V'], { params: { entry: 2, exit: 0.5 }, costs: { commissionBps: 5 } }),
      ),
    ).toEqual(['entry 1.5, commission bps 10', 'entry 2, commission bps 5'])
    expect(by(run('a', 's', ['V']), run('b', 's', ['V']))).toEqual(['s (1)', 's (2)'])
    expect(by(run('a', 's', ['V'], { from: 0 }), run('b', 's', ['V'], { from: 86_400_000 }))).toEqual([
      'from 1970-01-01',
      'from 1970-01-02',
    ])
    expect(by(run('a', 's', 'ABCDEF'.split('')), run('b', 't', ['V']))).toEqual(['s A/B/C/D…', 't V'])
  })
})

describe('a comparison in words', () => {
  const best = { id: 'a', name: 'A', sharpe: 1.52, sharpeCi: [0.4, 2.6] }
  const second = { id: 'b', name: 'B', sharpe: 0.9, sharpeCi: [-0.2, 2] }
  const third = { id: 'c', name: 'C', sharpe: -0.1, sharpeCi: [-1.2, 1] }
  const test = (worse: string, pHolm: number) => ({ better: 'a', worse, pHolm })

  it('says who is best, and from whom it can be told', () => {
    const lead = 'A has the largest Sharpe ratio, 1.52, 95 % 0.40 to 2.60'
    expect(compareVerdict([best, second], [test('b', 0.4)])).toBe(`${lead}; it cannot be told from the other.`)
    expect(compareVerdict([best, second, third], [test('b', 0.4), test('c', 0.01)])).toBe(
      `${lead}; it is better than C by more than chance, but cannot be told from the other one.`,
    )
    expect(compareVerdict([best, second, third], [test('b', 0.03), test('c', 0.01)])).toBe(
      `${lead}; it is better than all other two by more than chance.`,
    )
    expect(compareVerdict([{ ...best, sharpeCi: [-0.1, 3] }, second], [])).toContain('cannot be told from zero')
    expect(compareVerdict([{ ...best, name: 'entry 2', sharpe: -4, sharpeCi: [-7, -1] }, second], [])).toMatch(
      /^Entry 2 has the largest Sharpe ratio, −4.00, 95 % −7.00 to −1.00, all of it below zero; it cannot/,
    )
    expect(compareVerdict([best], [])).toContain('Choose another')
    expect(compareVerdict([], [])).toContain('Choose two to eight')
    expect(compareVerdict([{ ...best, sharpe: null, sharpeCi: null }], [])).toContain('no Sharpe ratio')
  })

  it('counts the differences that are real', () => {
    expect(differencesSentence([test('b', 0.2), test('c', 0.5)])).toBe(
      'None of two differences is larger than chance makes; the smallest p is 0.2000.',
    )
    expect(differencesSentence([test('b', 0.2)])).toContain('The difference is not larger than chance makes')
    expect(differencesSentence([test('b', 0.01), test('c', 0.5)])).toMatch(/^One of two differences is larger/)
    expect(differencesSentence([])).toMatch(/^No two/)
  })
})
