import type { Command } from 'commander'
import { desc, eq } from 'drizzle-orm'
import { newId } from '#db/ids.ts'
import { createQueue, type JobQueue } from '#db/jobs.ts'
import { insertSchedule } from '#db/queries/jobs.ts'
import { jobs, schedules } from '#db/schema/jobs.ts'
import { type JobKind, jobKinds, jobPayloads, schedule } from '#lib/contracts/jobs.ts'
import { Fault } from '#lib/fault.ts'
import { endRun, queueRow } from '../jobs/run-row.ts'
import { type Cli, withDatabase } from './context.ts'
import { count, oneOf, parse, rowId } from './options.ts'
import { note, printJson, printTable } from './output.ts'

const withQueue = <T>(work: (cli: Cli, queue: JobQueue) => Promise<T>): Promise<T> =>
  withDatabase(async (cli) => {
    const queue = await createQueue(cli.url, { onEnd: endRun })
    return work(cli, queue).finally(() => queue.close())
  })

const newSchedule = schedule.pick({ name: true, cron: true, timeZone: true })

const payloadOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new Fault('input', `"${text.slice(0, 60)}" is no JSON`)
  }
}

export function registerJobs(program: Command): void {
  const group = program.command('jobs').description('Long work: what waits, runs, is done; schedules')
  group
    .command('list')
    .option('--limit <n>', 'at most so many', count, 20)
    .option('--json')
    .action((options: { limit: number; json?: boolean }) =>
      withDatabase(async ({ connection: { db } }) => {
        const rows = await db.select().from(jobs).orderBy(desc(jobs.createdAt)).limit(options.limit)
        if (options.json) return printJson(rows)
        printTable(
          ['Id', 'Kind', 'State', 'Done', 'Phase', 'Made'],
          rows.map((row) => [
            row.id,
            row.kind,
            row.state,
            `${Math.round(row.progress * 100)} %`,
            row.error?.message ?? row.phase,
            row.createdAt.toISOString().slice(0, 19),
          ]),
        )
      }),
    )
  group
    .command('show')
    .argument('<id>', '', rowId)
    .option('--json')
    .action((id: string) =>
      withDatabase(async ({ connection: { db } }) => {
        const [row] = await db.select().from(jobs).where(eq(jobs.id, id))
        if (!row) throw new Fault('missing', `There is no job ${id}`, { hint: 'titan jobs list' })
        printJson(row)
      }),
    )
  group
    .command('add')
    .description('Queue a job; the workers of a running TITAN do it')
    .argument('<kind>', jobKinds.join(', '), oneOf(jobKinds))
    .option('--payload <json>', 'as the API takes it', '{}')
    .option('--user <name>')
    .option('--json')
    .action((kind: JobKind, options: { payload: string; user?: string; json?: boolean }) =>
      withQueue(async (cli, queue) => {
        const actor = await cli.actor(options.user)
        const job = { id: newId(), kind, payload: payloadOf(options.payload), ownerId: actor.id }
        const made = await cli.connection.db.transaction(async (tx) => {
          const queued = await queue.enqueue(tx, { ...job, visibility: 'private' })
          await queueRow(tx, { ...job, visibility: 'private' })
          return queued
        })
        if (options.json) return printJson(made)
        note(`Job ${made.id} is queued`)
      }),
    )
  group
    .command('cancel')
    .argument('<id>', '', rowId)
    .option('--json')
    .action((id: string, { json }: { json?: boolean }) =>
      withQueue(async (_, queue) => queue.cancel(id).then(() => (json ? printJson({ id }) : note('Cancelled')))),
    )
  group
    .command('schedule')
    .description('Queue a job again and again')
    .argument('<name>')
    .requiredOption('--cron <fields>', 'five cron fields')
    .requiredOption('--kind <kind>', jobKinds.join(', '), oneOf(jobKinds))
    .option('--time-zone <zone>', 'IANA zone of the cron fields', 'UTC')
    .option('--payload <json>', '', '{}')
    .option('--user <name>')
    .option('--json')
    .action(
      (
        name: string,
        options: { cron: string; kind: JobKind; timeZone: string; payload: string; user?: string; json?: boolean },
      ) =>
        withQueue(async (cli, queue) => {
          const actor = await cli.actor(options.user)
          const id = newId()
          const { kind } = options
          const plan = parse(newSchedule, { name, cron: options.cron, timeZone: options.timeZone }, 'The schedule')
          const payload = parse(jobPayloads[kind], payloadOf(options.payload), `The ${kind} job`)
          const row = { id, ...plan, jobKind: kind, payload }
          if (!(await insertSchedule(cli.connection.db, { ...row, ownerId: actor.id })))
            throw new Fault('conflict', `${actor.name} has a schedule named ${name} already`, {
              hint: 'titan jobs schedules',
            })
          await queue.schedule(id).catch(async (error) => {
            await cli.connection.db.delete(schedules).where(eq(schedules.id, id))
            throw error
          })
          if (options.json) return printJson({ id })
          note(`${name} runs ${kind} at "${plan.cron}" ${plan.timeZone}`)
        }),
    )
  group
    .command('schedules')
    .option('--json')
    .action((options: { json?: boolean }) =>
      withDatabase(async ({ connection: { db } }) => {
        const rows = await db.select().from(schedules).orderBy(schedules.name)
        if (options.json) return printJson(rows)
        printTable(
          ['Id', 'Name', 'Cron', 'Zone', 'Job', 'Last run'],
          rows.map((row) => [row.id, row.name, row.cron, row.timeZone, row.jobKind, row.lastRunAt?.toISOString()]),
        )
      }),
    )
  group
    .command('unschedule')
    .argument('<id>', '', rowId)
    .option('--json')
    .action((id: string, { json }: { json?: boolean }) =>
      withQueue(async ({ connection: { db } }, queue) => {
        await queue.unschedule(id)
        const rows = await db.delete(schedules).where(eq(schedules.id, id)).returning()
        if (rows.length === 0)
          throw new Fault('missing', `There is no schedule ${id}`, { hint: 'titan jobs schedules' })
        if (json) return printJson(rows[0])
        note(`${rows[0].name} no longer runs`)
      }),
    )
}
