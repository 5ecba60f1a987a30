/**
 * Random numbers by xoshiro256++ (Blackman & Vigna 2019): 256 bits of state, period 2²⁵⁶ − 1, with jumps of 2¹²⁸ steps
 * so that parallel streams never meet. 64-bit words are kept as pairs of 32-bit halves.
 */
export interface Random {
  /** Uniform in [0, 1) with 53 bits. */
  uniform(): number
  /** Uniform 32-bit integer. */
  bits(): number
  /** Uniform integer in [0, n). */
  below(n: number): number
  /** Standard normal (Marsaglia's polar method). */
  normal(): number
  /** Exponential with mean 1. */
  exponential(): number
  /** Gamma with the given shape and scale 1 (Marsaglia & Tsang 2000). */
  gamma(shape: number): number
  /** Student t. */
  student(df: number): number
  /** Moves 2¹²⁸ steps ahead. */
  jump(): void
  /** A generator that goes on from here, while this one jumps ahead: as many streams as one likes, none overlapping. */
  fork(): Random
  save(): number[]
}

/** 2¹²⁸ steps as a polynomial of the recurrence, in 32-bit words, low half first. */
const jumpWords = [0xdcb2b1b5, 0x180ec6d3, 0xf0c9392c, 0xd5a61266, 0xe03fc9aa, 0xa9582618, 0x29b1661c, 0x39abdc45]

/** Seeds the state by SplitMix64 from a number, or takes a saved state. */
export function random(seed: number | readonly number[]): Random {
  const s = typeof seed === 'number' ? splitMix(seed) : Uint32Array.from(seed)
  let low = 0
  let high = 0
  let spare = Number.NaN

  /** Leaves the next 64 bits in `high` and `low`. */
  const step = (): void => {
    // result = rotl(s0 + s3, 23) + s0
    let l = s[0] + s[6]
    let h = (s[1] + s[7] + (l > 0xffffffff ? 1 : 0)) >>> 0
    l >>>= 0
    const rl = ((l << 23) | (h >>> 9)) >>> 0
    const rh = ((h << 23) | (l >>> 9)) >>> 0
    const sum = rl + s[0]
    high = (rh + s[1] + (sum > 0xffffffff ? 1 : 0)) >>> 0
    low = sum >>> 0
    // t = s1 << 17
    const tl = (s[2] << 17) >>> 0
    const th = ((s[3] << 17) | (s[2] >>> 15)) >>> 0
    s[4] ^= s[0]
    s[5] ^= s[1]
    s[6] ^= s[2]
    s[7] ^= s[3]
    s[2] ^= s[4]
    s[3] ^= s[5]
    s[0] ^= s[6]
    s[1] ^= s[7]
    s[4] ^= tl
    s[5] ^= th
    // s3 = rotl(s3, 45) = rotl(swapped halves, 13)
    l = s[6]
    h = s[7]
    s[7] = (l << 13) | (h >>> 19)
    s[6] = (h << 13) | (l >>> 19)
  }

  const uniform = (): number => {
    step()
    return (high * 2_097_152 + (low >>> 11)) / 9_007_199_254_740_992
  }
  const normal = (): number => {
    if (!Number.isNaN(spare)) {
      const value = spare
      spare = Number.NaN
      return value
    }
    for (;;) {
      const u = 2 * uniform() - 1
      const v = 2 * uniform() - 1
      const r = u * u + v * v
      if (r >= 1 || r === 0) continue
      const scale = Math.sqrt((-2 * Math.log(r)) / r)
      spare = v * scale
      return u * scale
    }
  }
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * uniform() ** (1 / shape)
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = normal()
      const v = (1 + c * x) ** 3
      if (v > 0 && Math.log(uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
    }
  }
  const jump = (): void => {
    const next = new Uint32Array(8)
    for (let word = 0; word < 4; word++) {
      for (let bit = 0; bit < 64; bit++) {
        const half = jumpWords[2 * word + (bit >>> 5)]
        if ((half >>> (bit & 31)) & 1) for (let k = 0; k < 8; k++) next[k] ^= s[k]
        step()
      }
    }
    s.set(next)
    spare = Number.NaN
  }
  return {
    uniform,
    bits: () => {
      step()
      return high
    },
    below: (n) => Math.floor(uniform() * n),
    normal,
    exponential: () => -Math.log(1 - uniform()),
    gamma,
    student: (df) => normal() / Math.sqrt((2 * gamma(df / 2)) / df),
    jump,
    fork: () => {
      const here = [...s]
      jump()
      return random(here)
    },
    save: () => [...s],
  }
}

/** SplitMix64 from a seed of up to 53 bits; big integers are fine here, it runs four times. */
function splitMix(seed: number): Uint32Array {
  const mask = (1n << 64n) - 1n
  let state = BigInt(Math.trunc(seed)) & mask
  const out = new Uint32Array(8)
  for (let k = 0; k < 4; k++) {
    state = (state + 0x9e3779b97f4a7c15n) & mask
    let z = state
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask
    z ^= z >> 31n
    out[2 * k] = Number(z & 0xffffffffn)
    out[2 * k + 1] = Number(z >> 32n)
  }
  return out
}
