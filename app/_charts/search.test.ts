import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parallelMarks } from './parallel.ts'
import { surfaceMarks, surfaceSentence } from './surface.ts'

const trial = fc.record({
  x: fc.integer({ min: 1, max: 200 }),
  y: fc.double({ min: 0.5, max: 4, noNaN: true }),
  value: fc.double({ min: -3, max: 3, noNaN: true }),
})

test('every trial is in one cell, cells stay on the picture, and the area of a dot follows its value', () => {
  fc.assert(
    fc.property(fc.array(trial, { minLength: 1, maxLength: 60 }), fc.integer({ min: 320, max: 900 }), (data, width) => {
      const marks = surfaceMarks(data, width)
      expect(marks.cells.reduce((sum, { trials }) => sum + trials, 0)).toBe(data.length)
      expect(marks.columns.length).toBeLessThanOrEqual(9)
      for (const cell of marks.cells) {
        expect(cell.x).toBeGreaterThanOrEqual(marks.left)
        expect(cell.x).toBeLessThanOrEqual(width)
        expect(cell.y + cell.r).toBeLessThanOrEqual(marks.height)
      }
      for (const a of marks.cells)
        for (const b of marks.cells) if (a.value > b.value) expect(a.r).toBeGreaterThanOrEqual(b.r)
      expect(marks.cells.some(({ best }) => best)).toBe(true)
    }),
  )
})

test('the sentence tells a plateau from a peak', () => {
  const grid = (value: (x: number, y: number) => number) =>
    [30, 60, 90].flatMap((x) => [1, 2, 3].map((y) => ({ x, y, value: value(x, y) })))
  expect(
    surfaceSentence(
      grid((x, y) => (x === 60 && y === 2 ? 1 : 0.8)),
      'window',
      'entry',
    ),
  ).toBe('Neighbours of the best cell of window and entry average 0.80 against its 1.00: a plateau.')
  expect(
    surfaceSentence(
      grid((x, y) => (x === 60 && y === 2 ? 1 : -0.2)),
      'window',
      'entry',
    ),
  ).toMatch(/a peak/)
  expect(surfaceSentence([], 'a', 'b')).toBe('No trial could be judged.')
  expect(surfaceSentence([{ x: 1, y: 1, value: 2 }], 'a', 'b')).toMatch(/nothing lies beside it/)
})

test('parallel lines: the best twentieth apart, every line from the first axis to the score', () => {
  const trials = Array.from({ length: 60 }, (_, i) => ({ values: [i, i % 2 === 0, 'same'], score: i / 10 }))
  const marks = parallelMarks(['a', 'b', 'c'], trials, 600)
  expect(marks.best).toHaveLength(3)
  expect(marks.others.match(/M/g)).toHaveLength(57)
  expect(marks.axes.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'score'])
  expect(marks.axes[3]).toMatchObject({ low: '0', high: '5.9' })
  for (const line of marks.best) expect(line.match(/L/g)).toHaveLength(3)
  expect(parallelMarks(['a'], [], 600).axes).toHaveLength(1)
})
