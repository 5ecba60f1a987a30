import type { Command } from 'commander'
import { desc, eq } from 'drizzle-orm'
import { readTrack } from '#db/queries/walk-forwards.ts'
import { walkForwards } from '#db/schema/studies.ts'
import { type ReportFormat, reportFormats } from '#lib/contracts/reports.ts'
import { Fault } from '#lib/fault.ts'
import { walkForwardReport } from '#lib/reports/walk-forward.ts'
import { withDatabase } from './context.ts'
import { idOrLast, oneOf } from './options.ts'
import { writeReport } from './report-file.ts'

/** A walk-forward to take away as a report. */
export function registerStudyExport(group: Command): void {
  group
    .command('export')
    .description('A walk-forward as a report')
    .argument('<id>', 'id of a walk-forward, or `last`: the newest that is done', idOrLast)
    .option('--format <format>', `as ${reportFormats.join(', ')}`, oneOf(reportFormats), 'html')
    .option('--out <file>', 'where to; without it to standard output')
    .action((asked: string, { format, out }: { format: ReportFormat; out?: string }) =>
      withDatabase(async ({ connection: { db } }) => {
        const [row] = await db
          .select()
          .from(walkForwards)
          .where(asked === 'last' ? eq(walkForwards.state, 'done') : eq(walkForwards.id, asked))
          .orderBy(desc(walkForwards.createdAt))
          .limit(1)
        if (!row) throw new Fault('missing', `There is no walk-forward ${asked}`, { hint: 'titan study list' })
        const { id, request, manifest, result } = row
        const track = await readTrack(db, id)
        if (!result || !track) {
          throw new Fault('conflict', `The walk-forward ${id} is ${row.state}: there is nothing to report`)
        }
        const finishedAt = (row.finishedAt ?? row.createdAt).toISOString()
        const report = walkForwardReport({ id, request, manifest, result, track, finishedAt })
        await writeReport(report, format, `walk-forward-${id}`, out)
      }),
    )
}
