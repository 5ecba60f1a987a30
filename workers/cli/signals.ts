import type { Command } from 'commander'
import { eventBounds, follow, type readEvents } from '#db/follow.ts'
import type { Event, EventPayload } from '#lib/contracts/events.ts'
import { withDatabase } from './context.ts'
import { count, eventCursor } from './options.ts'
import { fixed, printJson } from './output.ts'

export function registerSignals(program: Command): void {
  program
    .command('signals')
    .description('Signals of the watched pairs')
    .command('tail')
    .description('Show signals as they are given; goes on from a cursor without gap or double')
    .option('--after <cursor>', 'cursor of the last signal you have; 0: all that are kept', eventCursor)
    .option('--count <n>', 'end after so many', count)
    .option('--seconds <n>', 'end after so long', count)
    .option('--json', 'with --count or --seconds one JSON document at the end, else one a line')
    .action((options: TailOptions) => withDatabase(({ connection: { sql } }) => tail(sql, options)))
}

interface TailOptions {
  after?: bigint
  count?: number
  seconds?: number
  json?: boolean
}

async function tail(sql: Parameters<typeof readEvents>[0], options: TailOptions): Promise<void> {
  const bounded = options.count !== undefined || options.seconds !== undefined
  const collected: unknown[] = []
  const after = options.after ?? (await eventBounds(sql)).newest
  await new Promise<void>((resolve, reject) => {
    let stop: () => void = () => {}
    const show = (events: Event[]) => {
      for (const event of events) {
        if (options.count !== undefined && collected.length >= options.count) break
        const signal = event.payload as EventPayload<'signals'>
        const shown = {
          cursor: event.pos.toString(),
          ...signal,
          barTs: new Date(signal.barTs).toISOString(),
          closedAt: new Date(signal.closedAt).toISOString(),
        }
        collected.push(shown)
        if (!options.json)
          process.stdout.write(
            `${shown.closedAt.slice(0, 19).replace('T', ' ')} UTC  ${`${signal.y}/${signal.x}`.padEnd(12)} ${signal.kind.padEnd(6)} ${signal.side.padEnd(6)} z ${fixed(signal.z, 2) ?? '–'}  ${signal.reason}\n`,
          )
        else if (!bounded) printJson(shown)
      }
      if (options.count !== undefined && collected.length >= options.count) stop()
    }
    follow(sql, { after, streams: ['signals'], onEvents: show, onError: reject }).then((following) => {
      stop = () => void following.stop().then(resolve)
      if (options.count !== undefined && collected.length >= options.count) stop()
      if (options.seconds !== undefined) setTimeout(() => stop(), options.seconds * 1_000)
      process.once('SIGINT', () => stop())
      process.once('SIGTERM', () => stop())
    }, reject)
  })
  if (options.json && bounded) printJson(collected)
}
