import { expect, test } from 'vitest'
import { type TracksData, tracksMarks, tracksSentence } from './tracks.ts'

const day = 86_400_000
const data: TracksData = {
  ts: [0, 1, 2, 3, 4].map((i) => i * day),
  lines: [
    { name: 'by regime', wealth: [1, 1.02, 1.01, 1.05, 1.08] },
    { name: 'common set', wealth: [1, 0.99, 0.97, 1.0, 1.02] },
  ],
  regime: [null, 0, 2, 2, 1],
}

test('both lines end where they came to, on one scale, over the ribbon of the same bars', () => {
  const marks = tracksMarks(data, 820)
  expect(marks.lines.map(({ name }) => name)).toEqual(['by regime', 'common set'])
  expect(marks.ends.map(({ text, tone }) => [text, tone])).toEqual([
    ['by regime +8.0 %', 'b'],
    ['common set +2.0 %', ''],
  ])
  // The best value stands at the top, the worst of either at the foot.
  expect(marks.lines[0].d.endsWith(`${marks.plot.width},0`)).toBe(true)
  expect(marks.lines[1].d).toContain(`,${marks.plot.height}`)
  expect(marks.ribbon.top).toBeGreaterThan(marks.plot.top + marks.plot.height)
  expect(marks.ribbon.areas[2].d).not.toBe('')
  expect(marks.time.top).toBeGreaterThan(marks.ribbon.top)
})

test('the sentence says what both made, and the weather', () => {
  expect(tracksSentence(data)).toBe(
    'Out of sample by regime made +8.0 %, common set +2.0 %; 50 % of the bars were stressed.',
  )
  const [main, other] = data.lines
  const none = {
    ...data,
    ts: [],
    regime: [],
    lines: [
      { ...main, wealth: [] },
      { ...other, wealth: [] },
    ] as const,
  }
  expect(tracksSentence(none)).toBe('There is nothing to compare.')
  expect(tracksMarks(none, 400).ribbon.areas.every(({ d }) => d === '')).toBe(true)
  expect(tracksSentence({ ...data, regime: data.ts.map(() => null) })).toMatch(/nothing was told\.$/)
})
