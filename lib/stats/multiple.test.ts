import { expect, it } from 'vitest'
import { benjaminiHochberg, benjaminiYekutieli, holm } from './multiple.ts'

const p = [0.01, 0.04, 0.03, 0.005]

it('Holm steps down and never falls', () => {
  expect([...holm(p)].map((v) => Number(v.toFixed(12)))).toEqual([0.03, 0.06, 0.06, 0.02])
})
it('Benjamini–Hochberg steps up and never falls', () => {
  expect([...benjaminiHochberg(p)].map((v) => Number(v.toFixed(12)))).toEqual([0.02, 0.04, 0.04, 0.02])
})
it('Benjamini–Yekutieli is dearer by the harmonic number', () => {
  const harmonic = 1 + 1 / 2 + 1 / 3 + 1 / 4
  expect(benjaminiYekutieli(p)[3]).toBeCloseTo(0.02 * harmonic, 12)
})
it('knows the empty list', () => {
  expect(holm([]).length + benjaminiHochberg([]).length).toBe(0)
})
