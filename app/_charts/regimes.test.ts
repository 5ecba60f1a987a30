import { expect, test } from 'vitest'
import { regimesMarks } from './regimes.ts'

const day = 86_400_000
const data = {
  ts: [0, 1, 2, 3, 4, 5].map((i) => i * day),
  level: [100, 101, 99, 98, 104, 110],
  regime: [null, 0, 0, 2, 2, 1],
}

test('the more stress the taller: every stretch stands on the foot of the ribbon', () => {
  const { ribbon, plot } = regimesMarks(data, 820)
  const { areas, labels } = ribbon
  expect(areas.map(({ tone }) => tone)).toEqual(['band2', 'f ctx', 'f'])
  for (const [index, { d }] of areas.entries()) {
    expect(d.startsWith(`M`)).toBe(true)
    expect(d).toContain(`,${ribbon.height}V${ribbon.height - ((index + 1) * ribbon.height) / 3}`)
  }
  // Calm from bar 1 to the bar after its last, 3 of 5 steps of the axis.
  const numbers = areas[0].d.match(/[\d.]+/g)?.map(Number) ?? []
  expect(numbers[0]).toBeCloseTo(plot.width / 5, 0)
  expect(numbers[3]).toBeCloseTo((3 * plot.width) / 5, 0)
  expect(labels.map(({ text }) => text)).toEqual(['calm', 'normal', 'stressed'])
  expect(labels[0].y).toBeGreaterThan(labels[2].y)
})

test('nothing is told of nothing', () => {
  const none = regimesMarks({ ts: [], level: [], regime: [] }, 400)
  expect(none.ribbon.areas.every(({ d }) => d === '')).toBe(true)
  expect(none.end).toBeNull()
})
