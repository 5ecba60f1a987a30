import { expect, it } from 'vitest'
import { pairConditionsSentence, wordsOf } from './conditions.ts'

const usual = { anomaly: 1, trend: 0.1, volatility: 0.1, correlation: 0.8 }

it('says how the spread behaves, and only what is known', () => {
  expect(pairConditionsSentence(usual)).toBe('The spread moves as usual.')
  expect(pairConditionsSentence(usual, true)).toBe('The spread moved as usual.')
  expect(pairConditionsSentence({ ...usual, anomaly: -4.2, trend: -0.7, correlation: 0.1 })).toBe(
    'The last step of the spread is unusual, −4.2 deviations from its window and it runs down; its legs no longer move together.',
  )
  expect(pairConditionsSentence({ anomaly: null, trend: null, volatility: null, correlation: null })).toMatch(/too few/)
  expect(wordsOf({ ...usual, trend: 0.9 })).toMatchObject({ unusual: false, trend: 'rising', correlation: 'together' })
  expect(wordsOf({ anomaly: null, trend: null, volatility: null, correlation: null })).toEqual({
    ...{ unusual: false, anomaly: '', trend: '', correlation: '' },
  })
})
