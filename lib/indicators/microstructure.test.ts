import { expect, it } from 'vitest'
import { line } from '#lib/stats/line.ts'
import { compute } from './compute.ts'
import { indicators } from './index.ts'
import reference from './testing/microstructure.json' with { type: 'json' }

const column = (values: number[]) => Float64Array.from(values)
const bars = { close: column(reference.mid), volume: column(reference.volume) }
const run = (name: string) => {
  const indicator = indicators.get(name)
  return compute(indicator, indicator.params.parse({ period: 50 }), bars)[0]
}
const changes = column(reference.mid.slice(1).map((mid, i) => mid - reference.mid[i]))

it.each([
  ['kyle-lambda', reference.windows.kyleLambda],
  ['roll-spread', reference.windows.rollSpread],
  ['vpin', reference.windows.vpin],
])('%s of 50 recorded seconds', (name, want) => {
  const got = run(name)
  for (const [k, at] of reference.windows.at.entries())
    expect(Math.abs(got[at] - want[k]), `second ${at}`).toBeLessThan(1e-7 * Math.max(1, want[k]))
})

it('price impact over all seconds is the published slope, of signed volume and of order flow', () => {
  const signed = line(changes, column(reference.signed.slice(1)))
  expect(Math.abs(signed.beta / reference.whole.kyleLambda - 1)).toBeLessThan(1e-6)
  const flow = line(changes, column(reference.imbalance.slice(1)))
  expect(Math.abs(flow.beta / reference.whole.imbalanceSlope - 1)).toBeLessThan(1e-6)
  expect(flow.r2).toBeCloseTo(reference.whole.imbalanceR2, 6)
})

it('the tick rule stands in for the side of trades: same sign of impact, in every window', () => {
  const got = run('kyle-lambda')
  for (let t = 60; t < got.length; t += 10) expect(got[t]).toBeGreaterThan(0)
})
