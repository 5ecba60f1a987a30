/**
 * A seeded market without a venue. Every price is a pure function of seed and bar index: history and live bars are one
 * path, and a process that starts again finds the same bars. Bar `i` opens at i × (length of a bar) since 1970.
 *
 * Log prices are a market walk, a sector walk and a walk of their own, in regimes of calm, normal and stressed
 * volatility, with jumps. Eight instruments are instead tied to another one by a spread that returns to its mean
 * (Ornstein–Uhlenbeck); one of these ties breaks in the second half of each era.
 *
 * Time is cut into eras of 16,384 bars. A walk is pinned at both ends of an era (a Brownian bridge), so any bar is
 * reached by replaying one era at most, and prices stay near their level for ever.
 */
import type { Bar, Bars } from '#lib/contracts/bars.ts'
import { type Timeframe, timeframeMs } from '#lib/contracts/common.ts'
import { roundToTick } from './increments.ts'
import { normalAt, streamKey, uniformAt } from './noise.ts'
import {
  type PlantedPair,
  plantedPairs,
  type SimulatedInstrument,
  simulatedInstruments,
} from './simulated-instruments.ts'

export interface SimulatedMarket {
  readonly instruments: readonly SimulatedInstrument[]
  readonly planted: readonly PlantedPair[]
  readonly barMs: number
  /** Open time of a bar in UTC milliseconds. */
  tsOf(index: number): number
  /** Number of the bar that contains an instant. */
  indexAt(ts: number): number
  /** Bars from `fromIndex` to before `toIndex`, one set of columns an instrument, in their order. */
  history(fromIndex: number, toIndex: number): Bars[]
  /** Goes on bar by bar from `fromIndex`; each call of `next` gives that bar of every instrument. */
  stream(fromIndex: number): { next(): { index: number; ts: number; bars: Bar[] } }
}

const eraBars = 16_384
const regimeBars = 512
const warmupBars = 600
const sigma = { market: 9e-4, sector: 8e-4, own: 17e-4, broken: 18e-4, eraLevel: 0.04 }
const jumpChance = 1 / 3_000

/** @param seed any 32-bit integer; another seed is another market with the same names. */
export function simulatedMarket({ seed, timeframe }: { seed: number; timeframe: Timeframe }): SimulatedMarket {
  const barMs = timeframeMs[timeframe]
  const world = worldOf(seed)
  const history = (fromIndex: number, toIndex: number): Bars[] => {
    const n = Math.max(0, toIndex - fromIndex)
    const column = () => new Float64Array(n)
    const ts = Float64Array.from({ length: n }, (_, i) => (fromIndex + i) * barMs)
    const all = simulatedInstruments.map(() => ({
      ts,
      open: column(),
      high: column(),
      low: column(),
      close: column(),
      volume: column(),
    }))
    const path = barPath(world, fromIndex)
    for (let i = 0; i < n; i++) {
      path.next((k, open, high, low, close, volume) => {
        const bars = all[k]
        bars.open[i] = open
        bars.high[i] = high
        bars.low[i] = low
        bars.close[i] = close
        bars.volume[i] = volume
      })
    }
    return all
  }
  return {
    instruments: simulatedInstruments,
    planted: plantedPairs,
    barMs,
    tsOf: (index) => index * barMs,
    indexAt: (ts) => Math.floor(ts / barMs),
    history,
    stream(fromIndex) {
      const path = barPath(world, fromIndex)
      let index = fromIndex
      return {
        next() {
          const bars: Bar[] = []
          const ts = index * barMs
          path.next((_, open, high, low, close, volume) => bars.push({ ts, open, high, low, close, volume }))
          return { index: index++, ts, bars }
        },
      }
    },
  }
}

interface Walk {
  readonly key: number
  readonly jumpKey: number
  readonly sigma: number
  readonly jumps: boolean
}

interface Tie extends PlantedPair {
  readonly at: number
  readonly of: number
  readonly key: number
  readonly breakKey: number
  readonly phi: number
  readonly shock: number
}

interface World {
  readonly seed: number
  readonly walks: readonly Walk[]
  readonly ties: readonly Tie[]
  /** For each instrument the numbers of its sector walk and of its own walk, or −1 when it is tied. */
  readonly sector: readonly number[]
  readonly own: readonly number[]
  readonly regimeKey: number
  readonly rangeKeys: readonly number[]
}

function worldOf(seed: number): World {
  const sectors = [...new Set(simulatedInstruments.map(({ group }) => group))]
  const tied = new Set(plantedPairs.map(({ y }) => y))
  const walk = (stream: number, size: number, jumps = false): Walk => ({
    key: streamKey(seed, stream),
    jumpKey: streamKey(seed, stream + 5_000),
    sigma: size,
    jumps,
  })
  const walks = [walk(0, sigma.market), ...sectors.map((_, i) => walk(1 + i, sigma.sector))]
  const own = simulatedInstruments.map(({ symbol }, i) =>
    tied.has(symbol) ? -1 : walks.push(walk(100 + i, sigma.own, true)) - 1,
  )
  const numberOf = (symbol: string) => simulatedInstruments.findIndex((one) => one.symbol === symbol)
  const ties = plantedPairs.map((pair, i): Tie => {
    const phi = 0.5 ** (1 / pair.halfLife)
    return {
      ...pair,
      at: numberOf(pair.y),
      of: numberOf(pair.x),
      key: streamKey(seed, 1_000 + i),
      breakKey: streamKey(seed, 2_000 + i),
      phi,
      shock: (pair.spreadSdBps / 1e4) * Math.sqrt(1 - phi * phi),
    }
  })
  return {
    seed,
    walks,
    ties,
    sector: simulatedInstruments.map(({ group }) => 1 + sectors.indexOf(group)),
    own,
    regimeKey: streamKey(seed, 3_000),
    rangeKeys: simulatedInstruments.map((_, i) => streamKey(seed, 4_000 + i)),
  }
}

/** Volatility of a bar against a normal one: calm half of the time, stressed one time in seven. */
function stress(world: World, index: number): number {
  const u = uniformAt(world.regimeKey, Math.floor(index / regimeBars))
  return u < 0.5 ? 0.8 : u < 0.86 ? 1.1 : 1.8
}

function shockOf(walk: Walk, index: number, volatility: number): number {
  const diffusion = walk.sigma * volatility * normalAt(walk.key, index)
  if (!walk.jumps) return diffusion
  const u = uniformAt(walk.jumpKey, index)
  if (u >= jumpChance) return diffusion
  // The same draw, spread out again, gives sign and size: 0.6 to 1.8 %.
  const v = u / jumpChance
  return diffusion + (v < 0.5 ? -1 : 1) * (0.006 + 0.024 * Math.abs(v - 0.5))
}

/** Log prices of all instruments, bar after bar, from any index on. */
function pricePath(world: World, fromIndex: number) {
  const { walks, ties } = world
  const level = new Float64Array(walks.length)
  const drift = new Float64Array(walks.length)
  const spread = new Float64Array(ties.length)
  const gap = new Float64Array(ties.length)
  const gapDrift = new Float64Array(ties.length)
  const logs = new Float64Array(simulatedInstruments.length)
  const half = eraBars / 2

  const enter = (era: number) => {
    const start = era * eraBars
    for (const [k, walk] of walks.entries()) {
      let total = 0
      for (let j = 0; j < eraBars; j++) total += shockOf(walk, start + j, stress(world, start + j))
      const size = k === 0 || walk.jumps ? sigma.eraLevel : sigma.eraLevel / 2
      level[k] = size * normalAt(walk.jumpKey, era)
      drift[k] = (size * normalAt(walk.jumpKey, era + 1) - level[k] - total) / eraBars
    }
    for (const [p, tie] of ties.entries()) {
      spread[p] = 0
      for (let i = start - warmupBars; i < start; i++)
        spread[p] = tie.phi * spread[p] + tie.shock * normalAt(tie.key, i)
      gap[p] = 0
      let total = 0
      if (tie.breaks) for (let j = half; j < eraBars; j++) total += sigma.broken * normalAt(tie.breakKey, start + j)
      gapDrift[p] = -total / half
    }
  }

  const advance = (index: number) => {
    const position = index % eraBars
    if (position === 0) enter(index / eraBars)
    const volatility = stress(world, index)
    for (let k = 0; k < walks.length; k++) level[k] += shockOf(walks[k], index, volatility) + drift[k]
    for (let p = 0; p < ties.length; p++) {
      spread[p] = ties[p].phi * spread[p] + ties[p].shock * normalAt(ties[p].key, index)
      if (ties[p].breaks && position >= half) gap[p] += sigma.broken * normalAt(ties[p].breakKey, index) + gapDrift[p]
    }
  }

  let next = Math.floor(fromIndex / eraBars) * eraBars
  while (next < fromIndex) advance(next++)

  return {
    /** Moves to the next bar and returns its log closes; the array is reused. */
    next(): Float64Array {
      advance(next++)
      for (let k = 0; k < logs.length; k++) {
        const free = world.own[k]
        if (free >= 0)
          logs[k] = Math.log(simulatedInstruments[k].price) + level[0] + level[world.sector[k]] + level[free]
      }
      for (const [p, tie] of ties.entries()) {
        const base =
          Math.log(simulatedInstruments[tie.at].price) - tie.beta * Math.log(simulatedInstruments[tie.of].price)
        logs[tie.at] = base + tie.beta * logs[tie.of] + spread[p] + gap[p]
      }
      return logs
    },
  }
}

type Take = (instrument: number, open: number, high: number, low: number, close: number, volume: number) => void

/** Bars on the tick grid: each opens where the last one closed; the extremes are those of a Brownian bridge in between. */
function barPath(world: World, fromIndex: number) {
  const path = pricePath(world, fromIndex - 1)
  const last = Float64Array.from(path.next(), (log, k) => roundToTick(Math.exp(log), simulatedInstruments[k].tick))
  let index = fromIndex
  return {
    next(take: Take): void {
      const logs = path.next()
      const width = 18e-4 * stress(world, index)
      for (let k = 0; k < logs.length; k++) {
        const { tick, price } = simulatedInstruments[k]
        const key = world.rangeKeys[k]
        const open = last[k]
        const close = roundToTick(Math.exp(logs[k]), tick)
        const from = Math.log(open)
        const move = logs[k] - from
        const reach = (draw: number) =>
          0.5 * Math.sqrt(move * move - 2 * width * width * Math.log(uniformAt(key + draw, index)))
        const high = Math.max(open, close, roundToTick(Math.exp(from + move / 2 + reach(1)), tick))
        const low = Math.min(open, close, roundToTick(Math.exp(from + move / 2 - reach(2)), tick))
        const volume = Math.round(
          (40_000 / price) * Math.exp(0.5 * normalAt(key + 3, index)) * (1 + Math.abs(move) / width),
        )
        take(k, open, high, low, close, volume)
        last[k] = close
      }
      index++
    },
  }
}
