import type { Command } from 'commander'
import { adjustments, timeframes } from '#lib/contracts/common.ts'
import { calendarCode, instrument, instrumentKinds, series } from '#lib/contracts/instruments.ts'
import { importFiles } from '../import/import.ts'
import { type EpochUnit, epochUnits } from '../import/times.ts'
import { withDatabase } from './context.ts'
import { oneOf, parse } from './options.ts'
import { note, partly, printJson, printTable, progressLine } from './output.ts'

/** What is said of the instruments, by the contract that their rows obey. */
const termsOfImport = instrument
  .pick({ venue: true, kind: true, tick: true, lot: true, currency: true })
  .extend({ source: series.shape.source, calendar: calendarCode })

interface Options {
  timeframe: (typeof timeframes)[number]
  venue: string
  calendar?: string
  adjustment: (typeof adjustments)[number]
  source: string
  kind?: (typeof instrumentKinds)[number]
  currency?: string
  tick?: string
  lot?: string
  epoch?: EpochUnit
  user?: string
  json?: boolean
}

export function registerImport(program: Command): void {
  program
    .command('import')
    .description(
      'Read CSV or CSV.gz files into bars: one file a symbol, long panels with a symbol column, wide close panels',
    )
    .argument('<files...>', 'files to read; a per-symbol file is named after its symbol')
    .requiredOption('--timeframe <length>', `length of one bar: ${timeframes.join(', ')}`, oneOf(timeframes))
    .option('--venue <name>', 'where it trades', 'file')
    .option(
      '--calendar <code>',
      'sessions: 24/7 or a market code such as XNYS (default: XNYS for daily bars, else 24/7)',
    )
    .option(
      '--adjustment <kind>',
      'raw, split or total; total takes adj_close where a file has it',
      oneOf(adjustments),
      'raw',
    )
    .option('--source <name>', 'who measured it; part of what a bar is', 'file')
    .option('--kind <kind>', `${instrumentKinds.join(', ')} (default: equity)`, oneOf(instrumentKinds))
    .option('--currency <code>', 'currency of the prices (default: USD)')
    .option('--tick <step>', 'smallest step of price (default: 0.01, finer for prices below 1)')
    .option('--lot <step>', 'smallest step of quantity (default: 1)')
    .option(
      '--epoch <unit>',
      'unit of numeric times where their digits leave it open: s, ms, us, ns',
      oneOf(epochUnits),
    )
    .option('--user <name>', 'whose import it is')
    .option('--json', 'one JSON document on standard output')
    .action((files: string[], options: Options) => withDatabase((cli) => run(cli, files, options)))
}

async function run(
  cli: Parameters<Parameters<typeof withDatabase>[0]>[0],
  files: string[],
  options: Options,
): Promise<void> {
  const { kind, currency, tick, lot, calendar } = options
  const usual = options.timeframe === '1d' || options.timeframe === '1w' ? 'XNYS' : '24/7'
  const terms = parse(
    termsOfImport,
    {
      ...{ venue: options.venue, source: options.source, kind: kind ?? 'equity', currency: currency ?? 'USD' },
      ...{ tick: tick ?? '0.01', lot: lot ?? '1', calendar: calendar ?? usual },
    },
    'The import',
  )
  const line = progressLine()
  const ending = new AbortController()
  process.once('SIGINT', () => ending.abort(new Error('Stopped. What is stored stays; importing again goes on.')))
  const started = performance.now()
  let rowsBefore = 0
  let current = ''
  let currentRows = 0
  const result = await importFiles(cli.connection.sql, cli.url, files, {
    ...options,
    ...terms,
    said: { kind, currency, tick, lot, calendar },
    ownerId: (await cli.actor(options.user)).id,
    nowMs: Date.now(),
    signal: ending.signal,
    onProgress({ file, rows, refused }) {
      if (file !== current) rowsBefore += currentRows
      current = file
      currentRows = rows
      const rate = (rowsBefore + rows) / ((performance.now() - started) / 1_000)
      line.show(`${file}: ${rows} rows, ${refused} refused, ${Math.round(rate / 1_000)}k rows/s`)
    },
  })
  line.end()
  const seconds = (performance.now() - started) / 1_000
  partly.failed = result.files.some(({ error }) => error !== null)
  if (options.json)
    return printJson({
      ...result,
      seconds,
      rowsPerSecond: Math.round(result.rows / seconds),
      peakRssMb: Math.round(process.resourceUsage().maxRSS / 1_024),
    })
  for (const { error } of result.files) if (error) note(`${error.message}${error.hint ? ` ${error.hint}.` : ''}`)
  printTable(
    ['File', 'Rows', 'Changed', 'Refused', 'Unsorted'],
    result.files
      .filter((file) => result.files.length <= 20 || file.refused > 0 || file.error)
      .map(({ file, rows, changed, refused, unsorted }) => [file, rows, changed, refused, unsorted]),
  )
  note(
    `${result.rows} rows of ${files.length} files, ${result.changed} changed, ${result.refused} refused, ${seconds.toFixed(1)} s${result.refused > 0 ? `\nRefused rows: titan data quarantine --import ${result.importId}` : ''}`,
  )
}
