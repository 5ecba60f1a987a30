import type { Sql } from '#db/client.ts'
import type { PairRow } from '#db/queries/pairs.ts'
import { loadCloses } from '#db/queries/series.ts'
import { joinByTime, take } from '#lib/market/join.ts'
import { strategies } from '#lib/strategies/index.ts'

export interface PairColumns {
  /** Open times both legs have, UTC milliseconds. */
  readonly ts: Float64Array
  readonly y: Float64Array
  readonly x: Float64Array
  /** NaN where the strategy is not warm yet. */
  readonly spread: Float64Array
  readonly mean: Float64Array
  readonly sd: Float64Array
  readonly z: Float64Array
  readonly entry: number
  readonly exit: number
  readonly stop: number
}

const readings = ['spread', 'mean', 'sd', 'z'] as const

/**
 * The last bars of a pair with the readings of its strategy after each: the strategy itself is folded over the stored
 * bars, warm-up included, so that a chart cannot differ from the signals.
 */
export async function readPairSeries(
  sql: Sql,
  pair: Pick<PairRow, 'ySeriesId' | 'xSeriesId' | 'y' | 'x' | 'strategy' | 'params'>,
  last: number,
): Promise<PairColumns> {
  const strategy = strategies.get(pair.strategy)
  const params = strategies.parse(pair.strategy, pair.params)
  const warmup = strategy.warmup(params)
  const [left, right] = await loadCloses(sql, [pair.ySeriesId, pair.xSeriesId], { last: last + warmup })
  const joined = joinByTime([left.ts, right.ts])
  const y = take(left.close, joined.rows[0])
  const x = take(right.close, joined.rows[1])
  const n = joined.ts.length
  const columns = Object.fromEntries(readings.map((name) => [name, new Float64Array(n).fill(Number.NaN)])) as Record<
    (typeof readings)[number],
    Float64Array
  >

  const run = strategy.create(params, { symbols: [pair.y, pair.x] })
  const none = new Float64Array(2).fill(Number.NaN)
  const close = new Float64Array(2)
  const market = { ts: 0, index: 0, open: none, high: none, low: none, close, volume: none }
  for (let i = 0; i < n; i++) {
    market.ts = joined.ts[i]
    market.index = i
    close[0] = y[i]
    close[1] = x[i]
    run.step(market)
    const now = run.readings()
    for (const name of readings) columns[name][i] = now[name] ?? Number.NaN
  }
  const from = Math.max(0, n - last)
  const number = (name: string) => (typeof params[name] === 'number' ? (params[name] as number) : 0)
  return {
    ts: joined.ts.subarray(from),
    y: y.subarray(from),
    x: x.subarray(from),
    spread: columns.spread.subarray(from),
    mean: columns.mean.subarray(from),
    sd: columns.sd.subarray(from),
    z: columns.z.subarray(from),
    entry: number('entry'),
    exit: number('exit'),
    stop: number('stop'),
  }
}
