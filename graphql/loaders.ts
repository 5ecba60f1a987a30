import DataLoader from 'dataloader'
import type { Connection } from '#db/client.ts'
import { seriesBounds, seriesCounts } from '#db/queries/bars.ts'
import { instrumentsById, seriesOfInstruments } from '#db/queries/instruments.ts'
import { jobsById } from '#db/queries/jobs.ts'
import { pairPlaces, pairStates } from '#db/queries/pairs.ts'
import { countBelowFive } from '#db/queries/scans.ts'
import { usersById } from '#db/queries/users.ts'

/** One query for all keys of a tick instead of one a row; made lazily, for one operation. */
function batched<Key, Value>(read: (keys: readonly Key[]) => Promise<Map<Key, Value>>) {
  let loader: DataLoader<Key, Value | null> | null = null
  return (key: Key): Promise<Value | null> => {
    loader ??= new DataLoader<Key, Value | null>(async (keys) => {
      const found = await read(keys)
      return keys.map((one) => found.get(one) ?? null)
    })
    return loader.load(key)
  }
}

export function createLoaders({ db, sql }: Connection) {
  return {
    user: batched((ids: readonly string[]) => usersById(db, ids)),
    job: batched((ids: readonly string[]) => jobsById(db, ids)),
    pairState: batched((ids: readonly string[]) => pairStates(db, ids)),
    pairPlace: batched((ids: readonly string[]) => pairPlaces(db, ids)),
    belowFive: batched((ids: readonly string[]) => countBelowFive(db, ids)),
    instrument: batched((ids: readonly string[]) => instrumentsById(db, ids)),
    series: batched(async (ids: readonly string[]) =>
      Map.groupBy(await seriesOfInstruments(db, ids), (row) => row.instrumentId),
    ),
    seriesBounds: batched((ids: readonly number[]) => seriesBounds(sql, ids)),
    seriesCount: batched((ids: readonly number[]) => seriesCounts(sql, ids)),
  }
}
export type Loaders = ReturnType<typeof createLoaders>
