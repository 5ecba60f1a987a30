import { sql } from 'drizzle-orm'
import type { Connection } from '#db/client.ts'
import { newId } from '#db/ids.ts'
import { type NewEvent, publish } from '#db/outbox.ts'
import { pairState } from '#db/schema/pairs.ts'
import { signals } from '#db/schema/signals.ts'
import type { Side } from '#lib/contracts/strategy.ts'
import type { WatchedPair } from './watched.ts'
import type { Step } from './watcher.ts'

/** Z-scores kept with the state, for the sparkline. */
const recentLength = 120

export interface PairStep {
  readonly pair: WatchedPair
  readonly step: Step
  /** False while the pair is warming up on bars from before it was watched. */
  readonly live: boolean
}

const value = (readings: Readonly<Record<string, number>>, name: string): number | null => {
  const it = readings[name]
  return it === undefined || Number.isNaN(it) ? null : it
}

/**
 * Writes what a batch of bars did to the pairs: states, signals and their events, in one transaction. A signal that is
 * already there (the process died after writing it) is not given again.
 */
export async function storeSteps(connection: Connection, steps: readonly PairStep[]): Promise<number> {
  for (const { pair, step } of steps) {
    pair.conditions.next(step)
    pair.recent.push(value(step.readings, 'z') ?? Number.NaN)
    if (pair.recent.length > recentLength) pair.recent.shift()
    if (step.decision) {
      pair.side = step.decision.side
      pair.enteredAt = step.decision.kind === 'ENTER' ? new Date(step.ts + pair.barMs) : null
    }
  }
  const latest = new Map(steps.map((one) => [one.pair.id, one]))
  return connection.db.transaction(async (tx) => {
    const events: NewEvent[] = []
    const given = steps.filter(
      (one): one is PairStep & { step: { decision: NonNullable<Step['decision']> } } =>
        one.live && one.step.decision !== null,
    )
    if (given.length > 0) {
      const rows = given.map(({ pair, step }) => ({
        id: newId(),
        pairId: pair.id,
        strategy: pair.strategy,
        kind: step.decision.kind,
        side: step.decision.side,
        barTs: new Date(step.ts),
        closedAt: new Date(step.ts + pair.barMs),
        z: value(step.readings, 'z'),
        spread: value(step.readings, 'spread'),
        beta: value(step.readings, 'beta'),
        yClose: step.closes[0],
        xClose: step.closes[1],
        strength: step.decision.strength,
        reason: step.decision.reason,
        ownerId: pair.ownerId,
        visibility: pair.visibility,
      }))
      const written = await tx.insert(signals).values(rows).onConflictDoNothing().returning({ id: signals.id })
      const fresh = new Set(written.map(({ id }) => id))
      for (const [i, row] of rows.entries()) {
        if (!fresh.has(row.id)) continue
        const { pair } = given[i]
        const { ownerId, visibility, barTs, closedAt, ...rest } = row
        events.push({
          stream: 'signals',
          key: pair.id,
          ownerId,
          visibility,
          payload: { ...rest, y: pair.y, x: pair.x, barTs: barTs.getTime(), closedAt: closedAt.getTime() },
        })
      }
    }
    const states = [...latest.values()].map(({ pair, step }) => ({
      pairId: pair.id,
      barTs: new Date(step.ts),
      side: pair.side,
      enteredAt: pair.enteredAt,
      z: value(step.readings, 'z'),
      spread: value(step.readings, 'spread'),
      mean: value(step.readings, 'mean'),
      sd: value(step.readings, 'sd'),
      beta: value(step.readings, 'beta'),
      ...pair.conditions.now(),
      recent: pair.recent.filter((z) => !Number.isNaN(z)),
      saved: { run: pair.run.save(), conditions: pair.conditions.save() },
      updatedAt: new Date(),
    }))
    const fresh = (column: string) => sql.raw(`excluded.${column}`)
    await tx
      .insert(pairState)
      .values(states)
      .onConflictDoUpdate({
        target: pairState.pairId,
        set: {
          barTs: fresh('bar_ts'),
          side: fresh('side'),
          enteredAt: fresh('entered_at'),
          z: fresh('z'),
          spread: fresh('spread'),
          mean: fresh('mean'),
          sd: fresh('sd'),
          beta: fresh('beta'),
          anomaly: fresh('anomaly'),
          trend: fresh('trend'),
          volatility: fresh('volatility'),
          correlation: fresh('correlation'),
          recent: fresh('recent'),
          saved: fresh('saved'),
          updatedAt: fresh('updated_at'),
        },
        // A second watcher that lags behind must not take a pair back in time.
        setWhere: sql`${pairState.barTs} <= excluded.bar_ts`,
      })
    for (const [i, state] of states.entries()) {
      const { pair } = [...latest.values()][i]
      const { side, z, spread, mean, sd, beta, anomaly, trend, volatility, correlation } = state
      events.push({
        stream: 'pairs',
        key: pair.id,
        ownerId: pair.ownerId,
        visibility: pair.visibility,
        payload: {
          pairId: pair.id,
          barTs: state.barTs.getTime(),
          side: side as Side,
          ...{ z, spread, mean, sd, beta, anomaly, trend, volatility, correlation },
        },
      })
    }
    await publish(tx, events)
    return events.filter(({ stream }) => stream === 'signals').length
  })
}
