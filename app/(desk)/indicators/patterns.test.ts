import { expect, it } from 'vitest'
import { announced, patternsSentence } from './patterns.ts'

it('counts what the patterns are said to announce', () => {
  expect(patternsSentence([{ direction: 1 }, { direction: -1 }, { direction: 1 }, { direction: 0 }])).toBe(
    'Four candlestick patterns in view: 2 for a rise, 1 for a fall.',
  )
  expect(patternsSentence([{ direction: 0 }])).toBe(
    'One candlestick pattern in view: none for a rise, none for a fall.',
  )
  expect(patternsSentence([])).toBe('No candlestick pattern is in view.')
  expect([1, -1, 0].map(announced)).toEqual(['a rise', 'a fall', 'a pause'])
})
