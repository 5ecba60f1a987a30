/**
 * Random numbers by counter: the value of a stream at an index is a pure function of both, so a simulated market can be
 * entered at any bar and says the same as if it had run from the beginning.
 */

/** A 32-bit bijection with good avalanche (three rounds of multiply and shift). */
export function mix(value: number): number {
  let x = value >>> 0
  x = Math.imul(x ^ (x >>> 17), 0xed5ad4bb)
  x = Math.imul(x ^ (x >>> 11), 0xac4c1b51)
  x = Math.imul(x ^ (x >>> 15), 0x31848bab)
  return (x ^ (x >>> 14)) >>> 0
}

/** Key of one stream of a seed. */
export function streamKey(seed: number, stream: number): number {
  return mix(mix(seed) ^ Math.imul(stream + 1, 0x9e3779b1))
}

/** Uniform in (0, 1), never 0 or 1. */
export function uniformAt(key: number, index: number): number {
  return (mix(mix(index ^ key) + key) + 0.5) / 4294967296
}

/** Standard normal by Box and Muller (1958). */
export function normalAt(key: number, index: number): number {
  const first = mix(mix(index ^ key) + key)
  const second = mix(first ^ Math.imul(key, 0x85ebca6b))
  return Math.sqrt(-2 * Math.log((first + 0.5) / 4294967296)) * Math.cos((2 * Math.PI * second) / 4294967296)
}
