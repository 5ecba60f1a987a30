import type { Command } from 'commander'
import { Fault } from '#lib/fault.ts'
import { patterns, sightings } from '#lib/patterns/index.ts'
import { readBars } from './bars.ts'
import { checkedBars } from './bars-check.ts'
import { list, spanOf } from './options.ts'
import { printJson, printTable } from './output.ts'

interface FindOptions {
  file: string
  patterns?: string[]
  from?: string
  to?: string
  json?: boolean
}

const announces = { 1: 'a rise', [-1]: 'a fall', 0: 'a pause' } as const

export function registerPatterns(program: Command): void {
  const group = program.command('patterns').description('Candlestick patterns in a file of bars, without a database')
  group
    .command('list')
    .option('--json')
    .action(({ json }: { json?: boolean }) => {
      const all = patterns.list.map(({ name, title, direction, length, source }) => ({
        name,
        title,
        direction,
        length,
        source,
      }))
      if (json) return printJson(all)
      printTable(
        ['Name', 'Title', 'Announces', 'Candles', 'Source'],
        all.map((one) => [one.name, one.title, announces[one.direction], one.length, one.source]),
      )
    })
  group
    .command('find')
    .requiredOption('--file <file>', "one symbol's bars, CSV or CSV.gz")
    .option('--patterns <list>', 'only these', list)
    .option('--from <date>', 'first day, inclusive')
    .option('--to <date>', 'last day, inclusive')
    .option('--json')
    .action(runFind)
}

async function runFind(options: FindOptions): Promise<void> {
  const unknown = options.patterns?.find((name) => !patterns.has(name))
  if (unknown !== undefined)
    throw new Fault('missing', `There is no pattern "${unknown}"`, { hint: 'titan patterns list' })
  const bars = await readBars(options.file, spanOf(options.from, options.to))
  checkedBars({ symbol: bars.symbol, bars })
  const started = performance.now()
  const found = sightings(bars, options.patterns)
  const computeMs = performance.now() - started
  const rows = found.map(({ pattern, direction, row }) => ({ pattern, direction, row, ts: bars.ts[row] }))
  if (options.json) return printJson({ symbol: bars.symbol, n: bars.ts.length, computeMs, sightings: rows })
  printTable(
    ['Bar', 'Pattern', 'Announces'],
    rows.map((one) => [new Date(one.ts).toISOString().slice(0, 10), one.pattern, announces[one.direction]]),
  )
}
