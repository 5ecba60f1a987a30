import type { Connection } from '#db/client.ts'
import type { JobHandler } from '#db/jobs.ts'
import { briefHours, briefStreams, type EventStream } from '#lib/contracts/events.ts'

/** Retention: events a week (what the next one makes old, hours), finished jobs a month, the simulated venue's bars six hours (they can be made again). */
export function cleanupJob({ sql }: Connection): JobHandler<'cleanup'> {
  return async ({ signal, progress }) => {
    const steps: [string, () => Promise<{ count: number }>][] = [
      ['events', () => sql`delete from events where at < now() - interval '7 days'`],
      [
        'brief events',
        () => sql`delete from events where stream = any(${briefStreams as EventStream[]}::text[])
          and at < now() - make_interval(hours => ${briefHours})`,
      ],
      ['sessions', () => sql`delete from sessions where expires_at < now() - interval '7 days'`],
      ['sign-in links', () => sql`delete from sign_in_links where expires_at < now() - interval '1 day'`],
      ['rate buckets', () => sql`delete from rate_buckets where updated_at < now() - interval '1 day'`],
      ['processes', () => sql`delete from heartbeats where beat_at < now() - interval '1 hour'`],
      ['jobs', () => sql`delete from jobs where finished_at < now() - interval '30 days'`],
      [
        'simulated bars',
        () => sql`delete from bars where ts < now() - interval '6 hours' and series_id in
        (select s.id from series s join instruments i on i.id = s.instrument_id where i.venue = 'SIM' and s.timeframe in ('1s', '5s'))`,
      ],
    ]
    const removed: Record<string, number> = {}
    for (const [i, [name, remove]] of steps.entries()) {
      signal.throwIfAborted()
      removed[name] = (await remove()).count
      progress(i + 1, steps.length, name)
    }
    return async () => removed
  }
}
