import { scaleLinear } from 'd3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { barMarks } from './bar.ts'
import { indexAt, moved } from './cursor.ts'
import { decimate } from './decimate.ts'
import { pushApart } from './ends.ts'
import { equityMarks, equitySentence, monthlyReturns } from './equity.ts'
import { rangeFrame } from './frame.ts'
import { histogramMarks, histogramSentence } from './histogram.ts'
import { pairMarks, pairSentence } from './pair.ts'
import { sparkMarks } from './spark.ts'
import { equityExample, pairExample, trendExample } from './testing/examples.ts'
import { timeFrame } from './time.ts'
import { trendMarks } from './trend.ts'
import { tripsOf } from './trips.ts'
import { whiskerMarks } from './whisker.ts'

const lengthOf = (paths: readonly string[]) =>
  paths.reduce((sum, d) => {
    const [, from, to] = /,(-?[\d.]+)V(-?[\d.]+)/.exec(d) ?? []
    return sum + Math.abs(Number(from) - Number(to))
  }, 0)

describe('range frame', () => {
  it('spans exactly the data, with a gap for the median', () => {
    const values = Array.from({ length: 101 }, (_, i) => i)
    const y = scaleLinear([0, 100], [200, 0])
    const frame = rangeFrame(values, y, String)
    expect(frame.segments).toHaveLength(4)
    expect(lengthOf(frame.segments)).toBeCloseTo(200 - 4, 6)
    expect(frame.span).toEqual([200, 0])
    expect(frame.labels.map((l) => l.text)).toEqual(['0', '50', '100'])
  })

  it('lets a label give way to the extremes when it is nearer than 14 pixels', () => {
    const y = scaleLinear([0, 100], [100, 0])
    expect(rangeFrame([0, 95, 100], y, String, { ticks: [0, 95, 100] }).labels.map((l) => l.text)).toEqual(['0', '100'])
  })

  it('never places two labels nearer than 14 pixels', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 60 }),
        (values) => {
          const y = scaleLinear([Math.min(...values), Math.max(...values) + 1e-9], [150, 0])
          const at = rangeFrame(values, y, String, { ticks: values })
            .labels.map((l) => l.at)
            .sort((a, b) => a - b)
          return at.every((v, i) => i === 0 || v - at[i - 1] >= 14 - 1e-9)
        },
      ),
    )
  })
})

describe('time frame', () => {
  const minute = 60_000
  it.each([
    [90_000, 600],
    [4 * 3_600_000, 700],
    [20 * 86_400_000, 700],
    [3 * 365 * 86_400_000, 350],
  ])('keeps labels apart over %d ms at %d px', (span, width) => {
    const from = Date.UTC(2024, 0, 2)
    const frame = timeFrame(from, from + span, scaleLinear([from, from + span], [0, width]), true)
    const placed = frame.labels.map((l) => ({
      left: l.anchor === 'start' ? l.x : l.anchor === 'end' ? l.x - l.text.length * 6 : l.x - l.text.length * 3,
      right: l.anchor === 'start' ? l.x + l.text.length * 6 : l.anchor === 'end' ? l.x : l.x + l.text.length * 3,
    }))
    placed.sort((a, b) => a.left - b.left)
    for (let i = 1; i < placed.length; i++) expect(placed[i].left).toBeGreaterThan(placed[i - 1].right)
    expect(frame.labels.length).toBeGreaterThan(2)
  })

  it('begins with the first observation', () => {
    const from = Date.UTC(2024, 5, 24, 9, 31)
    const frame = timeFrame(from, from + 90 * minute, scaleLinear([from, from + 90 * minute], [0, 600]))
    expect(frame.labels[0]).toEqual({ x: 0, text: '09:31', anchor: 'start' })
    expect(frame.line).toBe('M0,0H600')
  })
})

describe('labels at line ends', () => {
  it('never overlap and stay inside', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -50, max: 350, noNaN: true }), { minLength: 1, maxLength: 8 }), (ys) => {
        const placed = pushApart(
          ys.map((y) => ({ y, text: 'a' })),
          0,
          300,
        )
        return placed.every(
          (l, i) => l.y >= -1e-9 && l.y <= 300 + 1e-9 && (i === 0 || l.y - placed[i - 1].y >= 14 - 1e-9),
        )
      }),
    )
  })
})

describe('decimation', () => {
  it('keeps the extremes of what it thins', () => {
    const values = Array.from({ length: 20_000 }, (_, i) => Math.sin(i / 50) * (i === 12_345 ? 40 : 1))
    const kept = decimate(values, 500)
    expect(kept.length).toBeLessThanOrEqual(2_000)
    expect(kept).toContain(12_345)
    expect(kept[0]).toBe(0)
    expect(kept.at(-1)).toBe(19_999)
  })

  it('leaves short columns alone', () => expect(decimate([1, 2, 3], 2)).toEqual([0, 1, 2]))
})

describe('word-sized graphics', () => {
  it('clamp the band to the scale and end at the last known value', () => {
    const marks = sparkMarks([0, 1, 2, null], { domain: [-3, 3], band: [-9, 2] })
    expect(marks.band?.height).toBeGreaterThan(0)
    expect(marks.end?.value).toBe(2)
  })

  it('draw nothing from nothing', () => {
    expect(sparkMarks([]).line).toBe('')
    expect(sparkMarks([null, Number.NaN]).end).toBeNull()
  })

  it('whiskers show an arrow where the interval goes on', () => {
    const closed = whiskerMarks(8, 5, 14, { domain: [2, 60], log: true })
    expect(closed.open).toBeNull()
    const open = whiskerMarks(20, 8, null, { domain: [2, 60], log: true })
    expect(open.open).not.toBeNull()
    expect(open.interval).toMatch(/H91$/)
  })

  it('bars begin at zero', () => {
    const loss = barMarks(-5, [-10, 10], 102)
    const gain = barMarks(5, [-10, 10], 102)
    expect(loss.x + loss.width).toBeCloseTo(gain.x, 9)
    expect(gain.width).toBeCloseTo(25, 9)
  })
})

describe('histogram', () => {
  const data = { histogram: [21, 15, 9, 3, 5], belowFive: 36, expectedByChance: 11.45, kept: 2, pairs: 229 }
  it('has bars from zero and says what chance gives', () => {
    const marks = histogramMarks(data, 800)
    for (const bar of marks.bars) expect(bar.y + bar.height).toBeCloseTo(marks.plot.height, 9)
    expect(marks.bars.filter((b) => b.low)).toHaveLength(1)
    expect(histogramSentence(data)).toBe(
      '36 of 229 pairs have p below 0.05 where chance alone gives 11; two are left when luck and what cannot pay its costs are taken out.',
    )
    expect(histogramSentence({ ...data, kept: 1 })).toContain('one is left')
    expect(marks.below.y).toBe(10)
    expect(histogramMarks({ ...data, histogram: [21, 30, 9, 3, 5] }, 800).below.y).toBe(-3)
  })
})

describe('equity', () => {
  it('stands over its drawdown to the pixel', () => {
    const marks = equityMarks(equityExample, 760)
    expect(marks.equity.left).toBe(marks.drawdown.left)
    expect(marks.equity.width).toBe(marks.drawdown.width)
    expect(marks.drawdown.worst?.text).toContain('−')
    expect(marks.invert(marks.x(equityExample.ts[7]))).toBeCloseTo(equityExample.ts[7], 3)
  })

  it('says gain and worst fall from the same columns', () => {
    const data = {
      ts: [Date.UTC(2020, 0, 1), Date.UTC(2020, 1, 1), Date.UTC(2020, 2, 1)],
      equity: [100, 90, 105],
      drawdown: [0, -0.1, 0],
      capital: 100,
    }
    expect(equitySentence(data, 'Buy and hold')).toBe(
      'Buy and hold turned 100 into 105, +5.0 %, after a worst drawdown of −10.0 % in Feb 2020.',
    )
    expect(equitySentence({ ...data, ts: [], equity: [], drawdown: [] }, 'It')).toBe('It has no equity yet.')
  })

  it('months multiply to the whole', () => {
    const months = monthlyReturns(equityExample)
    const total = months.reduce((product, year) => product * (1 + year.total), 1)
    expect(total * equityExample.capital).toBeCloseTo(equityExample.equity.at(-1) ?? 0, 6)
  })
})

describe('pair', () => {
  it('joins entries with the exits that follow', () => {
    const at = (ts: number, kind: 'ENTER' | 'EXIT' | 'STOP', side: 'long' | 'short' | 'flat' = 'flat') => ({
      ts,
      kind,
      side,
      z: ts,
      reason: kind,
    })
    const trips = tripsOf([
      at(5, 'STOP'),
      at(1, 'ENTER', 'long'),
      at(3, 'EXIT'),
      at(4, 'ENTER', 'short'),
      at(9, 'ENTER', 'long'),
    ])
    expect(trips.map((t) => [t.side, t.in, t.out, t.how])).toEqual([
      ['long', 1, 3, 'EXIT'],
      ['short', 4, 5, 'STOP'],
      ['long', 9, null, null],
    ])
  })

  it('shares one time axis and marks each trip where it happened', () => {
    const marks = pairMarks(pairExample, 760)
    expect(new Set([marks.prices.left, marks.spread.left, marks.score.left]).size).toBe(1)
    expect(marks.spread.trips).toHaveLength(pairExample.trips.length)
    expect(marks.cut).not.toBeNull()
  })

  it('says what the trips did', () => {
    expect(pairSentence(pairExample)).toBe(
      'One of two entries in view reverted, one stopped; long since z −2.10, z is −0.52.',
    )
    expect(pairSentence({ ...pairExample, trips: [] })).toMatch(
      /^No entry in view: z came to [\d.]+ at most, an entry needs 2\.0\.$/,
    )
    expect(pairSentence({ trips: [], entry: 2, z: [] })).toBe('No z-score yet: the window is not full.')
  })

  it('survives an empty window', () => {
    const empty = { ...pairExample, ts: [], yClose: [], xClose: [], spread: [], mean: [], sd: [], z: [], trips: [] }
    expect(pairMarks(empty, 400).spread.line).toBe('')
  })
})

describe('point cursor', () => {
  it('finds the nearest observation and moves by keys', () => {
    expect(indexAt([0, 10, 20], 14)).toBe(1)
    expect(moved('ArrowLeft', null, 5)).toBe(4)
    expect(moved('ArrowRight', 4, 5)).toBe(4)
    expect(moved('Home', 3, 5)).toBe(0)
    expect(moved('x', 3, 5)).toBeNull()
    expect(moved('End', null, 0)).toBeNull()
  })
})

describe('a trend', () => {
  it('puts the zone of evidence under the limit and ends the line with its last value', () => {
    const marks = trendMarks(trendExample, 300)
    expect(marks.zone && marks.zone.y + marks.zone.height).toBeCloseTo(marks.plot.height, 9)
    expect(marks.end?.x).toBeCloseTo(marks.plot.width, 9)
    expect(marks.line.startsWith('M0,'), 'no line before the first full window').toBe(false)
    expect(marks.ends.map(({ text }) => text)).toContain('0.05')
    expect(marks.cut).toBeGreaterThan(0)
  })

  it('keeps an interval inside the plot and a value of zero on a logarithmic scale', () => {
    const flat = trendExample.ts.map(() => 1)
    const wide = trendMarks(
      { ...trendExample, values: flat, low: flat.map(() => -9), high: flat.map(() => 9), log: false, limit: 2 },
      300,
    )
    expect(wide.band).toMatch(/^M0,0/)
    expect(trendMarks({ ...trendExample, values: flat.map((_, i) => (i === 3 ? 0 : 0.5)) }, 300).line).not.toContain(
      'NaN',
    )
  })
})
