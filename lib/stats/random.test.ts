import { describe, expect, it } from 'vitest'
import { deviation, mean, quantile } from './columns.ts'
import {
  cholesky,
  eigenSymmetric,
  fromColumns,
  inverseSymmetric,
  matrix,
  multiply,
  singularValues,
  transpose,
} from './matrix.ts'
import { minimise, minimiseOne } from './minimise.ts'
import { random } from './random.ts'

describe('xoshiro256++', () => {
  it('gives the published sequence from the state 1, 2, 3, 4', () => {
    // First outputs of the authors' C code, of which `uniform` keeps the upper 53 bits.
    const chance = random([1, 0, 2, 0, 3, 0, 4, 0])
    for (const word of [41943041n, 58720359n, 3588806011781223n, 3591011842654386n]) {
      expect(chance.uniform() * 2 ** 53).toBe(Number(word >> 11n))
    }
  })
  it('is the same for the same seed and another for another', () => {
    const draw = (seed: number) =>
      Array.from(
        { length: 5 },
        (
          (r) => () =>
            r.uniform()
        )(random(seed)),
      )
    expect(draw(7)).toEqual(draw(7))
    expect(draw(7)).not.toEqual(draw(8))
  })
  it('jumps to another part of the period', () => {
    const a = random(1)
    const b = a.fork()
    const c = a.fork()
    const draws = [a, b, c].map((r) => r.uniform())
    expect(new Set(draws).size).toBe(3)
  })
  it('has the moments of its distributions', () => {
    const r = random(11)
    const column = (f: () => number) => Float64Array.from({ length: 40_000 }, f)
    const uniform = column(r.uniform)
    expect(Math.abs(mean(uniform) - 0.5)).toBeLessThan(0.01)
    expect(Math.abs(deviation(uniform) - 1 / Math.sqrt(12))).toBeLessThan(0.005)
    const normal = column(r.normal)
    expect(Math.abs(mean(normal))).toBeLessThan(0.02)
    expect(Math.abs(deviation(normal) - 1)).toBeLessThan(0.02)
    expect(Math.abs(quantile(normal, 0.975) - 1.96)).toBeLessThan(0.05)
    expect(Math.abs(mean(column(r.exponential)) - 1)).toBeLessThan(0.03)
    expect(Math.abs(mean(column(() => r.gamma(2.5))) - 2.5)).toBeLessThan(0.05)
    expect(Math.abs(mean(column(() => r.gamma(0.5))) - 0.5)).toBeLessThan(0.03)
    expect(Math.abs(deviation(column(() => r.student(8))) - Math.sqrt(8 / 6))).toBeLessThan(0.05)
    expect(column(() => r.below(3)).every((v) => v === 0 || v === 1 || v === 2)).toBe(true)
  })
})

describe('matrices', () => {
  const r = random(5)
  const a = matrix(
    6,
    6,
    Float64Array.from({ length: 36 }, () => r.normal()),
  )
  const s = multiply(a, transpose(a))
  it('Cholesky, inverse and eigenvalues put the matrix together again', () => {
    const l = cholesky(s)
    const inverse = inverseSymmetric(s)
    expect(l && inverse).toBeTruthy()
    if (!l || !inverse) return
    multiply(l, transpose(l)).data.forEach((value, i) => {
      expect(value).toBeCloseTo(s.data[i], 10)
    })
    multiply(s, inverse).data.forEach((value, i) => {
      expect(value).toBeCloseTo(i % 7 === 0 ? 1 : 0, 7)
    })
    const { values, vectors } = eigenSymmetric(s)
    const scaled = matrix(
      6,
      6,
      vectors.data.map((value, i) => value * values[i % 6]),
    )
    multiply(scaled, transpose(vectors)).data.forEach((value, i) => {
      expect(value).toBeCloseTo(s.data[i], 9)
    })
    expect([...values]).toEqual([...values].sort((x, y) => y - x))
  })
  it('singular values are the roots of the eigenvalues', () => {
    const tall = fromColumns([
      Float64Array.from({ length: 9 }, r.normal),
      Float64Array.from({ length: 9 }, r.normal),
      Float64Array.from({ length: 9 }, r.normal),
    ])
    const { u, values, v } = singularValues(tall)
    const scaled = matrix(
      9,
      3,
      u.data.map((value, i) => value * values[i % 3]),
    )
    multiply(scaled, transpose(v)).data.forEach((value, i) => {
      expect(value).toBeCloseTo(tall.data[i], 10)
    })
    for (const [i, value] of eigenSymmetric(multiply(transpose(tall), tall)).values.entries())
      expect(Math.sqrt(value)).toBeCloseTo(values[i], 8)
  })
  it('says when a matrix is not positive definite', () => {
    expect(cholesky(matrix(2, 2, [1, 2, 2, 1]))).toBeNull()
  })
})

describe('minima', () => {
  it('of one and of several variables', () => {
    const wavy = (x: number) => (x * x - 1) ** 2 + 0.3 * x
    const lowest = wavy(minimiseOne(wavy, -3, 4))
    for (let x = -3; x <= 4; x += 0.001) expect(lowest).toBeLessThanOrEqual(wavy(x) + 1e-12)
    const rosenbrock = (x: Float64Array) => (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2
    const found = minimise(rosenbrock, [-1.2, 1], [0.1, 0.1])
    expect(found.x[0]).toBeCloseTo(1, 4)
    expect(found.x[1]).toBeCloseTo(1, 4)
  })
})
