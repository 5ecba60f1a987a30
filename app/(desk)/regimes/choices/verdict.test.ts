import { expect, test } from 'vitest'
import { choicesVerdict, setsSentence, setWords } from './verdict.ts'

test('the list counts what is more than chance', () => {
  expect(choicesVerdict([], 0)).toBe('Whether parameters should follow the regime has not been asked yet.')
  expect(choicesVerdict([{ done: false, gap: null }], 1)).toBe('One study, none finished.')
  const of = (difference: number, p: number) => ({ done: true, gap: { difference, p } })
  expect(choicesVerdict([of(0.4, 0.01), of(0.4, 0.2), of(-0.4, 0.01)], 3)).toBe(
    'Following the regimes was better by more than chance in one of three finished studies.',
  )
  expect(choicesVerdict([{ done: true, gap: null }], 1)).toMatch(/in none of one finished study\.$/)
})

test('sets of their own are named', () => {
  const choices = ['calm', 'normal', 'stressed'].map((regime, i) => ({ regime, used: i !== 1 }))
  expect(setsSentence(choices)).toBe(
    'Calm and stressed would have sets of their own, chosen on all bars; elsewhere the common set holds.',
  )
  expect(setsSentence(choices.slice(0, 1))).toMatch(/^Calm would have a set of its own/)
  expect(setsSentence(choices.slice(1, 2))).toMatch(/^No regime has a set of its own/)
  expect(setWords({ fast: 5, direction: 'both' })).toBe('fast 5, direction both')
})
