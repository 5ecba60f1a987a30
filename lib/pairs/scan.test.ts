import { describe, expect, it } from 'vitest'
import { scanOptions, scanRow } from '#lib/contracts/pairs.ts'
import { fixture, relative } from '#lib/stats/testing/closes.ts'
import reference from '#lib/stats/testing/reference.json' with { type: 'json' }
import { scan } from './scan.ts'

const defaults = scanOptions.parse({})

describe('scan against the reference', () => {
  for (const row of reference.engleGranger) {
    it(`${row.y} on ${row.x}, ${row.window}`, () => {
      const [from, to] = reference.windows[row.window as keyof typeof reference.windows]
      const got = scan([fixture(row.y, from, to), fixture(row.x, from, to)], defaults).pairs[0]
      expect(got.n).toBe(row.n)
      expect(relative(got.stat ?? 0, row.stat)).toBeLessThan(1e-8)
      expect(Math.abs((got.p ?? 0) - row.p)).toBeLessThan(1e-6)
      expect(relative(got.beta ?? 0, row.beta)).toBeLessThan(1e-8)
      expect(relative(got.alpha ?? 0, row.alpha)).toBeLessThan(1e-8)
      expect(relative(got.halfLife ?? 0, row.half_life)).toBeLessThan(1e-8)
      expect(relative(got.correlation ?? 0, row.ret_corr)).toBeLessThan(1e-8)
      expect(relative((got.spreadSdBps ?? 0) / 1e4, row.spread_std)).toBeLessThan(1e-8)
      if (row.reversed) expect(relative(got.reversed?.stat ?? 0, row.reversed.stat)).toBeLessThan(1e-8)
      expect(relative(got.crit?.[1] ?? 0, row.crit[1])).toBeLessThan(1e-8)
      expect(scanRow.parse(got)).toEqual(got)
      const one = scan([fixture(row.y, from, to), fixture(row.x, from, to)], {
        ...defaults,
        lags: 1,
        directions: 'one',
      })
      if (row.fixed_lag1) expect(relative(one.pairs[0].stat ?? 0, row.fixed_lag1.stat)).toBeLessThan(1e-8)
      expect(one.tested).toBe(1)
    })
  }
})

const day = 86_400_000
const series = (symbol: string, n: number, price: (i: number) => number, step = day) => ({
  symbol,
  ts: Float64Array.from({ length: n }, (_, i) => i * step),
  close: Float64Array.from({ length: n }, (_, i) => price(i)),
})
const wave = (i: number) => 100 + 10 * Math.sin(i / 7) + i / 50
const other = (i: number) => 50 + 3 * Math.cos(i / 5) + i / 30

describe('pairs that cannot be tested stay with their reason', () => {
  const reason = (a: ReturnType<typeof series>, b: ReturnType<typeof series>) =>
    scan([a, b], defaults).pairs[0].rejected
  it('constant', () =>
    expect(
      reason(
        series('A', 200, wave),
        series('B', 200, () => 5),
      ),
    ).toContain('B is constant'))
  it('identical', () => expect(reason(series('A', 200, wave), series('B', 200, wave))).toContain('the same series'))
  it('multiples', () =>
    expect(
      reason(
        series('A', 200, wave),
        series('B', 200, (i) => 2 * wave(i)),
      ),
    ).toContain('collinear'))
  it('short', () =>
    expect(reason(series('A', 90, wave), series('B', 90, other))).toContain('overlap 90 bars below 120'))
  it('negative price', () =>
    expect(
      reason(
        series('A', 200, wave),
        series('B', 200, (i) => 5 - i),
      ),
    ).toContain('bar 6 is 0'))
  it('NaN', () =>
    expect(
      reason(
        series('A', 200, (i) => (i === 3 ? Number.NaN : wave(i))),
        series('B', 200, other),
      ),
    ).toContain('A: the price of bar 4'))
  it('unsorted', () => expect(reason(series('A', 200, wave, -day), series('B', 200, other))).toContain('earlier'))
  it('duplicate time', () => expect(reason(series('A', 200, wave, 0), series('B', 200, other))).toContain('same time'))
  it('lag longer than the sample', () => {
    const rows = scan([series('A', 120, wave), series('B', 120, other)], { ...defaults, lags: 60 }).pairs
    expect(rows[0].rejected).toBe('60 lags do not fit 120 bars')
  })
  it('unknown symbol', () => {
    const result = scan([series('A', 200, wave), series('B', 200, other)], {
      ...defaults,
      pairs: [
        ['A', 'ZZZ'],
        ['B', 'A'],
      ],
    })
    expect(result.pairs[0].rejected).toBe('unknown symbol ZZZ')
    expect(result.pairs[1]).toMatchObject({ y: 'B', x: 'A', n: 200 })
    expect(result.pairs[1].stat).not.toBeNull()
  })
})

describe('the scan as a whole', () => {
  const all = ['KO', 'PEP', 'V', 'MA', 'EWA', 'EWC', 'JPM', 'BAC', 'XOM', 'AAPL'].map((s) =>
    fixture(s, '2014-01-02', '2015-12-31'),
  )

  it('corrects over all pairs and says why a pair is not kept', () => {
    const result = scan(all, defaults)
    expect(result.pairs).toHaveLength(45)
    expect(result.tested).toBe(90)
    expect(result.expectedByChance).toBeCloseTo(2.25)
    for (const row of result.pairs) {
      expect(row.q).toBeGreaterThanOrEqual(row.pHolm ?? 2)
      if (row.rejected === null) expect(row.q).toBeLessThanOrEqual(0.1)
      else expect(row.rejected).toMatch(/q|half-life|spread/)
    }
    expect(result.kept).toBe(result.pairs.filter((row) => row.rejected === null).length)
  })
  it('joins by time: dropping bars of one leg leaves the others where they were', () => {
    const [ko, pep] = all
    const keep = [...ko.ts.keys()].filter((i) => i % 11 !== 3)
    const gappy = {
      symbol: 'KO',
      ts: ko.ts.filter((_, i) => i % 11 !== 3),
      close: ko.close.filter((_, i) => i % 11 !== 3),
    }
    const dense = {
      symbol: 'PEP',
      ts: Float64Array.from(keep, (i) => pep.ts[i]),
      close: Float64Array.from(keep, (i) => pep.close[i]),
    }
    expect(scan([gappy, pep], defaults).pairs[0]).toEqual(scan([gappy, dense], defaults).pairs[0])
  })
  it('reports progress and stops when asked', () => {
    const seen: number[] = []
    scan(all, { ...defaults, lags: 1, onProgress: (done) => seen.push(done) })
    expect(seen[0]).toBe(0)
    expect(seen.at(-1)).toBe(45)
    expect(() => scan(all, { ...defaults, shouldStop: () => true })).toThrow('stopped after 0 of 45')
  })
  it('refuses a symbol that occurs twice', () => {
    expect(() => scan([all[0], all[0]], defaults)).toThrow('twice')
  })
  it('measures its own time with the clock it is given', () => {
    let clock = 5
    expect(scan(all.slice(0, 2), { ...defaults, now: () => (clock += 7) }).computeMs).toBe(7)
  })
})
