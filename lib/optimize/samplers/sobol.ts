import { Fault } from '#lib/fault.ts'
import { random } from '#lib/stats/random.ts'
import type { Sampler } from './sampler.ts'

/** Primitive polynomials and first direction numbers of Joe & Kuo (2008), one row a dimension from the second on. */
const directions: readonly (readonly [degree: number, coefficients: number, ...first: number[]])[] = [
  [1, 0, 1],
  [2, 1, 1, 3],
  [3, 1, 1, 3, 1],
  [3, 2, 1, 1, 1],
  [4, 1, 1, 1, 3, 3],
  [4, 4, 1, 3, 5, 13],
  [5, 2, 1, 1, 5, 5, 17],
  [5, 4, 1, 1, 5, 5, 5],
  [5, 7, 1, 1, 7, 11, 19],
  [5, 11, 1, 1, 5, 1, 1],
  [5, 13, 1, 1, 1, 3, 11],
  [5, 14, 1, 3, 5, 5, 31],
  [6, 1, 1, 3, 3, 9, 7, 49],
  [6, 13, 1, 1, 1, 15, 21, 21],
  [6, 16, 1, 3, 1, 13, 27, 49],
  [6, 19, 1, 1, 1, 15, 7, 5],
  [6, 22, 1, 3, 1, 15, 13, 25],
  [6, 25, 1, 1, 5, 5, 19, 61],
  [7, 1, 1, 3, 7, 11, 23, 15, 103],
  [7, 4, 1, 3, 7, 13, 13, 15, 69],
]
export const mostSobolDimensions = directions.length + 1

const bits = 32

/** Direction numbers of one dimension, as 32-bit fractions. */
function directionNumbers(dimension: number): Uint32Array {
  const v = new Uint32Array(bits)
  if (dimension === 0) {
    for (let i = 0; i < bits; i++) v[i] = 2 ** (31 - i)
    return v
  }
  const [degree, coefficients, ...first] = directions[dimension - 1]
  for (let i = 0; i < bits; i++) {
    if (i < degree) {
      v[i] = first[i] * 2 ** (31 - i)
      continue
    }
    let value = v[i - degree] ^ (v[i - degree] >>> degree)
    for (let k = 1; k < degree; k++) if ((coefficients >>> (degree - 1 - k)) & 1) value ^= v[i - k]
    v[i] = value
  }
  return v
}

/** Point `index` of the sequence in Gray-code order (Antonov & Saleev 1979), shifted bitwise by `shift`. In [0, 1). */
export function sobolPoint(index: number, dimensions: number, shift?: ArrayLike<number>): Float64Array {
  const gray = index ^ (index >>> 1)
  return Float64Array.from({ length: dimensions }, (_, d) => {
    const v = directionNumbers(d)
    let value = shift ? shift[d] : 0
    for (let i = 0; i < bits && gray >>> i !== 0; i++) if ((gray >>> i) & 1) value ^= v[i]
    return (value >>> 0) / 4_294_967_296
  })
}

/** Low-discrepancy points (Sobol' 1967, Joe & Kuo 2008), with a random digital shift so that two seeds differ. */
export const sobol: Sampler = {
  name: 'sobol',
  title: 'Sobol sequence: even cover',
  batch: () => 32,
  suggest(search, told) {
    const dimensions = search.axes.length
    if (dimensions > mostSobolDimensions)
      throw new Fault('input', `The Sobol sequence covers ${mostSobolDimensions} parameters; ${dimensions} were given`)
    const chance = random(search.seed)
    const shift = Uint32Array.from({ length: dimensions }, () => chance.bits())
    return Array.from({ length: this.batch(search) }, (_, k) => sobolPoint(told.length + k, dimensions, shift))
  },
}
