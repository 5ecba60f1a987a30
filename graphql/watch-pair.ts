import type { Connection } from '#db/client.ts'
import { newId } from '#db/ids.ts'
import { type PairRow, savePair } from '#db/queries/pairs.ts'
import { findScan, findScanRow } from '#db/queries/scans.ts'
import { chooseSeries, type FoundSeries, findSeries, loadCloses } from '#db/queries/series.ts'
import type { Eyes } from '#db/queries/visible.ts'
import { type ScanRow, scanOptions, type WatchRequest } from '#lib/contracts/pairs.ts'
import { Fault } from '#lib/fault.ts'
import { scan } from '#lib/pairs/scan.ts'
import { parametersOf } from '#lib/registry.ts'
import { strategies } from '#lib/strategies/index.ts'

const strategyName = 'pairs-zscore'
/** Bars that a pair is judged by when no scan has judged it. */
const formationBars = 1_000

/**
 * Begins to watch a pair: finds the two series, takes what the scan said (or tests the last 1,000 bars), freezes hedge
 * and parameters. The bars up to `formedAt` chose the pair; only later ones speak for it.
 */
export async function watchPair(
  connection: Connection,
  eyes: Eyes,
  request: WatchRequest,
  timeframeGiven: boolean,
): Promise<PairRow> {
  const { db, sql } = connection
  const scanRun = request.scanId ? await findScan(db, eyes, request.scanId) : null
  if (request.scanId && !scanRun) throw new Fault('missing', 'There is no such scan')
  const from = scanRun?.request
  const wanted = {
    symbols: [request.y, request.x],
    venue: request.venue ?? from?.venue,
    source: request.source ?? from?.source,
    adjustment: request.adjustment ?? from?.adjustment,
  }
  if (request.y === request.x) throw new Fault('input', `${request.y} with itself is not a pair`)
  const timeframe = timeframeGiven
    ? request.timeframe
    : (from?.timeframe ?? (await onlyTimeframe(connection, wanted)) ?? request.timeframe)
  const { chosen, missing } = await chooseSeries(sql, { ...wanted, timeframe })
  if (missing.length > 0) {
    throw new Fault('missing', `There are no ${timeframe} bars of ${missing.join(' and ')}`, {
      hint: 'Import them, or name another venue or timeframe',
    })
  }
  const [y, x] = wanted.symbols.map((symbol) => chosen.find((one) => one.symbol === symbol) as FoundSeries)

  const judged = scanRun ? await fromScan(connection, scanRun, y.symbol, x.symbol) : await fromBars(connection, y, x)
  const { row, formedAt } = judged
  if (row.alpha === null || row.beta === null) {
    throw new Fault('input', `${y.symbol}/${x.symbol} cannot be watched: ${row.rejected ?? 'it has no hedge ratio'}`)
  }
  const frozen = { hedge: 'fixed', alpha: row.alpha, beta: row.beta }
  const params = parametersOf(strategies.get(strategyName), { ...frozen, ...request.params }) as Record<string, unknown>
  return db.transaction((tx) =>
    savePair(tx, {
      id: newId(),
      ownerId: eyes.userId,
      visibility: request.visibility,
      ySeriesId: y.id,
      xSeriesId: x.id,
      y: y.symbol,
      x: x.symbol,
      venue: y.venue === x.venue ? y.venue : `${y.venue}+${x.venue}`,
      strategy: strategyName,
      params,
      scanId: request.scanId ?? null,
      statistics: row,
      formedAt,
    }),
  )
}

/** The length of bar that both symbols have, when there is only one. */
async function onlyTimeframe({ sql }: Connection, wanted: Parameters<typeof findSeries>[1]): Promise<string | null> {
  const found = await findSeries(sql, wanted)
  const lengths = new Set(found.map((one) => one.timeframe))
  return lengths.size === 1 ? (found[0]?.timeframe ?? null) : null
}

async function fromScan(
  { db }: Connection,
  run: { id: string; lastTs: Date | null },
  y: string,
  x: string,
): Promise<{ row: ScanRow; formedAt: Date }> {
  const found = await findScanRow(db, run.id, y, x)
  if (!found || !run.lastTs) throw new Fault('missing', `The scan has not tested ${y}/${x}`)
  return { row: found.row, formedAt: run.lastTs }
}

async function fromBars(
  { sql }: Connection,
  y: FoundSeries,
  x: FoundSeries,
): Promise<{ row: ScanRow; formedAt: Date }> {
  const [left, right] = await loadCloses(sql, [y.id, x.id], { last: formationBars })
  const result = scan(
    [
      { symbol: y.symbol, ...left },
      { symbol: x.symbol, ...right },
    ],
    { ...scanOptions.parse({}), pairs: [[y.symbol, x.symbol]] },
  )
  const last = Math.min(left.ts.at(-1) ?? 0, right.ts.at(-1) ?? 0)
  return { row: result.pairs[0], formedAt: new Date(last) }
}
