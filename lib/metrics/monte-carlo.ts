import { Fault } from '#lib/fault.ts'
import { quantileSorted } from '#lib/stats/columns.ts'

export interface MonteCarloOptions {
  readonly paths?: number
  /** Steps of a path; default: as many as there are returns. */
  readonly length?: number
  /** Steps that stay together (moving blocks, Künsch 1989); 1 draws each by itself. Default: n to the power of ⅓. */
  readonly blockLength?: number
  readonly seed?: number
  /** Loss of this share of the start counts as ruin. */
  readonly ruin?: number
}

/** 5, 25, 50, 75 and 95 % points. */
export type FivePoints = readonly [number, number, number, number, number]

export interface MonteCarlo {
  readonly paths: number
  readonly length: number
  readonly blockLength: number
  /** Wealth at the end of a path, 1 at its start. */
  readonly finalWealth: FivePoints
  readonly maxDrawdown: FivePoints
  /** Mean over deviation of a path's steps, per step. */
  readonly sharpe: FivePoints
  /** Share of paths that end below their start, and that touch ruin on the way. */
  readonly lossProbability: number
  readonly ruinProbability: number
}

/** What a stretch of steps does to whoever passes through it: all that a path needs to know of a block. */
const fields = 6
const [growth, highest, lowest, deepest, total, squares] = [0, 1, 2, 3, 4, 5]

/**
 * What else could have happened: paths drawn from the returns by moving blocks. Each possible block is looked at once;
 * a path is then put together block by block, exactly as if step by step, and holds six numbers.
 * @param returns simple returns, one a step (a bar or a trade).
 */
export function monteCarlo(returns: ArrayLike<number>, options: MonteCarloOptions = {}): MonteCarlo {
  const n = returns.length
  const { paths = 10_000, length = n, seed = 1, ruin = 0.5 } = options
  const blockLength = options.blockLength ?? Math.max(1, Math.round(n ** (1 / 3)))
  if (n < 2) throw new Fault('input', `${n} returns are too few to draw paths from`)
  if (!(blockLength >= 1 && blockLength <= n))
    throw new Fault('input', `Blocks of ${blockLength} do not fit ${n} returns`)
  const block = Math.min(blockLength, length)
  const whole = Math.floor(length / block)
  const rest = length - whole * block
  const table = blockTable(returns, block)
  const restTable = rest > 0 ? blockTable(returns, rest) : table
  const finals = new Float64Array(paths)
  const falls = new Float64Array(paths)
  const ratios = new Float64Array(paths)
  let lost = 0
  let ruined = 0
  // xorshift128 (Marsaglia 2003): quality is not what limits a bootstrap, and a 32-bit step costs a nanosecond.
  let x = (seed ^ 0x9e3779b9) | 0 || 1
  let y = 362_436_069
  let z = 521_288_629
  let w = 88_675_123 ^ seed
  const scale = n / 2_147_483_648
  const draws = whole + (rest > 0 ? 1 : 0)
  for (let path = 0; path < paths; path++) {
    let wealth = 1
    let peak = 1
    let depth = 1
    let bottom = 1
    let sum = 0
    let square = 0
    for (let k = 0; k < draws; k++) {
      const t = x ^ (x << 11)
      x = y
      y = z
      z = w
      w = w ^ (w >>> 19) ^ t ^ (t >>> 8)
      const from = ((((w & 0x7fffffff) * scale) | 0) * fields) | 0
      const blocks = k < whole ? table : restTable
      // Within the block the fall is from its own peak or from the path's, whichever is deeper: both are exact.
      const low = wealth * blocks[from + lowest]
      const high = wealth * blocks[from + highest]
      if (low < depth * peak) depth = low / peak
      if (blocks[from + deepest] < depth) depth = blocks[from + deepest]
      if (low < bottom) bottom = low
      if (high > peak) peak = high
      wealth *= blocks[from + growth]
      sum += blocks[from + total]
      square += blocks[from + squares]
    }
    const average = sum / length
    const variance = Math.max(0, square / length - average * average) * (length / (length - 1))
    finals[path] = wealth
    falls[path] = 1 - depth
    ratios[path] = variance > 0 ? average / Math.sqrt(variance) : 0
    if (wealth < 1) lost += 1
    if (bottom <= 1 - ruin) ruined += 1
  }
  return {
    paths,
    length,
    blockLength: block,
    finalWealth: fivePoints(finals),
    maxDrawdown: fivePoints(falls),
    sharpe: fivePoints(ratios),
    lossProbability: lost / paths,
    ruinProbability: ruined / paths,
  }
}

/** One row for each start; the returns go on at their head, so that every start has a whole block. */
function blockTable(returns: ArrayLike<number>, length: number): Float64Array {
  const n = returns.length
  const table = new Float64Array(n * fields)
  for (let start = 0; start < n; start++) {
    let wealth = 1
    let peak = Number.NEGATIVE_INFINITY
    let low = Number.POSITIVE_INFINITY
    let depth = 1
    let sum = 0
    let square = 0
    for (let k = 0; k < length; k++) {
      const value = returns[(start + k) % n]
      wealth *= 1 + value
      peak = Math.max(peak, wealth)
      low = Math.min(low, wealth)
      depth = Math.min(depth, wealth / peak)
      sum += value
      square += value * value
    }
    table.set([wealth, peak, low, depth, sum, square], start * fields)
  }
  return table
}

function fivePoints(values: Float64Array): FivePoints {
  values.sort()
  return [0.05, 0.25, 0.5, 0.75, 0.95].map((p) => quantileSorted(values, p)) as unknown as FivePoints
}
