import type { Sql } from '#db/client.ts'
import { onPaper } from '#lib/backtest/on-paper.ts'
import type { Visibility } from '#lib/contracts/common.ts'
import { type Timeframe, timeframeMs } from '#lib/contracts/common.ts'
import type { Side, StrategyRun } from '#lib/contracts/strategy.ts'
import { tradingYear } from '#lib/market/trading-year.ts'
import { strategies } from '#lib/strategies/index.ts'
import { type PairConditionsRun, pairConditionsRun } from './pair-conditions.ts'
import { type Watcher, watcher } from './watcher.ts'

export interface WatchedPair {
  readonly id: string
  readonly ownerId: string
  readonly visibility: Visibility
  readonly y: string
  readonly x: string
  readonly strategy: string
  readonly seriesIds: readonly [number, number]
  readonly barMs: number
  /** Bars up to here chose the pair: they warm it up and give no signals. */
  readonly formedAtMs: number
  readonly warmupBars: number
  readonly run: StrategyRun
  readonly watcher: Watcher
  readonly conditions: PairConditionsRun
  /** Changes when the pair is watched anew with other parameters. */
  readonly version: string
  side: Side
  enteredAt: Date | null
  recent: number[]
}

interface Row {
  id: string
  ownerId: string
  visibility: Visibility
  y: string
  x: string
  strategy: string
  params: Record<string, unknown>
  ySeriesId: number
  xSeriesId: number
  timeframe: Timeframe
  calendar: string
  formedAt: Date
  version: string
  barTs: Date | null
  side: Side | null
  enteredAt: Date | null
  recent: number[] | null
  saved: unknown
}

/** All pairs that are watched, with the state each was left in. `known` ones that have not changed are kept as they are. */
export async function loadWatched(
  sql: Sql,
  known: ReadonlyMap<string, WatchedPair>,
  onBad: (pair: string, error: unknown) => void,
): Promise<Map<string, WatchedPair>> {
  const rows = await sql<Row[]>`
    select p.id, p.owner_id as "ownerId", p.visibility, p.y, p.x, p.strategy, p.params, p.y_series_id as "ySeriesId", p.x_series_id as "xSeriesId",
      s.timeframe, i.calendar, p.formed_at as "formedAt", md5(p.strategy || p.params::text || p.formed_at::text || p.visibility) as version,
      st.bar_ts as "barTs", st.side, st.entered_at as "enteredAt", st.recent, st.saved
    from pairs p join series s on s.id = p.y_series_id join instruments i on i.id = s.instrument_id left join pair_state st on st.pair_id = p.id
    where p.watching order by p.id`
  const watched = new Map<string, WatchedPair>()
  for (const row of rows) {
    const before = known.get(row.id)
    if (before?.version === row.version) {
      watched.set(row.id, before)
      continue
    }
    try {
      watched.set(row.id, wake(row))
    } catch (error) {
      // One pair that cannot be understood must not silence the others.
      onBad(row.id, error)
    }
  }
  return watched
}

function wake(row: Row): WatchedPair {
  const strategy = strategies.get(row.strategy)
  const params = strategies.parse(row.strategy, row.params)
  const saved = (row.saved ?? {}) as { run?: unknown; conditions?: unknown }
  // A state from before conditions were kept is the strategy's alone.
  const context = { symbols: [row.y, row.x], saved: 'run' in saved ? saved.run : (row.saved ?? undefined) }
  // Who places orders has to hear of fills to know where it stands; here nobody trades but on paper.
  const run = strategy.places?.(params as never)
    ? onPaper(strategy, params, { ...context, timeframe: row.timeframe })
    : strategy.create(params as never, context)
  return {
    ...row,
    seriesIds: [row.ySeriesId, row.xSeriesId],
    barMs: timeframeMs[row.timeframe],
    formedAtMs: row.formedAt.getTime(),
    warmupBars: strategy.warmup(params as never),
    run,
    watcher: watcher(run, 2, row.barTs?.getTime()),
    conditions: pairConditionsRun(tradingYear(row.calendar, row.timeframe), saved.conditions),
    side: row.side ?? 'flat',
    enteredAt: row.enteredAt,
    recent: row.recent ?? [],
  }
}
