import { expect, test } from 'vitest'
import { foldsMarks } from './folds.ts'
import { logitsMarks, logitsSentence } from './logits.ts'
import { slopeMarks, slopeSentence } from './slope.ts'
import { stepsMarks, stepsSentence } from './steps.ts'

const data = [
  { name: 'Jan 2010', from: 3, to: 0.5 },
  { name: 'Jul 2010', from: 2, to: -1 },
]

test('the slope sentence counts what falls and gives both averages', () => {
  expect(slopeSentence(data)).toBe('No line rises. Average 2.50 in, −0.25 out.')
  expect(slopeSentence([...data, { name: 'x', from: 0, to: 1 }])).toMatch(/^2 of 3 lines fall\./)
  expect(slopeSentence([])).toMatch(/No fold/)
  const marks = slopeMarks(data, 440)
  expect(marks.lines[0].a, 'larger is higher').toBeLessThan(marks.lines[1].a)
  expect(marks.ends.every((label, i) => i === 0 || label.y - marks.ends[i - 1].y >= 13.9)).toBe(true)
})

test('the parameter sentence counts changes at the hand-overs', () => {
  const tracks = [
    { name: 'entry', values: ['1', '2'], chosen: ['1', '2', '2', '1'] },
    { name: 'exit', values: ['0', '1'], chosen: ['0', '0', '0', '0'] },
  ]
  expect(stepsSentence(tracks)).toBe('Entry changed at 2 of 3 hand-overs, exit at 0.')
  const marks = stepsMarks(tracks, ['2010-01-01', '2010-07-01', '2011-01-01', '2011-07-01'], 500)
  expect(marks.rows[0].dots).toHaveLength(4)
  expect(marks.years.map(({ text }) => text)).toEqual(['2010', '2011'])
})

test('folds share one scale, and what falls below it says so', () => {
  const flat = Array.from({ length: 40 }, () => 1)
  const marks = foldsMarks([
    { name: 'a', inside: [0.5, ...flat], outside: [1, 1.02], sharpeIn: 1, sharpeOut: 0.5 },
    { name: 'b', inside: flat, outside: [1, 0.99], sharpeIn: 1, sharpeOut: -0.5 },
  ])
  expect(marks.folds[0].clipped).toBe('down to 50')
  expect(marks.folds[1].clipped).toBeNull()
  expect(marks.folds[0].end.y).toBeLessThan(marks.rule)
  expect(marks.folds[1].end.text).toBe('−1.0')
})

test('bars of the histogram stand on zero, the lost half is dark', () => {
  const marks = logitsMarks([1, 2, 3, 2, 1], 440)
  for (const bar of marks.bars) expect(bar.y + bar.height).toBeCloseTo(marks.plot.height, 9)
  expect(marks.bars.map(({ lost }) => lost)).toEqual([true, true, true, false, false])
  expect(logitsSentence(0.594, 252)).toBe('Picking the winner fails in 59 % of 252 splits of the same bars.')
})
