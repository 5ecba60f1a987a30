import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { registry } from '#lib/registry.ts'
import { random } from '#lib/stats/random.ts'
import { compute, emptyBar, fold, type IndicatorColumns, prepareColumns } from './compute.ts'
import { indicators } from './index.ts'
import type { Indicator } from './indicator.ts'
import { efficiencyRatio } from './testing/efficiency-ratio.ts'

const n = 320

/** A random market with everything an indicator may read, a flat stretch and bars without volume. */
function market(seed: number): Required<{ [K in keyof IndicatorColumns]: Float64Array }> {
  const chance = random(seed)
  const names = ['ts', 'open', 'high', 'low', 'close', 'volume', 'bid', 'ask', 'bidSize', 'askSize'] as const
  const all = Object.fromEntries(names.map((name) => [name, new Float64Array(n)])) as Record<
    (typeof names)[number],
    Float64Array
  >
  let price = 100
  for (let i = 0; i < n; i++) {
    const flat = i > 200 && i < 212
    const open = price
    if (!flat) price *= Math.exp(0.01 * chance.normal())
    all.ts[i] = i * 60_000
    all.open[i] = open
    all.close[i] = price
    all.high[i] = Math.max(open, price) * (flat ? 1 : 1 + 0.004 * chance.uniform())
    all.low[i] = Math.min(open, price) * (flat ? 1 : 1 - 0.004 * chance.uniform())
    all.volume[i] = i % 37 === 5 ? 0 : Math.round(1_000 * chance.exponential()) + 1
    all.bid[i] = price - 0.01 * (1 + chance.below(3))
    all.ask[i] = price + 0.01 * (1 + chance.below(3))
    all.bidSize[i] = 1 + chance.below(100)
    all.askSize[i] = 1 + chance.below(100)
  }
  return all
}

const columns = market(1)
const cut = (upTo: number) =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.slice(0, upTo)])) as typeof columns

it('there are at least eighty', () => {
  expect(indicators.list.length).toBeGreaterThanOrEqual(80)
})

/** The list, and the indicator that the documentation shows how to write. */
const list: readonly Indicator[] = [...indicators.list, efficiencyRatio]
const { forms } = registry<Indicator>(Object.fromEntries(list.map((one) => [one.name, one])))

it('the documentation shows the very file that is tested here, and names every indicator in its group', () => {
  const page = readFileSync(new URL('../../docs/indicators.md', import.meta.url), 'utf8')
  const file = readFileSync(new URL('./testing/efficiency-ratio.ts', import.meta.url), 'utf8')
  expect(page).toContain(`\`\`\`ts\n${file}\`\`\``)
  for (const { name, group } of indicators.list) {
    const row = page.split('\n').find((line) => line.startsWith(`| ${group} |`))
    expect(row, name).toContain(`\`${name}\``)
  }
  expect(indicators.names).not.toContain(efficiencyRatio.name)
})

it('the indicator of the documentation says what its source says', () => {
  const ratio = (closes: readonly number[]) =>
    compute(efficiencyRatio, { period: 4 }, { close: Float64Array.from(closes) })[0].at(-1)
  expect(ratio([1, 2, 3, 4, 5])).toBe(1)
  expect(ratio([1, 2, 1, 2, 1])).toBe(0)
  expect(ratio([4, 4, 4, 4, 4])).toBe(0)
  expect(ratio([10, 13, 11, 12, 14])).toBe(0.5)
})

for (const indicator of list) {
  describe(indicator.name, () => {
    const params = indicator.params.parse({})
    const whole = fold(indicator, params, columns)

    it('is undefined before its first bar and defined from there on, for all outputs', () => {
      const first = indicator.first(params)
      for (let i = 0; i < n; i++) {
        const values = whole.map((column) => column[i])
        if (i < first) expect(values.some(Number.isNaN), `bar ${i}`).toBe(true)
        else for (const value of values) expect(Number.isFinite(value), `bar ${i}`).toBe(true)
      }
      for (const column of whole) {
        const start = column.findIndex((value) => !Number.isNaN(value))
        expect(column.slice(start).every((value) => Number.isFinite(value))).toBe(true)
      }
    })
    it('says the same whether more bars follow or not', () => {
      for (const upTo of [1, 60, 199, 207]) {
        for (const [k, column] of fold(indicator, params, cut(upTo)).entries())
          expect(column).toEqual(whole[k].slice(0, upTo))
      }
    })
    it('equals its batch form', () => {
      if (!indicator.batch) return
      // A share of variance loses a digit in the stretch where prices hardly move.
      const tolerance = indicator.outputs.includes('r2') ? 1e-11 : 1e-12
      for (const seed of [2, 3]) {
        const bars = market(seed)
        const slow = fold(indicator, params, bars)
        for (const [k, column] of compute(indicator, params, bars).entries()) {
          const scale = Math.max(...slow[k].map((value) => (Number.isNaN(value) ? 0 : Math.abs(value))))
          for (let i = 0; i < n; i++) {
            expect(Number.isNaN(column[i]), `${indicator.outputs[k]} ${i}`).toBe(Number.isNaN(slow[k][i]))
            if (!Number.isNaN(column[i]))
              expect(Math.abs(column[i] - slow[k][i]), `${indicator.outputs[k]} ${i}`).toBeLessThanOrEqual(
                tolerance * scale,
              )
          }
        }
      }
    })
    it('goes on after a restart at every bar, bit for bit', () => {
      let run = indicator.create(params)
      const bar = emptyBar()
      const out = new Float64Array(indicator.outputs.length)
      for (let i = 0; i < n; i++) {
        for (const name of ['ts', ...indicator.inputs] as const) bar[name] = columns[name][i]
        run.next(bar, out)
        expect([...out]).toEqual(whole.map((column) => column[i]))
        if (i % 3 === 0) run = indicator.create(params, JSON.parse(JSON.stringify(run.save())))
      }
    })
    it('forgets where it started, when it says so', () => {
      const settled = indicator.settled(params)
      if (settled === null || settled > 150) return
      const late = fold(
        indicator,
        params,
        Object.fromEntries(
          Object.entries(columns).map(([name, column]) => [name, column.slice(100)]),
        ) as typeof columns,
      )
      for (const [k, column] of late.entries()) {
        for (let i = settled; i < n - 100; i++) {
          const a = column[i]
          const b = whole[k][i + 100]
          const scale = Math.max(Math.abs(b), ...whole[k].slice(100 + settled).map(Math.abs))
          expect(Math.abs(a - b), `${indicator.outputs[k]} ${i}`).toBeLessThanOrEqual(2e-8 * scale)
        }
      }
    })
    it('refuses a value that is not finite and a column that is not there', () => {
      const name = indicator.inputs[0]
      const broken = { ...columns, [name]: columns[name].map((value, i) => (i === 9 ? Number.NaN : value)) }
      expect(() => compute(indicator, params, broken)).toThrow(`${name} of bar 10`)
      if (name !== 'close')
        expect(() => compute(indicator, params, { ...columns, [name]: null })).toThrow(`reads ${name}`)
    })
    it('is described: outputs, seeding, source, parameters with words and defaults', () => {
      expect(indicator.outputs.length).toBeGreaterThan(0)
      expect(indicator.seeding.length).toBeGreaterThan(3)
      expect(indicator.source.length).toBeGreaterThan(3)
      const form = forms.find((one) => one.name === indicator.name)
      for (const field of Object.values(
        (form?.schema['properties'] ?? {}) as Record<string, { description?: string; default?: unknown }>,
      )) {
        expect(field.description).toBeTruthy()
        expect(field.default).toBeDefined()
      }
    })
  })
}

it('a saved state of other parameters is refused', () => {
  const sma = indicators.get('sma')
  const saved = sma.create(sma.params.parse({ period: 5 })).save()
  expect(() => sma.create(sma.params.parse({ period: 6 }), saved)).toThrow('other parameters')
})

it('columns can be looked at once for many indicators', () => {
  const sma = indicators.get('sma')
  const params = sma.params.parse({})
  expect(compute(sma, params, prepareColumns(columns))).toEqual(compute(sma, params, columns))
  expect(() =>
    prepareColumns({ ...columns, high: columns.high.map((v, i) => (i === 4 ? Number.POSITIVE_INFINITY : v)) }),
  ).toThrow('high of bar 5')
})
