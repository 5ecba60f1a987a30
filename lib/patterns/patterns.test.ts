import { describe, expect, it } from 'vitest'
import { random } from '#lib/stats/random.ts'
import { patterns, sightings } from './index.ts'

type Candle = [open: number, high: number, low: number, close: number]

/** Candles of range 2 that drift by `step`, then the given ones, shifted to where the drift ended. */
function after(step: number, ...tail: Candle[]) {
  const before: Candle[] = Array.from({ length: 24 }, (_, i) => {
    const middle = 100 + step * i
    return [middle - step / 2, middle + 1, middle - 1, middle + step / 2]
  })
  const base = before[23][3]
  const all = [...before, ...tail.map((candle) => candle.map((v) => v + base) as Candle)]
  const column = (k: number) => Float64Array.from(all, (candle) => candle[k])
  return { open: column(0), high: column(1), low: column(2), close: column(3) }
}

/** One clean example of each rising form; the falling twin is the same upside down. */
const examples: Record<string, ReturnType<typeof after>> = {
  doji: after(0, [0, 1, -1, 0.01]),
  'long-legged-doji': after(0, [0, 1.5, -1.5, 0.02]),
  'spinning-top': after(0, [0, 1, -1, 0.3]),
  'inside-bar': after(0, [0, 1.5, -1.5, 0.3], [0, 0.5, -0.5, 0.3]),
  'dragonfly-doji': after(-0.6, [0, 0.05, -2, 0.01]),
  hammer: after(-0.6, [0, 0.55, -2, 0.5]),
  'inverted-hammer': after(-0.6, [0, 2, -0.05, 0.5]),
  'white-marubozu': after(0, [0, 3, 0, 3]),
  'bullish-belt-hold': after(-0.6, [0, 2.4, 0, 2]),
  'bullish-engulfing': after(-0.6, [0, 0.2, -1.2, -1], [-1.2, 0.6, -1.4, 0.5]),
  'bullish-harami': after(-0.6, [0, 0.2, -2.2, -2], [-1.4, -0.5, -1.6, -0.8]),
  'bullish-harami-cross': after(-0.6, [0, 0.2, -2.2, -2], [-1, -0.6, -1.4, -1.01]),
  'piercing-line': after(-0.6, [0, 0.2, -2.2, -2], [-2.4, -0.5, -2.6, -0.7]),
  'tweezer-bottom': after(-0.6, [0, 0.2, -2, -1.5], [-1.5, 0, -2.02, -0.2]),
  'bullish-kicker': after(0, [0, 0.2, -1.7, -1.5], [0.3, 2.2, 0.2, 2]),
  'bullish-counterattack': after(-0.6, [0, 0.2, -2.2, -2], [-4, -1.8, -4.2, -2.05]),
  'bullish-separating-lines': after(0.6, [0, 0.2, -1.4, -1.2], [0.05, 2, 0, 1.8]),
  'homing-pigeon': after(-0.6, [0, 0.2, -2.2, -2], [-0.6, -0.4, -1.6, -1.4]),
  'matching-low': after(-0.6, [0, 0.2, -1.7, -1.5], [-0.8, -0.6, -1.7, -1.52]),
  'bullish-outside-bar': after(0, [0, 0.5, -0.5, -0.2], [-0.3, 1.2, -0.8, 1]),
  'morning-star': after(-0.6, [0, 0.2, -2.2, -2], [-2.4, -2, -2.8, -2.1], [-2, -0.4, -2.1, -0.6]),
  'morning-doji-star': after(-0.6, [0, 0.2, -2.2, -2], [-2.3, -2, -2.8, -2.31], [-2, -0.4, -2.1, -0.6]),
  'bullish-abandoned-baby': after(-0.6, [0, 0.2, -2.1, -2], [-2.6, -2.3, -3, -2.62], [-1.8, -0.4, -2, -0.6]),
  'three-white-soldiers': after(0, [0, 1.6, -0.1, 1.5], [1.2, 3, 1.1, 2.9], [2.6, 4.4, 2.5, 4.3]),
  'three-inside-up': after(-0.6, [0, 0.2, -2.2, -2], [-1.6, -0.6, -1.8, -0.8], [-0.8, 0.8, -1, 0.6]),
  'three-outside-up': after(-0.6, [0, 0.2, -1.2, -1], [-1.2, 0.6, -1.4, 0.5], [0.5, 1.5, 0.4, 1.4]),
  'upside-tasuki-gap': after(0.6, [0, 1, -0.1, 0.9], [1.4, 2.6, 1.3, 2.4], [2, 2.2, 1.05, 1.1]),
  'bullish-stick-sandwich': after(0, [0, 0.2, -1.5, -1.4], [-1.2, 0, -1.3, -0.2], [0.2, 0.3, -1.5, -1.42]),
  'bullish-three-line-strike': after(
    0,
    [0, 1, -0.1, 0.9],
    [0.8, 2, 0.7, 1.9],
    [1.8, 3, 1.7, 2.9],
    [3, 3.1, -0.5, -0.4],
  ),
  'rising-three-methods': after(
    0,
    [0, 2.4, -0.1, 2.3],
    [2, 2.2, 1.4, 1.5],
    [1.5, 1.7, 0.9, 1],
    [1, 1.3, 0.5, 0.7],
    [0.8, 2.9, 0.7, 2.8],
  ),
  'ladder-bottom': after(
    -0.6,
    [0, 0.1, -1.1, -1],
    [-0.9, -0.8, -2.1, -2],
    [-1.9, -1.8, -3.1, -3],
    [-3, -2, -3.5, -3.4],
    [-2.8, -1, -2.9, -1.2],
  ),
}

const rising = patterns.list.filter(({ direction }) => direction >= 0)
const falling = patterns.list.filter(({ direction }) => direction < 0)
const upsideDown = ({ open, high, low, close }: ReturnType<typeof after>) => {
  const turn = (column: Float64Array) => column.map((v) => 200 - v)
  return { open: turn(open), high: turn(low), low: turn(high), close: turn(close) }
}

it('there are at least forty, and every rising one has its falling twin', () => {
  expect(patterns.list.length).toBeGreaterThanOrEqual(40)
  expect(falling).toHaveLength(rising.filter(({ direction }) => direction > 0).length)
})

describe('examples', () => {
  for (const pattern of rising) {
    it(`${pattern.name} is seen, at its last candle, at any scale`, () => {
      const example = examples[pattern.name]
      const last = example.close.length - 1
      expect(sightings(example, [pattern.name]).map(({ row }) => row)).toContain(last)
      const scaled = Object.fromEntries(
        Object.entries(example).map(([name, column]) => [name, column.map((v) => v * 0.00037)]),
      ) as typeof example
      expect(sightings(scaled, [pattern.name])).toEqual(sightings(example, [pattern.name]))
    })
  }
  for (const pattern of falling) {
    it(`${pattern.name} is its twin upside down`, () => {
      const at = patterns.list.indexOf(pattern)
      const twin = rising.find(
        (one) =>
          Math.abs(patterns.list.indexOf(one) - at) === 1 &&
          one.length === pattern.length &&
          one.source === pattern.source &&
          examples[one.name] &&
          sightings(upsideDown(examples[one.name]), [pattern.name]).length > 0,
      )
      expect(twin?.direction).toBe(1)
    })
  }
})

describe('on a random market', () => {
  const chance = random(3)
  const n = 4_000
  const bars = {
    open: new Float64Array(n),
    high: new Float64Array(n),
    low: new Float64Array(n),
    close: new Float64Array(n),
  }
  let price = 100
  for (let i = 0; i < n; i++) {
    bars.open[i] = price * (1 + 0.002 * chance.normal())
    price = bars.open[i] * Math.exp(0.01 * chance.normal())
    bars.close[i] = price
    bars.high[i] = Math.max(bars.open[i], price) * (1 + 0.004 * chance.uniform())
    bars.low[i] = Math.min(bars.open[i], price) * (1 - 0.004 * chance.uniform())
  }
  const all = sightings(bars)
  it('does not see what comes later', () => {
    const cut = Object.fromEntries(
      Object.entries(bars).map(([name, column]) => [name, column.slice(0, 1_500)]),
    ) as typeof bars
    expect(sightings(cut)).toEqual(all.filter(({ row }) => row < 1_500))
  })
  it('no pattern is seen on more than one candle in five', () => {
    for (const { name } of patterns.list)
      expect(all.filter((one) => one.pattern === name).length, name).toBeLessThan(n / 5)
  })
  it('sees nothing on candles without range, and refuses closes only', () => {
    const flat = new Float64Array(60).fill(5)
    expect(
      sightings({ open: flat, high: flat, low: flat, close: flat }).filter(({ direction }) => direction !== 0),
    ).toEqual([])
    expect(() => sightings({ open: null, high: null, low: null, close: flat })).toThrow('closes only')
  })
})
