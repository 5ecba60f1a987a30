import { expect, test } from 'vitest'
import type { Decision, Market } from '#lib/contracts/strategy.ts'
import { random } from '#lib/stats/random.ts'
import { strategies } from './index.ts'

const day = 86_400_000

function play(name: string, params: object, columns: readonly Float64Array[]) {
  const symbols = columns.map((_, leg) => `S${leg}`)
  const run = strategies.get(name).create(strategies.parse(name, params) as never, { symbols })
  const decisions: (Decision & { t: number })[] = []
  for (let t = 0; t < columns[0].length; t++) {
    const close = Float64Array.from(columns, (column) => column[t])
    const market: Market = { ts: t * day, index: t + 1, open: close, high: close, low: close, close, volume: close }
    const decision = run.step(market)
    if (decision) decisions.push({ ...decision, t })
  }
  return { decisions }
}

/** Random walks whose last one is a planted combination of the others plus a spread that returns. */
function planted(weights: readonly number[], bars: number, seed: number, phi = 0.9): Float64Array[] {
  const chance = random(seed)
  const logs = weights.map(() => 4)
  let spread = 0
  const columns = [...weights, 0].map(() => new Float64Array(bars))
  for (let t = 0; t < bars; t++) {
    let sum = 0
    for (const [i, weight] of weights.entries()) {
      logs[i] += 0.01 * chance.normal()
      columns[i][t] = Math.exp(logs[i])
      sum += weight * logs[i]
    }
    spread = phi * spread + 0.01 * chance.normal()
    columns[weights.length][t] = Math.exp(sum + spread)
  }
  return columns
}

test('the basket finds the relation that was planted, and leaves walks alone', () => {
  const columns = planted([0.7, 0.5], 1_500, 5)
  const { decisions } = play('johansen-basket', { window: 500 }, columns)
  const entries = decisions.filter(({ kind }) => kind === 'ENTER')
  expect(entries.length).toBeGreaterThan(3)
  const meanOf = (pick: (weights: readonly number[]) => number) =>
    entries.reduce((sum, { weights }) => sum + pick(weights), 0) / entries.length
  expect(Math.abs(meanOf(([a, , c]) => -a / c) - 0.7)).toBeLessThan(0.1)
  expect(Math.abs(meanOf(([, b, c]) => -b / c) - 0.5)).toBeLessThan(0.1)
  // The largest weight is that of the last leg, and a spread is long when that is bought.
  for (const { side, weights } of entries) expect(weights[2] > 0).toBe(side === 'long')
  const walks = planted([0, 0], 1_500, 6, 1)
  expect(play('johansen-basket', { window: 500 }, walks).decisions.length).toBeLessThan(decisions.length / 2)
})

test('the distance pair buys the path that has fallen behind, and ends with its period', () => {
  const formation = 60
  const bars = 220
  const wave = (t: number) => 0.01 * Math.sin(t / 3)
  const x = Float64Array.from({ length: bars }, (_, t) => 50 * (1 + wave(t)))
  // The same path with a little noise of its own; then it falls behind for good.
  const y = Float64Array.from(
    { length: bars },
    (_, t) => 20 * (1 + wave(t) + 0.004 * Math.sin((t * Math.PI) / 5) - (t > 160 ? 0.01 : 0)),
  )
  const { decisions } = play('distance-pairs', { formation, trading: 50, stop: 50 }, [y, x])
  expect(decisions[0]).toMatchObject({ kind: 'ENTER', side: 'long', weights: [0.5, -0.5] })
  expect(decisions[0].t).toBeGreaterThan(160)
  // Periods of fifty days since 1970.
  expect(decisions[1]).toMatchObject({ kind: 'STOP', t: 200, reason: 'the time of trading is over' })
})

test('the copula pair trades against mispricing in both legs', () => {
  const columns = planted([1], 700, 9, 0.6)
  const { decisions } = play('copula-pairs', {}, columns)
  const entries = decisions.filter(({ kind }) => kind === 'ENTER')
  expect(entries.length).toBeGreaterThan(3)
  // On a spread that returns, the next bars go with the position more often than not.
  const gain = entries.reduce((sum, { t, weights }) => {
    const to = Math.min(t + 5, 699)
    return (
      sum + weights.reduce((total, weight, leg) => total + weight * Math.log(columns[leg][to] / columns[leg][t]), 0)
    )
  }, 0)
  expect(gain).toBeGreaterThan(0)
})

test('residuals are bought low and sold high, and the whole is neutral in money', () => {
  const chance = random(2)
  const gap = new Float64Array(6)
  let common = 4
  const columns = Array.from({ length: 6 }, () => new Float64Array(700))
  for (let t = 0; t < 700; t++) {
    common += 0.01 * chance.normal()
    for (let leg = 0; leg < 6; leg++) {
      gap[leg] = 0.85 * gap[leg] + 0.01 * chance.normal()
      columns[leg][t] = Math.exp(common + gap[leg])
    }
  }
  const { decisions } = play('pca-residual', {}, columns)
  expect(decisions.length).toBeGreaterThan(20)
  let gain = 0
  for (const { t, weights } of decisions) {
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(0, 9)
    const to = Math.min(t + 3, 699)
    gain += weights.reduce((sum, weight, leg) => sum + weight * Math.log(columns[leg][to] / columns[leg][t]), 0)
  }
  expect(gain).toBeGreaterThan(0)
})

test('dual momentum: the strongest, the refuge when it is beaten, cash when that has lost too', () => {
  const path = (...returns: number[]) => {
    let price = 100
    return Float64Array.from(
      returns.flatMap((r) => new Array<number>(100).fill(r)),
      (r) => (price *= 1 + r),
    )
  }
  const rise = path(0.01, -0.01, -0.01)
  const flat = path(0.002, -0.02, -0.02)
  const bonds = path(0.001, 0.001, -0.005)
  const { decisions } = play('dual-momentum', { lookback: 20, every: 5 }, [flat, rise, bonds])
  expect(decisions.map(({ kind, weights }) => [kind, ...weights])).toEqual([
    ['ENTER', 0, 1, 0],
    ['REBALANCE', 0, 0, 1],
    ['EXIT', 0, 0, 0],
  ])
})
