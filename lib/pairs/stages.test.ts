import { describe, expect, it } from 'vitest'
import { scanOptions } from '#lib/contracts/pairs.ts'
import { random } from '#lib/stats/random.ts'
import { clustersOf } from './clusters.ts'
import { scan } from './scan.ts'
import { prepare } from './series.ts'

/** Three sectors of walks with one factor each; in every sector one pair returns with a half-life of ten bars. */
function panel(n: number, seed: number) {
  const chance = random(seed)
  const ts = Float64Array.from({ length: n }, (_, t) => t * 86_400_000)
  const series: { symbol: string; ts: Float64Array; close: Float64Array }[] = []
  for (let sector = 0; sector < 3; sector++) {
    const factor = Float64Array.from(ts, () => 0.012 * chance.normal())
    const walk = () => {
      let log = 4
      return Float64Array.from(ts, (_, t) => (log += factor[t] + 0.006 * chance.normal()))
    }
    const base = walk()
    let spread = 0
    const phi = 0.5 ** 0.1
    const twin = base.map((value) => value + (spread = phi * spread + 0.004 * chance.normal()))
    const all = [base, twin, ...Array.from({ length: 6 }, walk)]
    for (const [k, log] of all.entries()) series.push({ symbol: `S${sector}${k}`, ts, close: log.map(Math.exp) })
  }
  return series
}

const planted = ['S00 S01', 'S10 S11', 'S20 S21']
const kept = (result: ReturnType<typeof scan>) =>
  result.pairs.filter((row) => row.rejected === null).map(({ y, x }) => `${y} ${x}`)

describe('clusters first', () => {
  const series = panel(700, 1)
  it('finds the sectors and tests only inside them', () => {
    const labels = clustersOf(series.map(prepare), 0.5)
    for (let i = 0; i < labels.length; i++)
      for (let j = 0; j < i; j++) expect(labels[i] === labels[j]).toBe(series[i].symbol[1] === series[j].symbol[1])
    const result = scan(series, scanOptions.parse({ lags: 1, clusters: {} }))
    expect(result.pairs).toHaveLength(3 * 28)
    expect(result.tested).toBe(2 * 3 * 28)
    expect(kept(result)).toEqual(expect.arrayContaining(planted))
  })
  it('gives smaller q than a test of all pairs', () => {
    const q = (options: object) =>
      scan(series, scanOptions.parse({ lags: 1, ...options })).pairs.find(({ y, x }) => `${y} ${x}` === planted[0])
        ?.q ?? 1
    expect(q({ clusters: {} })).toBeLessThan(q({}))
  })
})

describe('two stages', () => {
  const series = panel(1_000, 2)
  const result = scan(series, scanOptions.parse({ lags: 1, stages: {} }))
  it('confirms survivors on later bars and corrects for them alone', () => {
    const survivors = result.pairs.filter((row) => row.q !== null)
    expect(result.pairs).toHaveLength((24 * 23) / 2)
    expect(survivors.length).toBeLessThan(60)
    expect(result.tested).toBe(2 * ((24 * 23) / 2 + survivors.length))
    for (const row of survivors) expect(row.n).toBe(500)
    expect(kept(result)).toEqual(expect.arrayContaining(planted))
  })
  it('says of the others where they failed', () => {
    for (const row of result.pairs.filter((one) => one.q === null))
      expect(row.rejected).toMatch(/^p 0?\.?\d.* above 0.05 in the first part$/)
  })
  it('bars of the second window do not change who survives the first', () => {
    const bent = series.map((one) => ({
      ...one,
      close: one.close.map((v, i) => (i >= 500 ? v * (1 + 0.1 * Math.sin(i)) : v)),
    }))
    const other = scan(bent, scanOptions.parse({ lags: 1, stages: {} }))
    expect(other.pairs.map((row) => row.q === null)).toEqual(result.pairs.map((row) => row.q === null))
  })
})
