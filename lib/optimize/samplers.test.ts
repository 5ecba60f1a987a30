import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Dimension } from '#lib/contracts/optimisations.ts'
import { axesOf, paramsAt, placesOf, sizeOf } from './axes.ts'
import { crowding, dominates, paretoLayers, rank, type Told } from './ranking.ts'
import { samplerOf } from './samplers/index.ts'
import type { Search } from './samplers/sampler.ts'
import { mostSobolDimensions, sobolPoint } from './samplers/sobol.ts'

const cube = (d: number): Record<string, Dimension> =>
  Object.fromEntries(Array.from({ length: d }, (_, i) => [`x${i}`, { min: 0, max: 1, integer: false, log: false }]))

/** Best value and trials of a search over a function of places. Larger is better. */
function run(name: string, d: number, trials: number, seed: number, value: (x: Float64Array) => number | number[]) {
  const sampler = samplerOf.get(name as never)
  if (!sampler) throw new Error(name)
  const first = value(new Float64Array(d))
  const search: Search = { axes: axesOf(cube(d)), objectives: Array.isArray(first) ? first.length : 1, seed, trials }
  const told: Told[] = []
  while (told.length < trials) {
    for (const places of sampler.suggest(search, told)) {
      const at = value(places)
      told.push({ places, state: 'done', values: Array.isArray(at) ? at : [at], violation: 0 })
    }
  }
  return told.slice(0, trials)
}
const bestOf = (told: Told[]) => Math.max(...told.map(({ values }) => values[0] as number))
const sphere = (x: Float64Array) => -x.reduce((sum, value) => sum + (value - 0.7) ** 2, 0)
/** Branin on the unit square, negated: three equal summits at −0.397887. */
const branin = (u: Float64Array) => {
  const [x, y] = [15 * u[0] - 5, 15 * u[1]]
  const a = y - (5.1 / (4 * Math.PI ** 2)) * x * x + (5 / Math.PI) * x - 6
  return -(a * a + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10)
}
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

describe('axes', () => {
  test('values, steps, factors', () => {
    const [list, steps, whole, log] = axesOf({
      list: ['a', 'b', 'c'],
      steps: { min: 0.1, max: 0.5, step: 0.1, integer: false, log: false },
      whole: { min: 3, max: 7, integer: true, log: false },
      log: { min: 0.01, max: 100, integer: false, log: true },
    })
    expect([0, 0.34, 0.99, 1].map((place) => list.at(place))).toEqual(['a', 'b', 'c', 'c'])
    expect([0, 0.2, 0.5, 1].map((place) => steps.at(place))).toEqual([0.1, 0.2, 0.3, 0.5])
    expect([0, 1].map((place) => whole.at(place))).toEqual([3, 7])
    expect([0, 0.25, 0.5, 1].map((place) => log.at(place))).toEqual([0.01, 0.1, 1, 100])
    expect(sizeOf([list, steps, whole])).toBe(75)
    expect(sizeOf([log])).toBe(Number.POSITIVE_INFINITY)
    expect([list.ordered, steps.ordered]).toEqual([false, true])
    expect(() => axesOf({})).toThrow(/nothing to search/)
  })

  test('a value is found again at the place it is said to come from', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }), (places) => {
        const axes = axesOf({
          a: [5, 10, 20],
          b: { min: -3, max: 9, step: 0.75, integer: false, log: false },
          c: { min: 2, max: 900, integer: true, log: true },
          d: { min: 1, max: 2, integer: false, log: false },
        })
        const params = paramsAt(axes, places)
        const again = paramsAt(axes, placesOf(axes, params))
        expect(again.a).toBe(params.a)
        expect(again.b).toBe(params.b)
        expect(again.c).toBe(params.c)
        expect(again.d).toBeCloseTo(Number(params.d), 3)
      }),
    )
  })
})

describe('ranking', () => {
  const told = (values: (number | null)[], more: Partial<Told> = {}): Told => ({
    places: new Float64Array(),
    state: 'done',
    values,
    violation: 0,
    ...more,
  })

  test('layers are the ones by definition', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), {
          minLength: 1,
          maxLength: 24,
        }),
        (points) => {
          const all = points.map((point) => told(point))
          const layers = paretoLayers(all, [...all.keys()])
          expect(layers.flat().toSorted((a, b) => a - b)).toEqual([...all.keys()])
          let rest = [...all.keys()]
          for (const layer of layers) {
            const free = rest.filter((i) => !rest.some((j) => dominates(all[j].values, all[i].values)))
            expect(layer.toSorted((a, b) => a - b)).toEqual(free)
            rest = rest.filter((i) => !layer.includes(i))
          }
        },
      ),
    )
  })

  test('what breaks nothing comes first, what the strategy refused last', () => {
    expect(
      rank([
        told([null], { state: 'refused' }),
        told([9], { state: 'infeasible', violation: 2 }),
        told([9], { state: 'infeasible', violation: 1 }),
        told([null], { state: 'pruned' }),
        told([null]),
        told([1]),
        told([3]),
      ]),
    ).toEqual([6, 5, 4, 3, 2, 1, 0])
    const alone = crowding([told([0, 4]), told([1, 3]), told([3.5, 0.5]), told([4, 0])], [0, 1, 2, 3])
    expect([alone.get(0), alone.get(3)]).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY])
    expect(alone.get(1)).toBeCloseTo(3.5 / 4 + 3.5 / 4, 12)
  })
})

describe('samplers', () => {
  test('Sobol: the first points, and even cover in every dimension and in pairs', () => {
    const points = Array.from({ length: 8 }, (_, i) => [...sobolPoint(i, 3)])
    // Joe & Kuo 2008, Gray-code order.
    expect(points.slice(0, 4)).toEqual([
      [0, 0, 0],
      [0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25],
      [0.25, 0.75, 0.75],
    ])
    const all = Array.from({ length: 256 }, (_, i) => sobolPoint(i, mostSobolDimensions))
    for (let d = 0; d < mostSobolDimensions; d++)
      expect(new Set(all.map((point) => Math.floor(point[d] * 256))).size).toBe(256)
    // The first two dimensions are a (0, 2)-sequence: every elementary rectangle of area 1/256 holds one point.
    for (let k = 0; k <= 8; k++)
      expect(new Set(all.map(([x, y]) => `${Math.floor(x * 2 ** k)} ${Math.floor(y * 2 ** (8 - k))}`)).size).toBe(256)
  })

  test.each([...samplerOf.keys()])('%s: the same search gives the same trials, also when it was put down', (name) => {
    const sampler = samplerOf.get(name)
    if (!sampler) throw new Error(name)
    const axes = axesOf({
      a: [1, 2, 3, 4],
      b: { min: 0, max: 2, step: 0.25, integer: false, log: false },
      c: ['x', 'y'],
    })
    const value = (places: Float64Array) => -Math.abs(places[0] - 0.6) - Math.abs(places[1] - 0.2)
    const follow = (search: () => Search) => {
      const told: Told[] = []
      for (let batch = 0; batch < 12 && told.length < 60; batch++)
        for (const places of sampler.suggest(search(), told))
          told.push({ places, state: 'done', values: [value(places)], violation: 0 })
      return told.map(({ places }) => [...places])
    }
    const one: Search = { axes, objectives: 1, seed: 5, trials: 60 }
    const unbroken = follow(() => one)
    expect(unbroken.length).toBeGreaterThanOrEqual(name === 'grid' ? 60 : 40)
    expect(unbroken.flat().every((place) => place >= 0 && place <= 1)).toBe(true)
    expect(follow(() => ({ ...one }))).toEqual(unbroken)
    if (name !== 'grid') expect(follow(() => ({ ...one, seed: 6 }))).not.toEqual(unbroken)
  })

  test('CMA-ES closes in on a summit', () => {
    const best = [1, 2, 3].map((seed) => bestOf(run('cma-es', 5, 900, seed, sphere)))
    for (const value of best) expect(value).toBeGreaterThan(-1e-8)
    // A long valley that stands askew: only a covariance that turns finds its way.
    const askew = (x: Float64Array) => -(1e4 * (x[0] - x[1]) ** 2 + (x[0] + x[1] - 1.1) ** 2)
    expect(bestOf(run('cma-es', 2, 600, 1, askew))).toBeGreaterThan(-1e-8)
  })

  test('TPE finds more than chance does with as many trials', () => {
    const seeds = Array.from({ length: 9 }, (_, i) => i + 1)
    const learnt = median(seeds.map((seed) => bestOf(run('tpe', 2, 80, seed, branin))))
    const chance = median(seeds.map((seed) => bestOf(run('random', 2, 80, seed, branin))))
    expect(learnt).toBeGreaterThan(-0.6)
    expect(learnt).toBeGreaterThan(chance)
    expect(median(seeds.map((seed) => bestOf(run('tpe', 6, 150, seed, sphere))))).toBeGreaterThan(
      median(seeds.map((seed) => bestOf(run('random', 6, 150, seed, sphere)))),
    )
  })

  test('NSGA-II spreads over a front that one objective alone would miss', () => {
    // ZDT1 (Zitzler, Deb & Thiele 2000) in three variables: the front is y = 1 − √x.
    const zdt1 = (x: Float64Array) => {
      const g = 1 + (9 * (x[1] + x[2])) / 2
      return [-x[0], -g * (1 - Math.sqrt(x[0] / g))]
    }
    const told = run('nsga-2', 3, 1_500, 1, zdt1)
    const front = paretoLayers(told, [...told.keys()])[0].map((i) => told[i].values as number[])
    const off = front.map(([a, b]) => -b - (1 - Math.sqrt(-a)))
    expect(median(off)).toBeLessThan(0.02)
    const along = front.map(([a]) => -a).toSorted((a, b) => a - b)
    expect(along[0]).toBeLessThan(0.05)
    expect(along.at(-1)).toBeGreaterThan(0.8)
    expect(front.length).toBeGreaterThan(20)
  })

  test('CMA-ES refuses several objectives, a grid refuses what has no end', () => {
    expect(() => run('cma-es', 2, 10, 1, () => [0, 0])).toThrow(/one objective/)
    expect(() => run('grid', 2, 10, 1, sphere)).toThrow(/values or steps/)
    expect(() => run('sobol', 22, 10, 1, sphere)).toThrow(/21 parameters/)
  })
})
