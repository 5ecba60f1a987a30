import { describe, expect, it } from 'vitest'
import { type ScanRow, scanOptions } from '#lib/contracts/pairs.ts'
import { simulatedMarket } from '#lib/market/simulated.ts'
import { scan } from './scan.ts'

const market = simulatedMarket({ seed: 5, timeframe: '5s' })
const end = 16_384 * 21_300 + 6_000
const columns = market.history(end - 400, end)
const series = market.instruments
  .slice(0, 14)
  .map(({ symbol }, k) => ({ symbol, ts: columns[k].ts, close: columns[k].close }))
const every = series.flatMap((y, i) => series.slice(i + 1).map((x): [string, string] => [y.symbol, x.symbol]))

type Figure = 'stat' | 'alpha' | 'beta' | 'halfLife' | 'halfLifeExact' | 'correlation' | 'z' | 'spreadSdBps' | 'pHolm'

/** A row of the screen beside that of the direct method. */
function expectSame(got: ScanRow, want: ScanRow, names: readonly Figure[]) {
  expect([got.y, got.x, got.n, got.lags, got.rejected]).toEqual([want.y, want.x, want.n, want.lags, want.rejected])
  for (const name of names) {
    const [a, b] = [got[name], want[name]]
    if (a === null || b === null) expect(a).toBe(b)
    else expect(Math.abs(a - b), `${got.y}/${got.x} ${name}`).toBeLessThan(1e-7 * Math.max(1e-2, Math.abs(b)))
  }
}

for (const lags of ['aic', 'bic', 0, 1, 4] as const) {
  for (const directions of ['one', 'both'] as const) {
    describe(`screened scan, lags ${lags}, ${directions}`, () => {
      const options = scanOptions.parse({ lags, directions })
      const screened = scan(series, options)
      const direct = scan(series, { ...options, pairs: every })
      it('equals the direct method', () => {
        expect(screened.tested).toBe(direct.tested)
        expect(screened.kept).toBe(direct.kept)
        for (const [k, want] of direct.pairs.entries()) {
          const got = screened.pairs[k]
          expectSame(got, want, [
            ...(['stat', 'alpha', 'beta', 'halfLife', 'halfLifeExact'] as const),
            ...(['correlation', 'z', 'spreadSdBps'] as const),
          ])
          expect(Math.abs((got.p ?? 0) - (want.p ?? 0))).toBeLessThan(1e-8)
          expect(Math.abs((got.q ?? 0) - (want.q ?? 0))).toBeLessThan(1e-8)
        }
      })
      it('can leave the rejected out', () => {
        const kept = scan(series, { ...options, all: false })
        expect(kept.pairs).toEqual(screened.pairs.filter((row) => row.rejected === null))
        expect(kept.expectedByChance).toBe(screened.expectedByChance)
      })
    })
  }
}

it('mixes screened pairs with those on other times and those that cannot be tested', () => {
  const odd = {
    symbol: 'ODD',
    ts: series[0].ts.slice(50),
    close: series[0].close.slice(50).map((v, i) => v * (1 + 0.01 * Math.sin(i))),
  }
  const flat = { symbol: 'FLAT', ts: series[0].ts, close: new Float64Array(series[0].ts.length).fill(7) }
  const twin = { ...series[2], symbol: 'TWIN' }
  const all = [...series.slice(0, 5), odd, flat, twin]
  const result = scan(all, scanOptions.parse({ lags: 1 }))
  expect(result.pairs).toHaveLength(28)
  const row = (y: string, x: string) => result.pairs.find((one) => one.y === y && one.x === x)
  expect(row(series[0].symbol, 'ODD')?.n).toBe(350)
  expect(row(series[0].symbol, 'FLAT')?.rejected).toBe('FLAT is constant')
  expect(row(series[2].symbol, 'TWIN')?.rejected).toContain('the same series')
  expect(row(series[0].symbol, series[1].symbol)?.n).toBe(400)
})

describe('series that begin late, end soon or lack bars', () => {
  const part = (k: number, from: number, to: number, without: readonly number[] = []) => {
    const keep = (_: number, i: number) => i >= from && i < to && !without.includes(i)
    const { symbol, ts, close } = series[k]
    return { symbol, ts: ts.filter(keep), close: close.filter(keep) }
  }
  const ragged = [
    part(0, 100, 400),
    series[1],
    part(2, 0, 330),
    part(3, 100, 400),
    part(4, 0, 400, [7, 250]),
    series[5],
    part(6, 60, 400, [250, 251]),
    part(7, 390, 400),
    series[8],
  ]
  const pairs = ragged.flatMap((y, i) => ragged.slice(i + 1).map((x): [string, string] => [y.symbol, x.symbol]))
  it.each([['aic', 'both'] as const, [1, 'one'] as const])(
    'equal the direct method, lags %s, %s',
    (lags, directions) => {
      const options = scanOptions.parse({ lags, directions })
      const screened = scan(ragged, options)
      const direct = scan(ragged, { ...options, pairs })
      expect(screened.tested).toBe(direct.tested)
      for (const [k, want] of direct.pairs.entries()) {
        const got = screened.pairs[k]
        expectSame(got, want, ['stat', 'alpha', 'beta', 'halfLifeExact', 'correlation', 'z', 'spreadSdBps', 'pHolm'])
        if (want.reversed) expect(got.reversed?.stat).toBeCloseTo(want.reversed.stat, 7)
      }
    },
  )
})
