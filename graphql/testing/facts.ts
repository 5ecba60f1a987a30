import type { Connection } from '#db/client.ts'
import { newId } from '#db/ids.ts'
import { publish } from '#db/outbox.ts'
import * as tables from '#db/schema/index.ts'
import type { Visibility } from '#lib/contracts/common.ts'

export interface Owned {
  readonly ownerId: string
  readonly visibility: Visibility
}

/** An instrument with a daily series of `bars` bars, the last of them yesterday. */
export async function seedSeries(connection: Connection, symbol: string, closes: readonly number[], venue = 'XNYS') {
  const { db, sql } = connection
  const instrumentId = newId()
  await db.insert(tables.instruments).values({
    id: instrumentId,
    venue,
    symbol,
    kind: 'equity',
    tick: '0.01',
    lot: '1',
    currency: 'USD',
    calendar: venue,
  })
  const [series] = await db
    .insert(tables.series)
    .values({ instrumentId, timeframe: '1d', source: 'test', adjustment: 'total' })
    .returning()
  const start = Date.UTC(2020, 0, 1)
  const rows = closes.map((close, i) => ({ seriesId: series.id, ts: new Date(start + i * 86_400_000), close }))
  for (let at = 0; at < rows.length; at += 1_000) await db.insert(tables.bars).values(rows.slice(at, at + 1_000))
  await sql`analyze bars`
  return { instrumentId, seriesId: series.id, symbol, venue }
}

/** Two legs that move together, by a fixed recurrence: y follows x with a mean-reverting distance. */
export function tiedCloses(n: number): { y: number[]; x: number[] } {
  let seed = 12_345
  const noise = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed / 2_147_483_648 - 0.5
  }
  const x: number[] = []
  const y: number[] = []
  let level = Math.log(100)
  let spread = 0
  for (let i = 0; i < n; i++) {
    level += noise() * 0.02
    spread = 0.9 * spread + noise() * 0.02
    x.push(Math.exp(level))
    y.push(Math.exp(0.5 + 0.8 * level + spread))
  }
  return { y, x }
}

export async function seedPair(
  connection: Connection,
  owned: Owned,
  y: { seriesId: number; symbol: string; venue: string },
  x: { seriesId: number; symbol: string },
) {
  const id = newId()
  await connection.db.insert(tables.pairs).values({
    id,
    ...owned,
    ySeriesId: y.seriesId,
    xSeriesId: x.seriesId,
    y: y.symbol,
    x: x.symbol,
    venue: y.venue,
    strategy: 'pairs-zscore',
    params: { hedge: 'fixed', alpha: 0.5, beta: 0.8 },
    formedAt: new Date(Date.UTC(2020, 6, 1)),
  })
  return id
}

/** A signal and its event, in one transaction, as the role that gives signals writes them. */
export async function giveSignal(
  connection: Connection,
  pair: { id: string; y: string; x: string } & Owned,
  n: number,
): Promise<string> {
  const id = newId()
  const barTs = Date.UTC(2024, 0, 1) + n * 60_000
  const row = {
    id,
    pairId: pair.id,
    strategy: 'pairs-zscore',
    kind: 'ENTER',
    side: 'long',
    z: -2.1,
    spread: 0.01,
    beta: 0.8,
    yClose: 10,
    xClose: 20,
    strength: 0.5,
    reason: `signal ${n}`,
  } as const
  const owned = { ownerId: pair.ownerId, visibility: pair.visibility }
  await connection.db.transaction(async (tx) => {
    await tx
      .insert(tables.signals)
      .values({ ...row, ...owned, barTs: new Date(barTs), closedAt: new Date(barTs + 60_000) })
    await publish(tx, [
      {
        stream: 'signals',
        key: pair.id,
        ...owned,
        payload: { ...row, y: pair.y, x: pair.x, barTs, closedAt: barTs + 60_000 },
      },
    ])
  })
  return id
}
