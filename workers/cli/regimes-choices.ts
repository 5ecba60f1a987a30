import type { Command } from 'commander'
import { desc, eq } from 'drizzle-orm'
import { readAdaptiveTrack } from '#db/queries/adaptive.ts'
import { adaptiveStudies } from '#db/schema/adaptive.ts'
import { type ReportFormat, reportFormats } from '#lib/contracts/reports.ts'
import { Fault } from '#lib/fault.ts'
import { adaptiveReport } from '#lib/reports/adaptive.ts'
import { type Cli, withDatabase } from './context.ts'
import { count, idOrLast, oneOf } from './options.ts'
import { fixed, note, printJson, printTable } from './output.ts'
import { printChoice } from './regimes-choose.ts'
import { writeReport } from './report-file.ts'

/** `titan regimes choices`: the studies that `titan regimes choose` and the web have stored. */
export function registerChoices(regimes: Command): void {
  const choices = regimes.command('choices').description('Studies of parameters by regime that are stored')
  choices
    .command('list')
    .option('--limit <n>', 'at most so many', count, 20)
    .option('--json')
    .action((options: { limit: number; json?: boolean }) => withDatabase((cli) => listAll(cli, options)))
  choices
    .command('show')
    .description('The sets by regime and what following them brought; with --json whole, with both tracks')
    .argument('<id>', 'id of a study, or `last`: the newest that is done', idOrLast)
    .option('--json')
    .action((id: string, { json }: { json?: boolean }) =>
      withDatabase(async (cli) => {
        const row = await findStudy(cli, id)
        if (json) return printJson(row)
        if (row.result) printChoice(row.result)
        note(`${row.request.strategy}, ${row.request.symbols.join(', ')}: ${row.state}`)
      }),
    )
  choices
    .command('export')
    .description('A study as a report')
    .argument('<id>', 'id of a study, or `last`: the newest that is done', idOrLast)
    .option('--format <format>', `as ${reportFormats.join(', ')}`, oneOf(reportFormats), 'html')
    .option('--out <file>', 'where to; without it to standard output')
    .action((id: string, options: { format: ReportFormat; out?: string }) =>
      withDatabase((cli) => exportStudy(cli, id, options)),
    )
}

async function findStudy({ connection: { db } }: Cli, asked: string) {
  const [row] = await db
    .select()
    .from(adaptiveStudies)
    .where(asked === 'last' ? eq(adaptiveStudies.state, 'done') : eq(adaptiveStudies.id, asked))
    .orderBy(desc(adaptiveStudies.createdAt))
    .limit(1)
  if (!row) throw new Fault('missing', `There is no study by regime ${asked}`, { hint: 'titan regimes choices list' })
  return row
}

async function listAll({ connection: { db } }: Cli, { limit, json }: { limit: number; json?: boolean }): Promise<void> {
  const { id, createdAt, request, state, result } = adaptiveStudies
  const rows = await db
    .select({ id, createdAt, request, state, result })
    .from(adaptiveStudies)
    .orderBy(desc(createdAt))
    .limit(limit)
  if (json) return printJson(rows)
  printTable(
    ['Id', 'Made', 'Strategy', 'Symbols', 'Detector', 'State', 'Sharpe', 'Common', 'Difference', 'p'],
    rows.map((row) => [
      row.id,
      row.createdAt.toISOString().slice(0, 16),
      row.request.strategy,
      row.request.symbols.join(' '),
      row.request.detector,
      row.state,
      fixed(row.result?.byRegime.sharpe, 2),
      fixed(row.result?.byCommon.sharpe, 2),
      fixed(row.result?.gap?.difference, 2),
      fixed(row.result?.gap?.p, 4),
    ]),
  )
}

async function exportStudy(cli: Cli, asked: string, { format, out }: { format: ReportFormat; out?: string }) {
  const row = await findStudy(cli, asked)
  const { id, request, manifest, result } = row
  const track = await readAdaptiveTrack(cli.connection.db, id)
  if (!result || !track) throw new Fault('conflict', `The study ${id} is ${row.state}: there is nothing to report`)
  const finishedAt = (row.finishedAt ?? row.createdAt).toISOString()
  await writeReport(adaptiveReport({ id, request, manifest, result, track, finishedAt }), format, `adaptive-${id}`, out)
}
