import { expect, test } from 'vitest'
import { count, idOrLast, keyValue, rowId, spanOf } from './options.ts'

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

test('both ends of a span are inclusive, and a date that is none is refused by name', () => {
  expect(spanOf('2014-01-02', '2015-12-31')).toEqual({
    from: Date.UTC(2014, 0, 2),
    to: Date.UTC(2015, 11, 31, 23, 59, 59, 999),
  })
  expect(spanOf('2014-01-02T10:00:00+02:00', undefined)).toEqual({ from: Date.UTC(2014, 0, 2, 8), to: undefined })
  for (const text of ['yesterday', '2015-02-30', '2015-13-01', '5', '', '2015-02-30T10:00:00Z', '2014-01-02T10:00'])
    expect(() => spanOf(text, undefined), text).toThrow(`--from: "${text}" is no date`)
  expect(() => spanOf(undefined, '2015-06-31')).toThrow('--to: "2015-06-31" is no date')
  expect(() => spanOf('x', undefined, ['--start-date', '--end-date'])).toThrow('--start-date: "x"')
  expect(() => spanOf('2017-01-01', '2016-01-01')).toThrow('ends before it begins')
})

test('ids are ids and numbers of rows are positive', () => {
  const id = '01a1fe80-3f7e-7000-a985-371f303ff1a6'
  expect([rowId(id.toUpperCase()), idOrLast('last'), count('3')]).toEqual([id, 'last', 3])
  for (const text of ['nope', 'last', `${id}0`, '']) expect(() => rowId(text), text).toThrow('is no id')
  for (const text of ['0', '-1', '1e9', '2.5', 'x']) expect(() => count(text), text).toThrow()
})
