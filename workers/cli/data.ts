import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { Command } from 'commander'
import { chooseSeries, findSeries } from '#db/queries/series.ts'
import { adjustments, timeframes } from '#lib/contracts/common.ts'
import { Fault } from '#lib/fault.ts'
import { withDatabase } from './context.ts'
import { count, list, oneOf, rowId, spanOf } from './options.ts'
import { note, printJson, printTable } from './output.ts'

export function registerData(program: Command): void {
  const data = program.command('data').description('What is stored, what was refused, and a way out again')
  data
    .command('list')
    .description('Series with their span and number of bars')
    .option('--venue <name>')
    .option('--symbols <list>', 'comma-separated', list)
    .option('--json')
    .action((options: { venue?: string; symbols?: string[]; json?: boolean }) =>
      withDatabase(async ({ connection: { sql } }) => {
        const found = await findSeries(sql, options)
        const spans = await sql<{ id: number; first: Date; last: Date; bars: number }[]>`
          select series_id as id, min(ts) as first, max(ts) as last, count(*)::int as bars from bars where series_id = any(${found.map(({ id }) => id)}) group by 1`
        const byId = new Map(spans.map((span) => [span.id, span]))
        const rows = found.map((one) => ({
          ...one,
          first: byId.get(one.id)?.first ?? null,
          last: byId.get(one.id)?.last ?? null,
          bars: byId.get(one.id)?.bars ?? 0,
        }))
        if (options.json) return printJson(rows)
        printTable(
          ['Symbol', 'Venue', 'Bars of', 'Source', 'Adjustment', 'First', 'Last', 'Bars'],
          rows.map((row) => [
            row.symbol,
            row.venue,
            row.timeframe,
            row.source,
            row.adjustment,
            row.first?.toISOString().slice(0, 16),
            row.last?.toISOString().slice(0, 16),
            row.bars,
          ]),
        )
      }),
    )
  data
    .command('quarantine')
    .description('Rows that were refused: file, line, field, rule')
    .option('--import <id>', 'of one import', rowId)
    .option('--limit <n>', 'at most so many', count, 100)
    .option('--json')
    .action((options: { import?: string; limit: number; json?: boolean }) =>
      withDatabase(async ({ connection: { sql } }) => {
        const rows =
          await sql`select import_id as "importId", file, line::int, field, rule, message, raw, created_at as "createdAt" from quarantine
          ${options.import ? sql`where import_id = ${options.import}` : sql``} order by id desc limit ${options.limit}`
        if (options.json) return printJson(rows)
        printTable(
          ['File', 'Line', 'Field', 'Rule', 'What'],
          rows.map((row) => [row.file, row.line, row.field, row.rule, row.message]),
        )
      }),
    )
  data
    .command('export')
    .description('Bars as CSV, in the form that import reads')
    .requiredOption('--symbols <list>', 'comma-separated', list)
    .option('--venue <name>')
    .option('--timeframe <length>', timeframes.join(', '), oneOf(timeframes))
    .option('--source <name>')
    .option('--adjustment <kind>', adjustments.join(', '), oneOf(adjustments))
    .option('--from <date>')
    .option('--to <date>', 'inclusive')
    .option('--out <file>', 'default: standard output')
    .option('--json', 'with --out: what was written, as JSON')
    .action((options: ExportOptions) => withDatabase(({ connection }) => exportBars(connection.sql, options)))
}

interface ExportOptions {
  symbols: string[]
  venue?: string
  timeframe?: string
  source?: string
  adjustment?: string
  from?: string
  to?: string
  out?: string
  json?: boolean
}

async function exportBars(sql: Parameters<typeof chooseSeries>[0], options: ExportOptions): Promise<void> {
  if (options.json && !options.out)
    throw new Fault('input', 'Bars go to standard output as CSV, where --json has no place', {
      hint: 'Give --out FILE',
    })
  const { from, to } = spanOf(options.from, options.to)
  const { chosen, missing } = await chooseSeries(sql, options)
  if (missing.length > 0)
    throw new Fault('missing', `There are no bars of ${missing.join(', ')}`, { hint: 'titan data list' })
  const out = options.out ? createWriteStream(options.out) : process.stdout
  // Opened before anything is read: a folder that is not there is said at once, and not as a crash.
  if (options.out) await once(out, 'open')
  const write = async (text: string) => {
    if (!out.write(text)) await once(out, 'drain')
  }
  await write('timestamp,symbol,open,high,low,close,volume\n')
  let rows = 0
  for (const { id, symbol } of chosen) {
    const cursor = sql<
      { ts: Date; open: number | null; high: number | null; low: number | null; close: number; volume: number | null }[]
    >`
      select ts, open, high, low, close, volume from bars where series_id = ${id}
      ${from === undefined ? sql`` : sql`and ts >= ${new Date(from)}`} ${to === undefined ? sql`` : sql`and ts <= ${new Date(to)}`} order by ts`.cursor(
      5_000,
    )
    for await (const batch of cursor) {
      rows += batch.length
      await write(
        batch
          .map(
            (bar) =>
              `${bar.ts.toISOString().replace('.000Z', 'Z')},${symbol},${bar.open ?? ''},${bar.high ?? ''},${bar.low ?? ''},${bar.close},${bar.volume ?? ''}\n`,
          )
          .join(''),
      )
    }
  }
  if (options.out) {
    out.end()
    await once(out, 'finish')
    if (options.json) return printJson({ file: options.out, rows, series: chosen.length })
    note(`${rows} bars of ${chosen.length} series in ${options.out}`)
  }
}
