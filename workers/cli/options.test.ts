import { expect, test } from 'vitest'
import { keyValue } from './options.ts'

test('a parameter is what it looks like: number, truth, list or object as JSON, else text', () => {
  expect(keyValue('entry=2.5')).toEqual({ entry: 2.5 })
  expect(keyValue('both=true', { entry: 1 })).toEqual({ entry: 1, both: true })
  expect(keyValue('parts=[{"strategy":"sma-cross","weight":2}]')).toEqual({
    parts: [{ strategy: 'sma-cross', weight: 2 }],
  })
  expect(keyValue('inner={"strategy":"ema-cross"}')).toEqual({ inner: { strategy: 'ema-cross' } })
  // What is no JSON stays as it is; the contract of the strategy says what it should have been.
  expect(keyValue('parts=[{strategy')).toEqual({ parts: '[{strategy' })
  expect(keyValue('family=a=b')).toEqual({ family: 'a=b' })
  expect(() => keyValue('entry')).toThrow('no NAME=VALUE')
})
